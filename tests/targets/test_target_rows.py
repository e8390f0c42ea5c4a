"""Targets, stances and commitments of statements; all texts are invented."""

import json

import pytest

from taawun.cli import main
from taawun.codebook.patterns import parse_pattern
from taawun.lexicons import load_lexicon
from taawun.names.states import state_names
from taawun.statements import extract_statements
from taawun.tables import TARGETS
from taawun.targets import find_targets
from taawun.targets.actors import read_actors
from taawun.targets.readings import read_first, read_targets
from taawun.targets.rows import event_of
from taawun.targets.stance import weigh


def rows_of(text, **more):
    article = {"id": "a", "text": text, **more}
    return list(find_targets(article, extract_statements(article)))


def test_row_holds_the_columns_of_its_table_and_spans_of_the_text():
    text = "اتهم الوزير التركي العراق بارتكاب جرائم بحق المدنيين."
    (row,) = rows_of(text)
    assert set(row) == set(TARGETS)
    assert (row["target"], row["event"], row["commitment"]) == ("IQ", "ACCUSE", 0)
    assert row["stance"] < 0
    assert [text[start:end] for start, end in row["spans"]] == ["العراق"]
    assert row["rules"]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("اتهمت مصر تركيا بالكذب.", {"TR"}),  # addressed, before the content
        ("قال الوزير المصري إن الأمم المتحدة وحماس اتفقتا.", {"UN", "HAMAS"}),
        ("قال الوزير المصري إن أردوغان صديق.", {"TR"}),  # a leader
        ("قال الوزير المصري إن مصر ترحب بالجيش السوري الحر.", {"SYRIAN-OPPOSITION"}),  # the longest name
        ("قال الوزير المصري إن بنيامين نتنياهو غائب وإن الأمر لنتنياهو.", {"IL"}),
        ("قال الوزير المصري إن نبيل العربي حاضر في المنتدى العربي.", {"AL"}),
        ("قال الوزير المصري إن الطبيب المشرف حاضر.", set()),  # a supervisor, not a former president
        ("قال الوزير المصري إن ولايتي فلوريدا وتكساس بعيدتان.", set()),  # two states of a federation, not a person
        ("قال الوزير المصري إن المنظمة الدولية للهجرة حاضرة.", {"IOM"}),  # not the United Nations
        ("قال الوزير السعودي إن دول مجلس التعاون قوية.", set()),  # a union of which his state is a member
    ],
)
def test_targets(text, targets):
    assert {row["target"] for row in rows_of(text)} == targets


def test_last_name_of_an_official_who_speaks_stands_for_his_state():
    text = "قال وزير الخارجية التونسي عمر كمون إن الأمر صعب. وقال الوزير المصري إن كمون صديق."
    assert [row["target"] for row in rows_of(text)] == ["TN"]


def test_last_name_of_a_leader_is_no_first_name_and_no_adjective():
    text = "حضر نبيل العربي وميشال سليمان المنتدى العربي، ثم سليمان بن صالح، وقال العربي كلمة وزاد سليمان."
    assert [mention.actor for mention in read_actors(text).mentions] == ["AL", "LB", "AL", "LB"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("داهم تنظيم القاعدة القرية ثم انسحبت القاعدة.", ["QAEDA", "QAEDA"]),
        ("انسحبت القاعدة من القرية.", []),  # a base, or anything else
        ("داهم تنظيم القاعدة القرية قرب القاعدة الجوية.", ["QAEDA"]),
        ("رحب محمود عباس بقرار السلطة القضائية.", ["PS"]),
        ("انسحب الاحتلال بعد شكوى ضد إسرائيل.", ["IL", "IL"]),
        ("انسحب الاحتلال من فلسطين.", ["IL", "PS"]),
        ("انسحب الاحتلال من الجزائر.", ["DZ"]),
        ("الجانبان الفلسطيني و«الإسرائيلي».", ["PS", "IL"]),
        ("الأمير خالد و«التركي» المعروف.", []),
        ("وصل وفد الاتحاد الأوروبي ثم شكر الاتحاد.", ["EU", "EU"]),
        ("وصل وفد الاتحاد الأوروبي ثم شكر الاتحاد الوطني.", ["EU"]),  # another one
        ("وصل وفد الاتحاد الأوروبي والاتحاد الأفريقي ثم شكر للاتحاد.", ["EU", "AU", "AU"]),  # the last
        ("شكر الاتحاد. وصل وفد الاتحاد الأوروبي.", ["EU", "EU"]),  # in the lead already
        ("سقط نظام القذافي وغاب النظام.", ["LY", "LY"]),
    ],
)
def test_short_names_mean_an_actor_in_articles_that_name_it(text, actors):
    assert [mention.actor for mention in read_actors(text).mentions] == actors


