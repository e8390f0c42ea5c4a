"""Constructions of CNN, BBC and agency Arabic that move the speaker or hide the cue; every sentence here is invented."""

import pytest

from taawun.statements import extract_statements


def told(text):
    """(cue, speaker) of each statement."""
    rows = extract_statements({"id": "a", "text": text})
    return [(text[slice(*row["cue"])], row["speaker"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb in the plural never stands before its subject: the noun is the one addressed
        (
            "وقد رحب نواب الجبل بالخطة، وطالبوا الرئيس بالإسراع.",
            [("رحب", "نواب الجبل"), ("وطالبوا", "نواب الجبل")],
        ),
        # inside a sentence of one speaker the noun after the verb is the one addressed
        (
            "وأعلن القائد سامي حداد أن الميناء آمن وطالب الجانب الآخر باتخاذ خطوات.",
            [("وأعلن", "القائد سامي حداد"), ("وطالب", "القائد سامي حداد")],
        ),
        # who acts in the sentence speaks in it
        (
            "وقال الوزير سامي حداد إن الجسر آمن. أما السفيرة منى خليل، فبدت أقل تفاؤلا، إذ أشارت إلى أن الجسر قديم.",
            [("وقال", "الوزير سامي حداد"), ("أشارت", "السفيرة منى خليل")],
        ),
        (
            "وقال الوزير سامي حداد إن الجسر آمن. وامتنع المتحدث باسم الميناء، كريم صالح، عن التعليق، لكنه ذكر أن الفحص مستمر.",
            [("وقال", "الوزير سامي حداد"), ("ذكر", "المتحدث باسم الميناء، كريم صالح")],
        ),
        # taken up again
        (
            "قال الوزير سامي حداد إن السد آمن، قبل أن يضيف أن الأعمال لم تنته.",
            [("قال", "الوزير سامي حداد"), ("يضيف", "الوزير سامي حداد")],
        ),
        (
            "وعادت المتحدثة منى خليل مساء لتشدد على أن الطريق مفتوح، داعية السائقين إلى الحذر.",
            [("لتشدد", "المتحدثة منى خليل"), ("داعية", "المتحدثة منى خليل")],
        ),
        # asides before the verb
        (
            "وكان مسؤول محلي، طلب عدم الكشف عن اسمه، قد انتقد بطء الأشغال.",
            [("انتقد", "مسؤول محلي")],
        ),
        (
            "ونقل التلفزيون الرسمي عن مسؤول محلي، لم يكشف عن اسمه، قوله إن الجسر أغلق.",
            [("قوله", "مسؤول محلي")],
        ),
        # pronouns that go back to the speaker
        (
            "نفى المدير سامي حداد هذه الأخبار، ونقلت عنه وكالة النهر قوله إن الميناء يعمل.",
            [("نفى", "المدير سامي حداد"), ("قوله", "المدير سامي حداد")],
        ),
        (
            "وقالت السفيرة منى خليل إن الجسر قديم. الوضع «يزداد سوءا كل يوم»، على حد قولها.",
            [("وقالت", "السفيرة منى خليل"), ("قولها", "السفيرة منى خليل")],
        ),
        # what was reported before is the content
        (
            "وقالت الشرطة إن السائق فر، وهو ما أكده أيضا شهود عيان.",
            [("وقالت", "الشرطة"), ("أكده", "شهود عيان")],
        ),
        # the role is praised; it is no turn
        (
            "وشكر المبعوث سامي حداد المملكة على الضيافة، منوها بدورها في تقريب المواقف.",
            [("وشكر", "المبعوث سامي حداد"), ("منوها", "المبعوث سامي حداد")],
        ),
        # a rare noun with ب
        (
            "في المقابل طالبت النقابة بهدنة اجتماعية.",
            [("طالبت", "النقابة")],
        ),
        # phrases that hold the cue
        (
            "واختتم السفير سامي حداد تصريحه بالقول إن السفارة مفتوحة.",
            [("واختتم", "السفير سامي حداد")],
        ),
        ("ومضى الوزير سامي حداد إلى القول إن الجسر آمن.", [("ومضى", "الوزير سامي حداد")]),
        ("وذهب الخبير سامي حداد إلى أن الكلفة تفوق المنفعة.", [("وذهب", "الخبير سامي حداد")]),
        # no speech: an adjective in the accusative, a byline, to have seen something
        ("وبدت السفيرة منى خليل أكثر حذراً من زميلها.", []),
        ("كتب - سامي حداد: انقطعت الطريق أمس.", []),
        ("وبين تقرير للبلدية، اطلعت عليه الصحيفة، أن الجسر قديم.", [("وبين", "تقرير للبلدية")]),
    ],
)
def test_construction(text, expected):
    assert told(text) == expected


def test_anaphoric_content_is_the_statement_before():
    text = "وقال الوزير سامي حداد إن السائق فر، وهو ما نفته الشرطة."
    first, second = extract_statements({"id": "a", "text": text})
    assert second["cue_rule"] == "finite:anaphoric"
    assert second["content"] == first["content"]


def test_the_outlet_told_does_not_speak():
    text = "وقال السائق سامي حداد لجوهرة إن الطريق مغلقة. وتنشر جوهرة غدا صورا من المكان."
    assert told(text) == [("وقال", "السائق سامي حداد")]


def levels(text):
    """(cue, level) of each statement."""
    return [(text[slice(*row["cue"])], row["level"]) for row in extract_statements({"id": "a", "text": text})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a contrast begins a clause of its own, whoever speaks in it
        (
            "وقال النائب كريم صالح إن الميناء مغلق، ولكن الوزير سامي حداد قال إن الميناء مفتوح.",
            [("وقال", 1), ("قال", 1)],
        ),
        (
            "وقال النائب كريم صالح إن الميناء مغلق، غير أن الوزير سامي حداد أكد أنه مفتوح.",
            [("وقال", 1), ("أكد", 1)],
        ),
        (
            "وقال النائب كريم صالح إن الميناء مغلق لكنه أقر بأن الأعمال لم تنته.",
            [("وقال", 1), ("أقر", 1)],
        ),
        (
            "وقال النائب كريم صالح إن الميناء مغلق، إلا أنه أضاف أن الجسر مفتوح.",
            [("وقال", 1), ("أضاف", 1)],
        ),
        # what stands right behind أن is told inside
        (
            "وقال النائب كريم صالح إن الوزير سامي حداد أكد أن الميناء مفتوح.",
            [("وقال", 1), ("أكد", 2)],
        ),
    ],
)
def test_a_contrast_is_no_statement_inside_the_one_before(text, expected):
    assert levels(text) == expected


