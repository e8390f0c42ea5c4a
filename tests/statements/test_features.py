"""One form: what it can be, and how it reports."""

import pytest

from taawun.lexicons import load_lexicon
from taawun.statements.reading.cue_forms import cue_forms, lemmas
from taawun.statements.reading.features import Feature
from taawun.statements.reading.forms import read_form
from taawun.statements.reading.matching import matching_form


def readings(word):
    return {(cue.lemma.lemma, cue.kind) for cue in read_form(word).cues}


def has(word, name):
    return bool(read_form(word).flags & Feature[name])


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("قالت", ("قال", "past")),
        ("وأكّدت", ("أكد", "past")),
        ("اكدوا", ("أكد", "past")),
        ("فقال", ("قال", "past")),
        ("نفتا", ("نفى", "past")),
        ("ودعوا", ("دعا", "past")),
        ("يدعون", ("دعا", "present")),
        ("ويرون", ("رأى", "present")),
        ("اتهمه", ("اتهم", "past")),
        ("يعتبرها", ("اعتبر", "present")),
        ("مشيرةً", ("أشار", "participle")),
        ("داعين", ("دعا", "participle")),
        ("بالتشديد", ("شدد", "noun")),
        ("دعوته", ("دعا", "noun")),
        ("تحذيرات", ("حذر", "noun")),
        ("ووفقاً", ("وفق", "source")),
    ],
)
def test_inflected_forms(word, reading):
    assert reading in readings(word)


@pytest.mark.parametrize("word", ["هنا", "رأي", "قُتل", "يُعتبر", "وزير", "كتاب", "في", "دعوه"])
def test_no_reporting_form(word):
    assert {kind for _, kind in readings(word)} <= {"noun"}


def test_the_future_is_marked():
    (cue,) = read_form("وسيعلن").cues
    assert cue.future and cue.kind == "present" and cue.proclitic == "و"


@pytest.mark.parametrize(
    ("word", "feature", "expected"),
    [
        ("الوزير", "OFFICE", True),
        ("ووزير", "OFFICE", True),
        ("للرئيس", "LI", True),
        ("بمواصلة", "BI", True),
        ("بوتين", "BI", False),
        ("لافروف", "LI", False),
        ("تركيا", "STATE", True),
        ("الإيرانية", "DEMONYM", True),
        ("المتمردون", "GROUP", True),
        ("القانون", "GROUP", False),
        ("سيحصل", "OPENER", True),
        ("سيارات", "OPENER", False),
        ("استعادة", "MASDAR", True),
        ("معاليه", "HE", True),
    ],
)
def test_features(word, feature, expected):
    assert has(word, feature) is expected


def test_matching_form_joins_spellings():
    assert matching_form("الحكومة") == matching_form("الحكومه")
    assert matching_form("أكّد") == matching_form("اکد")


def test_every_lemma_has_forms_and_a_speech_act():
    groups = load_lexicon("cues")["groups"]
    found = {entry[0].lemma for entries in cue_forms().values() for entry in entries}
    for lemma, _ in lemmas():
        assert lemma.lemma in found
        assert lemma.group in groups


def test_needs_are_things_the_reader_knows():
    known = {
        "أن",
        "إلى",
        "على",
        "عن",
        "من",
        "في",
        "ب",
        "ل",
        "اسم",
        "لفظ",
        "مصدر",
        "قائلا",
        "بقول",
        "حساب",
        "يقول",
        "وصف",
        "مسؤولية",
    }
    known |= {"نواة", "جاء", "توجيه", "على+لفظ", "من+لفظ", "عن+أن", "عن+حدث", "من+حدث", "في+أن", "على+أن", "إلى+أن"}
    for lemma, _ in lemmas():
        assert lemma.needs <= known, lemma.lemma
        assert lemma.takes <= {"أن", "إلى", "على", "عن", "من", "في", "ب", "ل", "اسم", "مصدر"}, lemma.lemma