def test_state_of_the_outlet_stands_for_a_speaker_without_one():
    text = "قال الوزير أمس في مؤتمر صحفي إن مصر والعراق قوتان. وقالت العراق إن العراق قوي."
    assert "EG" not in {row["target"] for row in rows_of(text, country="EG")}
    assert "EG" in {row["target"] for row in rows_of(text, country="JO")}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("تعهد الوزير التركي بمساندة العراق الشقيق.", 3),
        ("قال الوزير التركي إن بلاده ترحب بالعراق الشقيق وتتطلع إلى المزيد.", 1),
        ("رحب الوزير التركي بجهود العراق.", 0),
    ],
)
def test_commitment_goes_with_what_is_promised(text, level):
    assert [row["commitment"] for row in rows_of(text)] == [level]


def test_state_that_a_text_opens_with_is_home_before_the_one_it_names_most():
    said = "وقال الخبير إن تونس كبيرة والعراق كبير والعراق قوي."
    assert {row["target"] for row in rows_of(f"تونس تفتح المدن اليوم. {said}")} == {"IQ"}
    assert {row["target"] for row in rows_of(f"فتح الناس هذه المدن اليوم. {said}")} == {"TN"}


def test_speakers_from_abroad_are_not_at_home_in_the_state_of_the_article():
    said = "إن إيران كبيرة وإن إيران قوية."
    assert read_targets(f"قالت مصادر غربية {said}") == "IR 0"
    assert read_targets(f"قالت مصادر مطلعة {said}") == "-"


def test_actors_far_into_a_content_are_no_longer_the_speakers():
    assert read_targets(f"قال الوزير التركي إن {'هذا ' * 20}العراق هناك.") == "IQ 0"
    assert read_targets(f"قال الوزير التركي إن {'هذا ' * 70}العراق هناك.") == "-"


def test_nothing_said_is_neutral():
    assert weigh({}) == (0, [])
    assert read_targets("قال الوزير التركي إن مصر هناك.") == "EG 0"


def test_event_follows_the_stance_where_the_speech_act_contradicts_it():
    from taawun.targets.readings import read_first

    saying = read_first("رحب الوزير التركي بموقف العراق.")
    assert (event_of(saying, 1), event_of(saying, -1), event_of(saying, 0)) == ("SUPPORT", "ACCUSE", "CONSULT")


def test_actors_have_patterns_that_parse_and_codes_of_states_that_exist():
    actors = load_lexicon("actors")
    states = {code for code, _ in state_names().values()}
    named = set(actors["organisations"]) | set(actors["groups"])
    assert set(actors["leaders"]) | set(actors["speakers"]) <= states | named
    assert {one for own in actors["unions"].values() for one in own} <= states | named
    assert {*actors["parties"], *actors["outlawed"], *actors["homes"]} <= set(actors["groups"])
    for entry in (*actors["organisations"].values(), *actors["groups"].values()):
        assert all(parse_pattern(pattern) for pattern in entry["patterns"])
        assert set(entry["label"]) == {"en", "ar"}