def test_the_content_ends_before_a_contrast():
    text = "وقال النائب كريم صالح إن الميناء مغلق، إلا أن الوزير سامي حداد قال إن الميناء مفتوح."
    first = extract_statements({"id": "a", "text": text})[0]
    assert [text[a:b] for a, b in first["content"]] == ["الميناء مغلق"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who considers something names an object, or says it with أن
        ("وتعتبر النقابة الاتفاق نصرا للعمال.", [("وتعتبر", "النقابة")]),
        ("وتعتبر النقابة أن الاتفاق نصر للعمال.", [("وتعتبر", "النقابة")]),
        ("وقال الوزير سامي حداد إن تركيا تعتبر إيران جارة مهمة.", [("وقال", "الوزير سامي حداد"), ("تعتبر", "تركيا")]),
        # a noun and its predicate: is considered
        ("وتعتبر تركيا دولة كبيرة في المنطقة.", []),
        ("ويعتبر الوزير سامي حداد أحد أنصار الاتفاق.", []),
        ("ويعتبر السفير سامي حداد من أبرز أنصار الاتفاق.", []),
        ("ويعتبر هذا الاتفاق مثالا في المنطقة.", []),
        ("وتعتبر هذه أول زيارة للوزير.", []),
        ("وقال الوزير سامي حداد إن تركيا تعتبر جارة مهمة.", [("وقال", "الوزير سامي حداد")]),
        # nobody expects, or a pronoun does
        ("وقال الوزير سامي حداد إن الجسر آمن. ويتوقع أن يفتح الجسر غدا.", [("وقال", "الوزير سامي حداد")]),
        ("ونقل السائق، الذي يعتقد أنه بخير، إلى منزله.", []),
        ("ويتوقع الخبراء أن يفتح الجسر غدا.", [("ويتوقع", "الخبراء")]),
    ],
)
def test_a_passive_without_vowel_signs_is_no_speech(text, expected):
    assert told(text) == expected
