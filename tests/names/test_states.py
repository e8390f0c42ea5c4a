"""States: names, demonyms and seats to ISO codes."""

import re

import pytest
from babel import Locale

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.names.states import find_states, state_names, state_of


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("وزير الخارجية الإيراني محمد جواد ظريف", "IR"),
        ("وزیر الخارجیة الترکی", "TR"),  # Persian letters
        ("رئيس هيئة أركان الجيش التركي الجنرال خلوصي أكار", "TR"),
        ("المتحدثة باسم الخارجية الروسية", "RU"),
        ("السفير السعودي لدى تركيا", "SA"),
        ("رئيس الولايات المتحدة الأمريكية", "US"),
        ("نظيره الكوري الجنوبي", "KR"),
        ("رئيس جنوب السودان", "SS"),
        ("رئيس وزراء جمهورية إيران الإسلامية", "IR"),
        ("نائب المندوب الأمريكي في طهران", "US"),  # the demonym, not the city
        ("الكرملين", "RU"),
        ("الأتراك", "TR"),
        ("وكالة سبوتنيك الروسية", "RU"),
        ("للعراق", "IQ"),
        ("وبتركيا", "TR"),
        ("بكين", "CN"),  # not ب + كين
        ("الأمير تركي الفيصل", None),
        ("خالد اليمني", None),
        ("دول المغرب العربي", None),
        ("وزير مالي سابق", None),
        ("رئيس مجلس الإدارة", None),
        ("", None),
    ],
)
def test_state_of(phrase, code):
    assert state_of(fold_text(phrase).split()) == code


def test_find_states_gives_each_member_of_a_pair():
    found = find_states(fold_text("الحكومتين الإيرانية والتركية وأعلنت أنقرة").split())
    assert [(m.code, m.kind) for m in found] == [("IR", "demonym"), ("TR", "demonym"), ("TR", "capital")]


def test_every_form_is_folded_and_every_code_known():
    cldr = Locale("ar").territories
    assert all(re.fullmatch("[A-Z]{2}", code) and code in cldr for code, _ in state_names().values())
    assert all(form == " ".join(fold_text(form).split()) for form in state_names())


def test_no_expression_is_claimed_by_two_states():
    owners: dict[str, set[str]] = {}
    for code, entry in load_lexicon("states")["states"].items():
        for key in ("names", "demonyms", "plurals", "seats"):
            for phrase in entry.get(key) or ():
                owners.setdefault(fold_text(phrase), set()).add(code)
    assert {phrase: codes for phrase, codes in owners.items() if len(codes) > 1} == {}