def test_command_writes_the_table(tmp_path):
    articles, statements, out = (tmp_path / name for name in ("a.jsonl", "s.jsonl", "t.jsonl"))
    articles.write_text(
        json.dumps({"id": "x", "text": "اتهم الوزير التركي العراق بالكذب."}, ensure_ascii=False), encoding="utf-8"
    )
    assert main(["statements", str(articles), str(statements)]) == 0
    assert main(["targets", str(articles), str(out), "--statements", str(statements)]) == 0
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (row["target"], row["stance"]) == ("IQ", -2)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (name, entry["label"]["ar"])
        for section in ("organisations", "groups")
        for name, entry in load_lexicon("actors")[section].items()
    ],
)
def test_every_organisation_and_group_is_read_in_its_own_label(name, label):
    assert [mention.actor for mention in read_actors(f"قال إن {label} حاضرة").mentions][:1] == [name]


def test_particles_before_the_name_of_a_state_are_told_from_it():
    reading = read_actors("وصل بدمشق وللعراق ثم لبغداد وباريس")
    assert [reading.joined(mention.first) for mention in reading.mentions] == ["ب", "ول", "ل", "و"]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("قال الوزير المصري إن بيروت وباريس متفقتان.", {"LB", "FR"}),  # a first letter is no particle
        ("قال الوزير المصري إن الاجتماع ببيروت وبباريس طويل.", set()),
        ("قال الوزير المصري إن المغرب العربي كبير.", set()),  # a region, not Morocco
    ],
)
def test_particles_and_regions_are_told_from_names(text, targets):
    assert {row["target"] for row in rows_of(text)} == targets


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("طالب عمر كمون، الاتحاد الأوروبي، بالهدوء.", set()),  # an object behind a comma
        ("قال عمر كمون، وزير المالية التونسي، إن الأمر صعب.", {"TN"}),
        ("قال مندوب تونس الدائم لدى الأمم المتحدة إن الأمر صعب.", {"TN"}),
        ("قال المندوب التونسي في الأمم المتحدة إن الأمر صعب.", {"TN"}),
        ("قال مندوب المملكة الدائم لدى الأمم المتحدة إن الأمر صعب.", {"SA", "GCC"}),
        ("قال النائب عن كتلة المستقبل سمير كمون إن الأمر صعب.", {"LB"}),
        ("قال ممثل الأمين العام للأمم المتحدة سمير كمون إن الأمر صعب.", {"UN"}),
        ("قال القيادي في حركة النهضة سمير كمون إن الأمر صعب.", {"TN"}),
        ("قال الوزير التركي لشؤون الاتحاد الأوروبي إن الأمر صعب.", {"TR"}),
        ("قال مصدر في الأمم المتحدة إن الأمر صعب.", {"UN"}),
        ("قال عمر كمون إن الأمر صعب. وكان كمون القيادي في الجامعة العربية حاضرا.", {"AL"}),
    ],
)
def test_own_state_is_that_of_the_office(text, own):
    assert read_first(text).own == own


@pytest.mark.parametrize(
    "text", ["قال الوزير المصري إن القمة طويلة بأديس أبابا.", "قال الوزير المصري إن القمة طويلة في مالي."]
)
def test_names_of_two_words_and_with_their_preposition_are_places(text):
    assert rows_of(text) == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("حضر القبارصة اليونانيون.", ["CY"]),
        ("درس الباحث نظام روما والإمبراطورية الرومانية.", []),
        ("انسحبت قوات التحالف الدولي.", []),
        ("وصلت الفصائل السورية المسلحة ثم انسحبت الفصائل.", ["SYRIAN-OPPOSITION", "SYRIAN-OPPOSITION"]),
        ("اجتمع البرلمان العربي.", ["AL"]),
    ],
)
def test_names_that_hold_another_name(text, actors):
    assert [mention.actor for mention in read_actors(text).mentions] == actors
