"""The codebook engine: what it finds, what it must not find, and what the loader refuses."""

import time

import pytest

from taawun.codebook import LAYERS, load_codebook, match_statements, match_text
from taawun.codebook.evidence import Tally, weigh_codes
from taawun.codebook.loading import read_codebook
from taawun.errors import TaawunError
from taawun.lexicons import lexicon_path
from taawun.yaml_files import read_yaml

BOOK = load_codebook()


def codes(text: str) -> list[tuple[str, str]]:
    """What patterns name, before evidence is weighed."""
    hits = BOOK.matcher.find(BOOK.matcher.read(text), [(0, len(text))])
    return [(hit.code, text[hit.start : hit.end]) for hit in hits if not hit.hint]


def found(text: str) -> set[str]:
    return {code for code, _ in codes(text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("سيعزز الوزيران التعاون في كل المجالات", "COOP"),
        ("وشراكتهم معنا طويلة", "COOP"),
        ("الاتفاقيات المبرمة مع جارتنا", "COOP"),
        ("تطوير كل ما يخدم العلاقات", "COOP"),
        ("محاربة المجموعات الإرهابية", "CT"),
        ("حماية الحدود", "BORDER"),
        ("نحافظ على وحدة أراضيهما", "BORDER"),
        ("الأمن الإقليمي يهمنا", "STAB"),
        ("السلم والأمن في العالم", "STAB"),
        ("اللجنة العسكرية المشتركة", "MIL"),
        ("بالطاقة النظيفة والغاز الطبيعي", "ECON"),
        ("الشعوب المسلمة", "BROTHER"),
        ("واحترام سيادتها", "SOV"),
        ("التهديدات التي نواجهها", "THREAT"),
        ("عبر الحوار", "DIPL"),
        ("الاتجار بالبشر", "HUM"),
        ("تلعب بلادنا دورا", "ROLE"),
        ("لا بد من العمل", "deontic_strong"),
        ("بإمكان الجميع المشاركة", "ability"),
        ("وسنواصل البناء", "commitment"),
        ("نحن وأنتم", "first_plural"),
    ],
)
def test_finds(text, code):
    assert code in found(text)


# One line a collision: (text, code that a naive matcher would give). Each was met in the press.
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قرأ صحيفة صدر فيها خبر صحيح", "HUM"),
        ("جاء ذلك بالتزامن مع تزامنت", "commitment"),
        ("في محافظة أملج كاملة وبشكل كامل", "commitment"),
        ("لما جاء وكلما سلم لنا كلنا وكلا الطرفين", "negation"),
        ("خلال الشهر الجاري", "BROTHER"),
        ("خاض الفريق مباراة ودية", "BROTHER"),
        ("تحدث غازي عن رحلته", "ECON"),
        ("أصيب بالعدوى وقال العدوي", "THREAT"),
        ("كبير المفاوضين صائب عريقات", "BROTHER"),
        ("وقال الزامل للحضور", "deontic_strong"),
        ("سافر شقيقه مع شقيقها", "BROTHER"),
        ("وقال مؤكدا نجاح الخطة", "epistemic"),
        ("استعدادا لموسم الدراسة", "commitment"),
        ("اعتماد مخططات عمرانية ومخطط الحي", "THREAT"),
        ("كان محور النقاش ومحور الممانعة", "ROLE"),
        ("شكر بدوره الحضور وبدورها ردت", "ROLE"),
        # and some that the anti-patterns are for
        ("قرار مجلس التعاون الخليجي", "COOP"),
        ("هذه الاتفاقية لا تكفي", "COOP"),
        ("يرفض توقيع الاتفاقية النووية", "COOP"),
        ("منظمة التعاون الإسلامي", "COOP"),
        ("صحفيون بلا حدود", "BORDER"),
        ("مجلس الأمن الدولي", "STAB"),
        ("قائد القوات المسلحة", "MIL"),
        ("الأقمار الصناعية", "ECON"),
        ("جماعة الإخوان المسلمين", "BROTHER"),
        ("قال سيادة الرئيس", "SOV"),
        ("فرض حظر التجول", "SANC"),
        ("الوكالة الدولية للطاقة الذرية", "ECON"),
        ("تشديد العقوبات على البلاد", "THREAT"),
        ("الاتفاقية محل خلاف", "COOP"),
        ("بلا حدود ولا قيود", "BORDER"),
        ("مذكرة تفاهم", "DIPL"),
        ("تدور المباراة في الدوري", "ROLE"),
        ("لا سيما في الشمال", "negation"),
        ("قد تم البناء", "epistemic"),
    ],
)
def test_does_not_collide(text, code):
    assert code not in found(text)


