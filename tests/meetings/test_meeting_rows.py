"""Meetings in an article, as rows of a table."""

import pytest

from taawun.meetings.rows import find_meetings
from taawun.meetings.scene import read_scene
from taawun.stages import build_meetings, build_statements
from taawun.statements import extract_statements
from taawun.tables import MEETINGS, read_rows, write_table


def meetings_of(text, **facts):
    article = {"id": "a", "text": text, **facts}
    return list(find_meetings(article, extract_statements(article)))


def roles(row):
    return {one["party"]: one["role"] for one in row["parties"]}


def test_trigger_is_the_word_that_tells_of_the_meeting():
    text = "أجرى الرئيس التركي محادثات مع الرئيس العراقي."
    (row,) = meetings_of(text)
    assert text[slice(*row["trigger"])] == "محادثات"
    assert set(row) == set(MEETINGS)


def test_persons_are_named_without_title():
    (row,) = meetings_of("استقبل وزير النقل التركي سالم أوغلو نظيره العراقي نادر حداد.")
    assert [one["persons"] for one in row["parties"]] == [["سالم أوغلو"], ["نادر حداد"]]


@pytest.mark.parametrize("office", ["محافظ البصرة سالم حداد", "الأمير سالم حداد أمير منطقة البصرة"])
def test_who_governs_a_city_is_of_its_state(office):
    assert [roles(row) for row in meetings_of(f"زار السفير التركي بغداد. والتقى {office} بالسفير التركي.")][1:] == [
        {"TR": "guest", "IQ": "host"}
    ]


def test_official_without_a_state_is_of_the_outlets_own():
    text = "استقبل وزير النقل سالم الراشدي نظيره العراقي نادر حداد."
    assert roles(meetings_of(text, country="KW")[0]) == {"KW": "host", "IQ": "guest"}
    assert roles(meetings_of(text, outlet="KW")[0]) == {"KW": "host", "IQ": "guest"}


def test_name_has_the_state_that_the_article_gives_it_elsewhere():
    rows = meetings_of("قال الوزير العراقي نادر حداد إن الجسر آمن. واستقبل الرئيس التركي سالم أوغلو أمس حداد.")
    assert [roles(row) for row in rows] == [{"TR": "host", "IQ": "guest"}]


def test_minister_who_is_not_called_like_that_of_the_home_state_is_the_other_ones():
    text = (
        "قال وزير النقل التركي سالم أوغلو إن الرئيس التركي في تركيا. ووصل وزير النقل العراقي. "
        "واجتمع أوغلو في أنقرة مع وزير النقل نادر حداد."
    )
    assert [roles(row) for row in meetings_of(text)] == [{"TR": "host", "IQ": "guest"}]


@pytest.mark.parametrize("office", ["الوزير المسؤول عن شؤون النقل سالم حداد", "رئيس حكومتها سالم حداد"])
def test_office_that_goes_on_and_the_name_behind_it_are_one_person(office):
    text = f"شكر السفير العراقي سالم حداد مصر وقطر ومصر. واجتمع الرئيس التركي مع {office}."
    assert [set(roles(row)) for row in meetings_of(text)] == [{"TR", "IQ"}]


@pytest.mark.parametrize("city", ["رأس لانوف", "سبها"])
def test_city_is_a_place_of_its_state_whatever_its_name_begins_with(city):
    (row,) = meetings_of(f"وصل الوزير التركي إلى {city}.")
    assert (roles(row), row["place"]) == ({"TR": "guest", "LY": "host"}, city)


def test_brother_is_no_name():
    (row,) = meetings_of("استقبل الأخ الرئيس التركي سالم أوغلو السفير العراقي.")
    assert row["parties"][0] == {"party": "TR", "role": "host", "persons": ["سالم أوغلو"]}


def test_offices_of_two_are_of_each_with_his_name():
    (row,) = meetings_of("اجتمع وزيرا النقل الروسي سيرغي بتروف والأمريكي جون حداد.")
    assert row["parties"][1] == {"party": "US", "role": "party", "persons": ["جون حداد"]}


