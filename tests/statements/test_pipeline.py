"""Who said what: speakers, carry-over, turns, levels, relays, content; every text here is invented."""

import pytest

from taawun.statements import extract_statements
from taawun.tables import STATEMENTS


def rows(text, **more):
    return extract_statements({"id": "a", "text": text, **more})


def said(text):
    """(cue, speaker, content) of each statement."""
    return [
        (text[slice(*row["cue"])], row["speaker"], " … ".join(text[a:b] for a, b in row["content"]))
        for row in rows(text)
    ]


def speakers(text):
    return [row["speaker"] for row in rows(text)]


def test_rows_have_the_columns_of_the_table_and_explain_themselves():
    (row,) = rows("قال وزير الصيد العماني سالم الراشدي إن الموسم بدأ.")
    assert list(row) == list(STATEMENTS)
    assert row["statement_id"] == "a:0"
    assert (row["cue_rule"], row["speaker_rule"], row["span_rule"]) == ("finite:clause", "overt", "sentence")
    assert row["speaker_type"] == "person"
    assert row["speaker_state"] == "OM"
    assert row["speaker_office"] == "وزير الصيد العماني"
    assert (row["form"], row["lemma"], row["speech_act"]) == ("finite", "قال", "state")
    assert 0.9 <= row["confidence"] <= 1


# --- the guest, the host, and who goes on


def test_the_host_keeps_the_floor():
    text = "استقبل رئيس البرلمان هاني قاسم سفير اليابان كين تاناكا. وأكد أن العلاقات قوية."
    assert speakers(text) == ["رئيس البرلمان هاني قاسم"]


def test_the_agency_frame_passes_the_floor_to_the_actor():
    text = "وأفادت وكالة النهر للأنباء أن رئيس البرلمان هاني قاسم استقبل سفير اليابان وأكد على ضرورة التعاون."
    assert said(text)[-1] == ("وأكد", "رئيس البرلمان هاني قاسم", "ضرورة التعاون.")


def test_a_listener_in_an_adjunct_does_not_speak():
    text = "وأكد الوزير سامي حداد خلال لقائه السفير كين تاناكا أن الطريق مفتوح، مشيرا إلى أهمية اللقاء."
    assert speakers(text) == ["الوزير سامي حداد"] * 2


def test_turn_marker_with_a_title_is_the_other_one():
    text = (
        "التقى وزير الخارجية سامي حداد وزير الخارجية الياباني كين تاناكا. وقال حداد إن اللقاء مثمر. "
        "من جانبه أكد وزير الخارجية الياباني أن بلاده مستعدة. وأضاف أن الوقت مناسب."
    )
    assert speakers(text) == ["وزير الخارجية سامي حداد", *["وزير الخارجية الياباني كين تاناكا"] * 2]


def test_agreement_skips_speakers_of_the_other_gender():
    text = "قالت الوزيرة منى فهمي إن العمل بدأ. وقال المدير هاني قاسم إن الطريق طويل. وأضافت أن الدعم مستمر."
    assert speakers(text)[-1] == "الوزيرة منى فهمي"


@pytest.mark.parametrize("alias", ["حداد", "الوزير حداد", "معاليه", "الوزير", "وزير المياه", "الوزير الأردني"])
def test_aliases(alias):
    text = f"زار وزير المياه الأردني سامي حداد أمس السد. وقال {alias} إن السد ممتلئ."
    assert speakers(text) == ["وزير المياه الأردني سامي حداد"]


def test_spelling_variants_of_a_name():
    text = "قال رئيس الوزراء بنيامين نتنياهو إن الأمر انتهى. وأوضح نتانياهو أن القرار نهائي."
    assert len(set(speakers(text))) == 1


# --- subjects in other places


@pytest.mark.parametrize(
    "text",
    [
        "وزير الصيد سالم الراشدي أكد أن الموسم بدأ.",
        "وكان وزير الصيد سالم الراشدي قد أكد أن الموسم بدأ.",
        "أما وزير الصيد سالم الراشدي فأكد أن الموسم بدأ.",
        "لكن وزير الصيد سالم الراشدي، الذي زار الميناء، أكد أن الموسم بدأ.",
        "وسبق لوزير الصيد سالم الراشدي أن أكد أن الموسم بدأ.",
        "وفي كلمة ألقاها وزير الصيد سالم الراشدي، أكد أن الموسم بدأ.",
        "وتحدث الناس إلى وزير الصيد سالم الراشدي الذي أكد أن الموسم بدأ.",
    ],
)
def test_subject_before_the_verb(text):
    assert speakers(text) == ["وزير الصيد سالم الراشدي"]


def test_masculine_verb_before_feminine_noun_describes_it():
    text = "قال الوزير سامي حداد إن الأمن أولوية. ووصف الجماعات المسلحة بأنها خطر."
    assert said(text)[1] == ("ووصف", "الوزير سامي حداد", "الجماعات المسلحة بأنها خطر.")