def test_offsets_show_the_words():
    text = "وقال: «لوحدةِ الأراضـي  كلها»"
    assert ("BORDER", "وحدةِ الأراضـي") in codes(text)


def test_a_pattern_does_not_cross_sentences_nor_spans():
    assert "CT" in found("دعا إلى الجبهة النصرة")
    assert "CT" not in found("دعا إلى الجبهة. النصرة جيدة")
    assert "CT" not in found("دعا إلى الجبهة\nالنصرة جيدة")
    text = "جبهة النصرة"
    assert match_text(text, [(0, 11)], BOOK)
    assert not match_text(text, [(0, 4), (5, 11)], BOOK)


def test_a_gap_is_five_words_at_most():
    assert "STAB" in found("أمن " + "كلمة " * 5 + "المنطقة")
    assert "STAB" not in found("أمن " + "كلمة " * 6 + "المنطقة")


def test_neighbours_may_be_parted_by_quotation_marks_only():
    assert "CT" in found("جبهة «النصرة»")
    assert "CT" not in found("جبهة، النصرة")


def _statement(text, content, cue=(0, 3), state=None, number=0):
    return {
        "article_id": "a",
        "statement_id": f"a:{number}",
        "cue": list(cue),
        "content": [list(span) for span in content],
        "speaker_state": state,
    }


def test_statements_carry_hits_within_their_content():
    text = "قال إن التعاون مهم. وحذر من الإرهاب"
    rows = list(match_statements([{"id": "a", "text": text}], [_statement(text, [(7, 18)])], BOOK))
    assert [(row["layer"], row["code"]) for row in rows] == [("frame", "COOP")]
    assert text[rows[0]["start"] : rows[0]["end"]] == "التعاون"


def test_reporting_words_of_others_are_no_modality():
    text = "قال إن الوزير يتعهد بالعمل"
    inner = text.index("يتعهد")
    outer = _statement(text, [(7, len(text))])
    nested = _statement(text, [(inner + 6, len(text))], cue=(inner, inner + 5), number=1)
    spoken = text.replace("يتعهد", "تعهد ")

    def modality(string, rows):
        return [row["code"] for row in match_statements([{"id": "a", "text": string}], rows, BOOK)]

    assert "commitment" in modality(spoken, [outer])
    assert "commitment" not in modality(spoken, [outer, nested])


def test_states_are_own_or_others():
    text = "قال إن تركيا وإيران جارتان"
    rows = match_statements([{"id": "a", "text": text}], [_statement(text, [(7, len(text))], state="TR")], BOOK)
    assert [(row["layer"], row["code"]) for row in rows if row["layer"] != "frame"] == [
        ("ingroup", "self_state"),
        ("issue", "IR"),
    ]


def test_statements_without_article_are_an_error():
    with pytest.raises(TaawunError, match="article 'a'"):
        list(match_statements([], [_statement("", [])], BOOK))


def test_every_layer_has_labels_in_both_languages():
    assert {code.layer for code in BOOK.codes} == set(LAYERS)
    for code in BOOK.codes:
        assert code.label_en.isascii() and not code.label_ar.isascii()
    for code in BOOK.layer("frame"):
        assert code.definition and code.include and code.exclude


FRAME = """
meta: {{version: "1", unit: statement}}
frames:
  - id: X
    label: {{en: X, ar: س}}
    definition: d
    patterns: [{patterns}]
    anti_patterns: [{anti}]
"""