def test_official_without_a_state_is_not_from_where_the_envoy_is():
    (row,) = meetings_of("استقبل ولي العهد في مكتبه بجدة أمس السفير التركي لدى المملكة.")
    assert roles(row) == {"SA": "host", "TR": "guest"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("استقبل الرئيس اليمني أمين عام مجلس التعاون.", {"YE": "host", "GCC": "guest"}),
        ("استقبل الوزير العراقي مسؤول الأمن في الاتحاد الأوروبي سالم حداد.", {"IQ": "host", "EU": "guest"}),
        ("استقبل الوزير العراقي المبعوث الدولي والعربي سالم حداد.", {"IQ": "host", "UN": "guest", "AL": "guest"}),
        ("وصل السفير التركي. وكان في استقبال سعادته الوزير العراقي.", {"IQ": "host", "TR": "guest"}),
        ("اتفق وزير النقل التركي، ونظيره العراقي، خلال لقاء في المطار.", {"TR": "party", "IQ": "party"}),
        ("استقبل وزير النقل في المملكة سفير تركيا.", {"SA": "host", "TR": "guest"}),
        ("وصل بحفظ الله ورعايته الوزير التركي إلى بغداد.", {"IQ": "host", "TR": "guest"}),
        ("غادر البصرة أمس الرئيس التركي.", {"IQ": "host", "TR": "guest"}),
        ("أجرى الرئيس التركي اتصالا هاتفيا بأخيه الرئيس العراقي.", {"IQ": "host", "TR": "guest"}),
        ("استقبل الوزير التركي وزير النقل بالجمهورية اليمنية.", {"TR": "host", "YE": "guest"}),
        ("أجرى الوزير التركي مباحثات مع الجانب العراقي بالبصرة.", {"IQ": "host", "TR": "guest"}),
        ("بحث الوزير العراقي مع الرئيس السيسي الأزمة التركية.", {"IQ": "guest", "EG": "host"}),
        ("التقى السفير التركي الوزير العراقي في البصرة.", {"IQ": "host", "TR": "guest"}),
        ("تلقى الوزير العراقي رسالة من أخيه الوزير التركي.", {"IQ": "host", "TR": "guest"}),
    ],
)
def test_offices_that_stand_side_by_side(text, found):
    (row,) = meetings_of(text)
    assert roles(row) == found


def test_states_meet_on_something_with_another():
    (row,) = meetings_of("عقد وزراء تركيا والعراق ومصر اجتماعا لبحث الأزمة مع قطر.")
    assert set(roles(row)) == {"TR", "IQ", "EG"}


def test_name_that_looks_like_a_verb_is_one():
    (row,) = meetings_of("استقبل الأمير فيصل بن سالم أمير منطقة مكة المكرمة السفير التركي.")
    assert roles(row) == {"SA": "host", "TR": "guest"}


def test_name_of_a_state_in_a_title_is_no_personal_name():
    (row,) = meetings_of("التقى الرئيس التركي المبعوث الأمريكي الخاص بكوريا الشمالية سالم حداد.")
    assert [one["persons"] for one in row["parties"]] == [[], ["سالم حداد"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("استقبل الوزير التركي وفدا من الاتحاد الأوروبي.", {"TR": "host", "EU": "guest"}),
        ("استقبل الوزير التركي المبعوث الأممي إلى العراق.", {"TR": "host", "UN": "guest"}),
        ("استقبل الوزير التركي السفير العراقي لدى مصر.", {"TR": "host", "IQ": "guest"}),
    ],
)
def test_party_is_whom_one_speaks_for_and_not_where_he_is_posted(text, found):
    assert [roles(row) for row in meetings_of(text)] == [found]


@pytest.mark.parametrize(
    "text", ["", "؟!", "لقاء", "مع بين إلى", "التقى التقى التقى مع مع", "زار\n\n«»", "وزير " * 500]
)
def test_any_text_is_read(text):
    assert [row["kind"] for row in meetings_of(text)] == []


def test_removed_spans_are_not_read():
    text = "استقبل الرئيس التركي نظيره العراقي. الجسر آمن."
    assert meetings_of(text, removed=[{"start": 0, "end": text.index(".") + 1, "rule": "test"}]) == []


def test_scene_knows_who_speaks():
    article = {"id": "a", "text": "قال الوزير التركي سالم أوغلو إن الجسر آمن."}
    scene = read_scene(article, extract_statements(article))
    assert [(at, figure.parties) for at, figure in scene.speakers] == [(0, ("TR",))]


def test_stage_writes_the_table(tmp_path):
    articles = [
        {"id": "a", "text": "استقبل الرئيس التركي سالم أوغلو نظيره العراقي نادر حداد في أنقرة."},
        {"id": "b", "text": "الجسر آمن."},
        {"id": "c", "text": "هاتف الرئيس التركي نظيره العراقي."},
    ]
    source = tmp_path / "articles.jsonl"
    write_table(articles, source, {"id": ("string", ""), "text": ("string", "")})
    build_statements(source, tmp_path / "statements.parquet", jobs=1)
    out = tmp_path / "meetings.parquet"
    assert build_meetings(source, tmp_path / "statements.parquet", out, jobs=1) == []
    rows = list(read_rows(out))
    assert [(row["article_id"], row["kind"]) for row in rows] == [("a", "reception"), ("c", "phone")]
    assert rows[0]["parties"][0] == {"party": "TR", "role": "host", "persons": ["سالم أوغلو"]}