def test_addressee_of_a_call_is_neither_speaker_nor_content():
    text = "قال الوزير سامي حداد إن الأمن أولوية. ودعا الدول المجاورة إلى التعاون."
    assert said(text)[1] == ("ودعا", "الوزير سامي حداد", "التعاون.")


# --- relays, sources, levels


def test_medium_that_passes_on_is_the_relay():
    text = "ونقلت وكالة النهر عن الوزير سامي حداد قوله إن الأمن أولوية."
    (row,) = rows(text)
    assert (row["speaker"], row["form"]) == ("الوزير سامي حداد", "nominal")
    (row,) = rows("أفادت صحيفة «النهر» بأن الوزير سامي حداد قال إن الأمن أولوية.")
    assert (row["speaker"], row["relay"], row["level"]) == ("الوزير سامي حداد", "صحيفة النهر", 1)


def test_source_phrase_speaks_where_nobody_else_does():
    assert said("ارتفعت الأسعار بنسبة كبيرة، بحسب وزارة التجارة.") == [
        ("بحسب", "وزارة التجارة", "ارتفعت الأسعار بنسبة كبيرة")
    ]
    assert said("ووفقا لوزارة التجارة، فقد ارتفعت الأسعار.") == [("ووفقا", "وزارة التجارة", "فقد ارتفعت الأسعار.")]


def test_source_phrase_behind_a_statement_is_its_relay():
    text = "قال الوزير سامي حداد إن الأسعار ارتفعت، حسبما نقلت وكالة النهر."
    (row,) = rows(text)
    assert (row["speaker"], row["relay"]) == ("الوزير سامي حداد", "وكالة النهر")
    assert [text[a:b] for a, b in row["content"]] == ["الأسعار ارتفعت"]


def test_what_a_plan_says_is_no_source():
    assert rows("انتهى العمل وفقا للخطة المقررة.") == []


def test_statement_inside_a_statement():
    text = "وقال المتحدث هاني قاسم إن الرئيس كامل فهمي أكد أن السد آمن."
    outer, inner = rows(text)
    assert (outer["level"], inner["level"]) == (1, 2)
    assert inner["speaker"] == "الرئيس كامل فهمي"
    assert outer["content"][0][1] == inner["content"][0][1]


def test_document_speaks_for_its_issuer():
    assert speakers("وقال بيان صادر عن وزارة التجارة إن الأسعار مستقرة.") == ["وزارة التجارة"]


def test_both_sides_of_an_agentless_report():
    text = "بحث الجانبان سبل التعاون. وجرى التأكيد على أهمية الحوار."
    (row,) = rows(text)
    assert (row["speaker"], row["speaker_type"]) == ("الجانبان", "group")


def test_joint_speaker_lists_its_members():
    (row,) = rows("وأكد وزير الخارجية سامي حداد ووزير الدفاع نبيل قاسم أن العمل مستمر.")
    assert row["speaker_ids"] == ["وزير-الخارجية-سامي-حداد", "وزير-الدفاع-نبيل-قاسم"]
    assert row["speaker_type"] == "group"


def test_quotation_that_goes_on_in_its_own_paragraph():
    text = (
        "قال الوزير سامي حداد: «نعمل من أجل السلام».\n«ولن نسمح لأحد أن يعبث بأمن البلاد مهما كانت الظروف والتحديات»."
    )
    first, second = rows(text)
    assert second["form"] == "quotation"
    assert second["lemma"] is None
    assert second["speaker"] == first["speaker"]


# --- content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير إن السوق مستقرة، وأضاف أن الطلب كبير.", ["السوق مستقرة", "الطلب كبير."]),
        ("قال الوزير إن السوق مستقرة، وذلك خلال مؤتمر صحفي.", ["السوق مستقرة"]),
        ("قال الوزير إن السوق مستقرة، في إشارة إلى الذهب.", ["السوق مستقرة"]),
        ("قال الوزير إن السوق مستقرة، على حد تعبيره.", ["السوق مستقرة"]),
        ("قال الوزير إن السوق مستقرة، من جهته أوضح المدير أن الطلب كبير.", ["السوق مستقرة", "الطلب كبير."]),
        ("قال الوزير: «السوق مستقرة. والطلب كبير». ثم غادر.", ["«السوق مستقرة. والطلب كبير»"]),
        ("قال الوزير إن «السوق مستقرة»، وإن الطلب كبير.", ["«السوق مستقرة»، وإن الطلب كبير."]),
    ],
)
def test_where_the_content_ends(text, expected):
    assert [content for _, _, content in said(text)] == expected


def test_content_stays_in_its_paragraph_unless_quoted():
    text = "قال الوزير إن السوق مستقرة\nوشهدت المدينة أمطارا."
    assert said(text)[0][2] == "السوق مستقرة"
    text = "قال الوزير: «السوق مستقرة.\nوالطلب كبير». ثم غادر."
    assert said(text)[0][2].endswith("والطلب كبير»")


