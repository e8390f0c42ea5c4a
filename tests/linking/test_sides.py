"""Statements to the sides of a study."""

from types import SimpleNamespace

import pytest

from taawun.linking.roster import link_speakers
from taawun.linking.sides import JOINT, assign_sides


def side(name, state=None, speakers=(), offices=()):
    return SimpleNamespace(id=name, state=state, speakers=list(speakers), offices=list(offices))


def row(speaker, kind="person", state=None, office=None, members=()):
    return {
        "article_id": "a",
        "speaker": speaker,
        "speaker_type": kind,
        "speaker_state": state,
        "speaker_office": office,
        "speaker_id": None,
        "speaker_ids": list(members),
    }


IRAN, TURKEY = side("iran", "IR"), side("turkey", "TR")


def sides_of(rows, sides=(IRAN, TURKEY)):
    return assign_sides(link_speakers(rows), sides)


@pytest.mark.parametrize(
    ("speaker", "kind", "expected"),
    [
        ("الرئيس الإيراني حسن روحاني", "person", "iran"),
        ("رئيس هيئة أركان الجيش التركي", "person", "turkey"),
        ("أنقرة", "state", "turkey"),
        ("الخارجية الإيرانية", "institution", "iran"),
        ("وكالة الأنباء الإيرانية", "media", None),
        ("وزير الخارجية السعودي", "person", None),
        ("سالم الراشدي", "person", None),
        (None, "unknown", None),
    ],
)
def test_by_state(speaker, kind, expected):
    assert sides_of([row(speaker, kind)]) == [expected]


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("الرئيس الإيراني السابق سالم الراشدي", "person"),
        ("سالم الراشدي وزير الصيد التركي الأسبق", "person"),
        ("مسؤولون أتراك سابقون", "anonymous"),
        ("المعارضة الإيرانية", "group"),
        ("زعيم المعارضة التركية", "person"),
        ("متحدث باسم المجلس الوطني للمقاومة الإيرانية", "anonymous"),
        ("رجل الأعمال التركي سالم الراشدي", "person"),
        ("الدكتور الراشدي أستاذ العلوم بجامعة أنقرة", "person"),
        ("السفير التركي سالم الراشدي الخبير في البحار", "person"),
        ("رئيس الاتحاد الإيراني للملاكمة", "person"),
        ("رئيس مجلس الأعمال الإيراني الكيني", "person"),
        ("مستثمرون إيرانيون", "person"),
        ("الجانبان الإيراني والكيني", "group"),
        ("الشعب التركي", "group"),
        ("الكثير من الإيرانيين", "group"),
        ("عدد من الكتاب الأتراك", "group"),
        ("كثيرون في إيران", "group"),
        ("الناشط التركي سالم الراشدي", "person"),
        ("ناشط حقوق الإنسان الإيراني", "person"),
        ("معهد إيراني", "institution"),
        ("هناء الساعدي المحامية الإيرانية", "person"),
        ("هناء الساعدي، محامية إيرانية", "person"),
        ("التركية هناء الساعدي محامية", "person"),
        ("الدكتور سالم الراشدي الخبير الإيراني", "person"),
        ("سالم الراشدي أستاذ القانون في جامعة طهران", "person"),
    ],
)
def test_who_does_not_speak_for_a_state(speaker, kind):
    assert sides_of([row(speaker, kind)]) == [None]


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("بعض المسؤولين الإيرانيين", "group"),
        ("عدد من النواب في البرلمان الإيراني", "group"),
        ("الإيرانيون", "group"),
        ("رئيس الوزراء الإيراني الجديد", "person"),
        ("المحامي وزير العدل الإيراني", "person"),
        ("وزير العدل الإيراني سالم الراشدي الخبير في القانون", "person"),
    ],
)
def test_who_speaks_for_a_state(speaker, kind):
    assert sides_of([row(speaker, kind)]) == ["iran"]


def test_a_federation_can_be_a_state():
    rows = [row("وزير خارجية الاتحاد الروسي سالم الراشدي"), row("رئيس الاتحاد الروسي لكرة القدم")]
    assert sides_of(rows, [side("russia", "RU")]) == ["russia", None]


def test_a_study_may_name_who_does_not_speak_for_a_state():
    sides = [IRAN, side("against", speakers=["المعارضة الإيرانية"], offices=["الرئيس الإيراني السابق"])]
    rows = [
        row("المعارضة الإيرانية", "group"),
        row("الرئيس الإيراني السابق سالم الراشدي"),
        row("الرئيس الإيراني"),
    ]
    assert sides_of(rows, sides) == ["against", "against", "iran"]


def test_an_office_is_not_held_by_a_former_holder():
    sides = [side("office", offices=["وزير الخارجية الإيراني"])]
    rows = [row("وزير الخارجية الإيراني السابق سالم الراشدي"), row("وزير الخارجية الإيراني")]
    assert sides_of(rows, sides) == [None, "office"]


def test_members_of_a_joint_speaker_must_speak_for_the_state_too():
    assert sides_of([row("الطرفان", "group", members=["روحاني-ir", "المعارضة-الايرانية"])]) == [None]


def test_a_family_name_belongs_to_the_side_of_its_full_name():
    assert sides_of([row("الرئيس الإيراني حسن روحاني"), row("روحاني")]) == ["iran", "iran"]


def test_a_named_speaker_goes_before_office_and_office_before_state():
    sides = [side("state", "IR"), side("office", offices=["وزير الخارجية الإيراني"]), side("name", speakers=["ظريف"])]
    rows = [row("وزير الخارجية الإيراني محمد جواد ظريف"), row("وزير الخارجية الإيراني"), row("الرئيس الإيراني")]
    assert assign_sides(rows, sides) == ["name", "office", "state"]


def test_an_office_of_another_state_does_not_fit():
    sides = [side("foreign", offices=["وزير الخارجية الإيراني"])]
    assert sides_of([row("وزير الخارجية التركي")], sides) == [None]
    assert sides_of([row("وزير خارجية إيران")], sides) == ["foreign"]


def test_a_study_may_name_groups():
    assert sides_of([row("جماعة النهر", "group")], [side("river", speakers=["جماعة النهر"])]) == ["river"]


def test_joint_statements():
    rows = [
        row("الرئيس الإيراني حسن روحاني"),
        row("الرئيسان", "group", members=["روحاني-ir", "رجب-طيب-اردوغان-tr"]),
        row("الوزيران", "group", members=["روحاني-ir", "محمد-جواد-ظريف-ir"]),
        row("الوزيران", "group", members=["روحاني-ir", "سالم-الراشدي-om"]),
        row("الجانبان", "group"),
    ]
    assert sides_of(rows) == ["iran", JOINT, "iran", None, None]


def test_namesakes_of_another_state_do_not_fit():
    sides = [side("east", speakers=["وزير الصيد العماني سالم الراشدي"])]
    assert sides_of([row("سالم الراشدي", state="QA"), row("سالم الراشدي", state="OM")], sides) == [None, "east"]


def test_rows_keep_their_order_and_number():
    rows = [row("أنقرة", "state"), row(None), row("طهران", "state")] * 3
    assert sides_of(rows) == ["turkey", None, "iran"] * 3