@pytest.mark.parametrize(
    ("patterns", "anti", "message"),
    [
        ("تعاون*, تعاون مشترك", "", "covered"),
        ("تعاون*, =التعاون", "", "covered"),
        ("علاقات .. بلدين, علاقات بلدين", "", "covered"),
        ("حدود|تخوم, حدود", "", "covered"),
        ("إرهاب, ارهاب", "", "twice"),
        ("مجلس أمن, سلام", "مجلس أمن", "always removes"),
        ("سلام", "كرة قدم", "removes nothing"),
        ("سلام وأمن", "", "word with و"),
        ("سلام ..", "", "broken pattern"),
        (".. سلام", "", "broken pattern"),
        ("سلا*م", "", "broken pattern"),
        ("~سلام*", "", "broken pattern"),
        ("سلام|سلام", "", "broken pattern"),
        ("", "", "at least one pattern"),
    ],
)
def test_loader_refuses_dead_patterns(tmp_path, patterns, anti, message):
    path = tmp_path / "book.yaml"
    path.write_text(FRAME.format(patterns=patterns, anti=anti), encoding="utf-8")
    with pytest.raises(TaawunError, match=message) as caught:
        load_codebook(path)
    assert caught.value.line in (7, 8)


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("patterns: [سلام]", "paterns: [سلام]", "did you mean 'patterns'", 7),
        ("    definition: d\n", "", "'definition' is missing", 4),
        ("definition: d", "definition: [d]", "expected text", 6),
        ("meta:", "meat:", "unknown key 'meat'", 2),
        ("{en: X, ar: س}", "{en: X}", "'ar' is missing", 5),
        ("    anti_patterns: []", "    weak: [أمن]", "not among the patterns", 8),
    ],
)
def test_loader_names_the_line(tmp_path, old, new, message, line):
    path = tmp_path / "book.yaml"
    path.write_text(FRAME.format(patterns="سلام", anti="").replace(old, new), encoding="utf-8")
    with pytest.raises(TaawunError) as caught:
        load_codebook(path)
    assert message in str(caught.value)
    assert caught.value.line == line