def test_quoted_parts_are_kept():
    text = "قال الوزير إن السوق «مستقرة جدا» اليوم."
    (row,) = rows(text)
    assert [text[a:b] for a, b in row["verbatim"]] == ["مستقرة جدا"]


def test_removed_spans_are_not_read():
    text = "قال الوزير إن السوق مستقرة. قال القارئ إن التعليق مهم."
    start = text.index("قال القارئ")
    removed = [{"start": start, "end": len(text), "rule": "comment"}]
    assert len(rows(text, removed=removed)) == 1


def test_order_of_articles_does_not_matter():
    texts = ["قال الوزير سامي حداد إن السوق مستقرة.", "وأضاف أن الطلب كبير.", "قالت منى فهمي إن العمل بدأ."]
    forward = [rows(text) for text in texts]
    backward = [rows(text) for text in reversed(texts)]
    assert forward == backward[::-1]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "قال", "وقال:", "«", "بحسب", "وفقا ل", "عن قوله", "على لسان", "سبق ل أن قال"]
)
def test_fragments(text):
    assert isinstance(rows(text), list)


# --- whole sentences in the manner of wire services


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "دمشق، سوريا (CNN)-- نقلت وكالة الأنباء السورية عن الوزير السوري، سامي حداد، تأكيده على أهمية الدور، مضيفاً أن الوقت حان.",
            [("تأكيده", "الوزير السوري، سامي حداد"), ("مضيفاً", "الوزير السوري، سامي حداد")],
        ),
        (
            "وجدد وزير الخارجية السوداني، دينق ألور، رفض بلاده للقرار، وقال في تصريحات صحفية: «لن نوقع».",
            [
                ("وجدد", "وزير الخارجية السوداني، دينق ألور"),
                ("وقال", "وزير الخارجية السوداني، دينق ألور"),
            ],
        ),
        (
            "وكشف مصدر عسكري، لم تُكشف هويته، أن الجيش يستعد، وفق ما نقلت صحيفة «النهر».",
            [("وكشف", "مصدر عسكري")],
        ),
        (
            "وقالت الشرطة العراقية إن ثلاثة قتلوا، بينما أكد مسؤول في وزارة الداخلية أن العدد خمسة.",
            [("وقالت", "الشرطة العراقية"), ("أكد", "مسؤول في وزارة الداخلية")],
        ),
        (
            "وأدان الأمين العام للاتحاد، سامي حداد، الهجوم، ووصفه بـ«الجبان».",
            [("وأدان", "الأمين العام للاتحاد، سامي حداد"), ("ووصفه", "الأمين العام للاتحاد، سامي حداد")],
        ),
        (
            "وأضافت الصحيفة نقلاً عن مسؤولين أوروبيين أن الخطة قيد الدراسة.",
            [("وأضافت", "مسؤولين أوروبيين")],
        ),
        (
            "فيما طالبت المستشارة، أنغيلا ميركل، رئيس الوزراء، سامي حداد بوقف البناء، طالب الأخير التجار بالهدوء.",
            [("طالبت", "المستشارة، أنغيلا ميركل"), ("طالب", None)],
        ),
        ("وحذر الأمين العام للأمم المتحدة بان كي مون من كارثة.", [("وحذر", "الأمين العام للأمم المتحدة بان كي مون")]),
        ("ونفى مسؤول في البلدية، فضل عدم ذكر اسمه، صحة هذه الأنباء.", [("ونفى", "مسؤول في البلدية")]),
        ("كشف مصطفى حداد، وزير الصيد، أن القانون جاهز.", [("كشف", "مصطفى حداد، وزير الصيد")]),
        ("وأعلن الناطق باسم كتائب الساحل، أبو ليث، أن الرد قريب.", [("وأعلن", "الناطق باسم كتائب الساحل، أبو ليث")]),
    ],
)
def test_wire_sentences(text, expected):
    found = [(cue, speaker) for cue, speaker, _ in said(text)]
    assert [cue for cue, _ in found] == [cue for cue, _ in expected]
    for (_, speaker), (_, wanted) in zip(found, expected, strict=True):
        assert wanted is None or speaker == wanted


def test_name_stands_without_the_quotation_marks_around_it():
    article = {"id": "a", "text": 'استقبل رئيس الجمهورية "سالم الراشدي" الوفد وأكد أن الميناء مفتوح.'}
    assert {row["speaker"] for row in extract_statements(article)} == {"رئيس الجمهورية سالم الراشدي"}


def test_what_is_expressed_decides_the_act():
    text = "قال سالم الراشدي إن الميناء مفتوح معربا عن استعداد بلاده للتعاون. وأعرب عن قلقه من التأخير. وعبر عن شكره للعمال."
    acts = [row["speech_act"] for row in extract_statements({"id": "a", "text": text})]
    assert acts == ["state", "commit", "condemn", "appreciate"]