def test_lemma_patterns(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text(FRAME.format(patterns="~كتاب", anti=""), encoding="utf-8")
    text = "قرأ كتابهم"
    assert [text[hit.start : hit.end] for hit in match_text(text, [(0, len(text))], load_codebook(path))] == ["كتابهم"]


def test_the_codebook_of_a_study_can_change_between_loads(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text(FRAME.format(patterns="سلام", anti=""), encoding="utf-8")
    assert load_codebook(path).codes[0].patterns == ("سلام",)
    path.write_text(FRAME.format(patterns="سلام, وئام", anti=""), encoding="utf-8")
    assert load_codebook(path).codes[0].patterns == ("سلام", "وئام")


def test_matching_takes_linear_time():
    text = "تعزيز التعاون العسكري بين البلدين الشقيقين في مكافحة الإرهاب وحماية الحدود " * 1000
    words = BOOK.matcher.read(text)

    def seconds(end):
        times = []
        for _ in range(3):
            start = time.process_time()
            BOOK.matcher.find(words, [(0, end)])
            times.append(time.process_time() - start)
        return min(times)

    # Quadratic time would be 64 times as much.
    assert seconds(len(text)) < 24 * max(seconds(len(text) // 8), 1e-3)


def test_every_frame_is_defined_in_both_languages():
    for code in BOOK.layer("frame"):
        assert code.definition_ar and not code.definition_ar.isascii()
        assert code.kind in ("field", "frame")
    assert sum(code.kind == "field" for code in BOOK.layer("frame")) == 13


def test_hints_carry_a_code_only_together():
    one, two = Tally({}, {"MINE": 1}, []), Tally({}, {"MINE": 2}, [])
    assert weigh_codes([one, two], {}) == [{}, {"MINE": 1.0}]


def test_an_article_lends_its_field_to_a_statement_that_only_hints_at_it():
    talk = "قال إن النفط والصادرات والاستثمارات تنمو في السوق"
    hint = "قال إن القطاع ينمو"
    statements = [_statement(talk, [(7, len(talk))], number=0)]
    alone = [_statement(hint, [(7, len(hint))], number=1)]
    text = f"{talk}. " * 4 + hint
    around = [
        *(
            _statement(text, [(at * (len(talk) + 2) + 7, at * (len(talk) + 2) + len(talk))], number=at)
            for at in range(4)
        ),
        _statement(text, [(len(text) - len(hint) + 7, len(text))], number=9),
    ]

    def carried(string, rows, id_):
        found = match_statements([{"id": "a", "text": string}], rows, BOOK)
        return {row["code"] for row in found if row["statement_id"] == id_}

    assert "ECON" in carried(talk, statements, "a:0")
    assert "ECON" not in carried(hint, alone, "a:1")
    assert "ECON" in carried(text, around, "a:9")


EXTENDS = """
extends: taawun
meta: {version: "1"}
off: [NUC]
frames:
  - id: WATER
    label: {en: Water, ar: المياه}
    definition: {en: Rivers and dams., ar: الأنهار والسدود.}
    patterns: [مياه, سد|سدود]
    hints: [نهر]
  - id: SANC
    patterns: [تغريم]
    without: ["~عقوبة|حظر|مقاطعة|حصار"]
"""


def test_a_study_adds_changes_and_switches_off(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text(EXTENDS, encoding="utf-8")
    book = load_codebook(path)
    names = {code.id for code in book.layer("frame")}
    assert "WATER" in names and "NUC" not in names and len(names) == 18
    assert book.version == f"1 (extends taawun {BOOK.version})"
    text = "اتفق الطرفان على مياه النهر وعلى تغريم الشركة ورفع العقوبة"
    found = {hit.code for hit in match_text(text, [(0, len(text))], book)}
    assert "WATER" in found
    hits = book.matcher.find(book.matcher.read(text), [(0, len(text))])
    assert [text[hit.start : hit.end] for hit in hits if hit.code == "SANC" and not hit.hint] == ["تغريم"]


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("extends: taawun", "extends: other", "there is no codebook 'other'", 2),
        ("off: [NUC]", "off: [NUK]", "no code 'NUK'", 4),
        ('without: ["~عقوبة|حظر|مقاطعة|حصار"]', "without: [سلام]", "SANC has no pattern 'سلام'", 13),
        ("id: SANC", "id: WATER", "given twice", 11),
        ("patterns: [تغريم]", "patterns: [تغريم, تغريم]", "twice", 12),
        ("patterns: [مياه, سد|سدود]", "patternz: [مياه]", "did you mean 'patterns'", 9),
        ("extends: taawun\n", "", "write extends: taawun", None),
    ],
)
def test_what_is_wrong_with_an_extension_is_named(tmp_path, old, new, message, line):
    path = tmp_path / "book.yaml"
    path.write_text(EXTENDS.replace(old, new), encoding="utf-8")
    with pytest.raises(TaawunError) as caught:
        load_codebook(path)
    assert message in str(caught.value)
    assert line is None or caught.value.line == line


def test_time_for_the_cues_of_one_article_grows_with_their_number():
    sentence = "وأكد أنه يجب أن يستمر العمل. "
    took = []
    for number in (1000, 16000):
        rows = [
            {"article_id": "x", "statement_id": f"x:{n}", "cue": [n * len(sentence), n * len(sentence) + 4],
             "content": [[n * len(sentence) + 9, (n + 1) * len(sentence) - 2]]}
            for n in range(number)
        ]  # fmt: skip
        started = time.process_time()
        hits = list(match_statements([{"id": "x", "text": sentence * number}], rows, BOOK))
        took.append((time.process_time() - started) / number)
        assert sum(hit["layer"] == "modality" for hit in hits) == number
    assert took[1] < 8 * took[0]  # sixteen times as many would take sixteen times as long each


def test_every_pattern_of_our_own_codebook_adds_something():
    file = read_yaml(lexicon_path("codebook"))
    assert read_codebook(file).codes == load_codebook().codes  # which is not checked again where it is used


def _fields(text, book):
    rows = match_statements([{"id": "a", "text": text}], [_statement(text, [(7, len(text))])], book)
    return {(row["code"], row["pattern"], text[row["start"] : row["end"]]) for row in rows if row["layer"] == "frame"}


def test_learned_words_carry_a_field_that_nothing_names():
    text = "قال إن الضربة الوحشية دمرت المدينة"
    assert ("WAR", "~دمر", "دمرت") in _fields(text, BOOK)
    assert not _fields("قال إن المدينة", BOOK)


def test_words_were_learned_only_for_what_the_project_means_by_a_code(tmp_path):
    path = tmp_path / "own.yaml"
    own = "extends: taawun\nmeta: {version: '1'}\nframes:\n  - id: WAR\n    definition: strikes of workers\n"
    path.write_text(own, encoding="utf-8")
    book = load_codebook(path)
    assert "WAR" not in book.learned and "MIL" in book.learned
    assert not _fields("قال إن الضربة الوحشية دمرت المدينة", book)
    assert {code for code, *_ in _fields("قال إن الحرب", book)} == {"WAR"}
