"""One id for a speaker in the whole corpus, whatever the order of rows, and never one id for two people."""

import itertools
import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taawun.linking.roster import build_roster, collect_names, link_speakers, merge_counts
from taawun.names.persons import is_part_of, parse_speaker, romanize_name


def row(speaker, article="a", office=None, state=None, kind="person", **more):
    return {
        "article_id": article,
        "speaker": speaker,
        "speaker_type": kind,
        "speaker_office": office,
        "speaker_state": state,
        "speaker_id": None,
        "speaker_ids": [],
    } | more


def ids(*rows, dates=None):
    return [one["speaker_id"] for one in link_speakers(rows, dates)]


@pytest.mark.parametrize(
    ("speaker", "key", "office", "state"),
    [
        ("رئيس هيئة أركان الجيش التركي الجنرال هولوسي آكار", "خلوصي اكار", "رئيس اركان", "TR"),
        ("وزير الخارجية الإيراني محمد جواد ظريف", "محمد جواد ظريف", "وزير خارجية", "IR"),
        ("وزير الخارجية الجبير", "الجبير", "وزير خارجية", None),
        ("رئيس الحكومة التركية، أحمد داوود أوغلو", "احمد داود اوغلو", "رئيس وزراء", "TR"),
        ("سيرجى لافروف وزير خارجية روسيا", "سيرغي لافروف", "وزير خارجية", "RU"),
        ("صاحب السمو الملكي الأمير سلطان بن سلمان", "سلطان بن سلمان", "", None),
        ("وزير الموارد المائية والري المصري حسام مغازي", "حسام مغازي", "وزير موارد مائية والري", "EG"),
        ("وزير الموارد المائية", "", "وزير موارد مائية", None),
        ("نظيره التركي رجب طيب أردوجان", "رجب طيب اردوغان", "", "TR"),
        ("رامي عبد الرحمن", "رامي عبدالرحمن", "", None),
        ("مسؤول تركي", "", "مسؤول", "TR"),
        ("العميد ركن أحمد حسن عسيري", "احمد حسن عسيري", "", None),
        ("عبد الله اليامي", "عبدالله اليامي", "", None),
    ],
)
def test_a_name_is_taken_apart(speaker, key, office, state):
    assert parse_speaker(speaker) == (tuple(key.split()), office, state)


def test_spellings_and_titles_do_not_make_new_people():
    (one,) = {
        *ids(
            row("الرئيس التركي رجب طيب أردوغان", "a"),
            row("رجب طيب إردوغان", "b", state="TR"),
            row("رئيس الجمهورية التركية رجب طيب اردوجان", "c"),
            row("رجب إردوغان", "d", state="TR"),
            row("إردوغان", "e"),
            row("الرئيس أردوغان", "f"),
        )
    }
    assert one == "رجب-طيب-اردوغان-tr"


def test_a_family_name_finds_the_one_that_fits_by_state_or_office_and_then_by_date():
    rows = [
        row("وزير الصيد سالم الراشدي", "a", state="OM"),
        row("وزير النفط ماجد الراشدي", "b", state="QA"),
        row("وزير النفط ليث الراشدي", "g", state="QA"),
        row("الراشدي", "c", state="QA"),
        row("وزير الصيد الراشدي", "d"),
        row("الراشدي", "e"),
        row("الراشدي", "f"),
    ]
    dates = {"a": "2010-01-01", "b": "2017-03-01", "c": "2017-02-11", "f": "2017-02-11", "g": "2001-01-01"}
    salem, majid, laith, by_state, by_office, unknown, by_date_alone = ids(*rows, dates=dates)
    assert (by_state, by_office) == (majid, salem)
    assert not {unknown, by_date_alone} & {salem, majid, laith}


def test_the_only_carrier_of_a_family_name_is_meant_by_it():
    assert len(set(ids(row("وزير الصيد سالم الراشدي", "a", state="OM"), row("الراشدي", "b")))) == 1


def test_a_given_name_alone_is_nobody_elsewhere():
    full, bare, other, titled = ids(
        row("وزير الصيد سالم حسين", "a", state="OM"),
        row("حسين", "b"),
        row("حسين", "c", state="OM"),
        row("وزير الصيد حسين", "d", state="OM"),
    )
    assert len({full, bare, other}) == 3
    assert titled == full


def test_an_office_word_inside_a_name_does_not_end_it():
    name = "حسين أمير عبد اللهيان، نائب وزير الخارجية الإيراني"
    assert parse_speaker(name).key == ("حسين", "امير", "عبداللهيان")
    assert parse_speaker("ليث الحارثي أمير قطر").key == ("ليث", "الحارثي")


def test_two_office_holders_are_never_merged():
    first, second, unnamed = ids(
        row("الرئيس الإيراني محمود أحمدي نجاد", "a"),
        row("الرئيس الإيراني حسن روحاني", "b"),
        row("الرئيس الإيراني", "c"),
        dates={"a": "2013-07-20", "b": "2013-08-10", "c": "2013-08-01"},
    )
    assert len({first, second, unnamed}) == 3
    assert unnamed == "رئيس-ir"


def test_namesakes_in_two_states_stay_two_and_so_does_the_one_without_state():
    found = ids(row("أحمد كامل", "a", state="EG"), row("أحمد كامل", "b", state="IQ"), row("أحمد كامل", "c", state=None))
    assert found == ["احمد-كامل-eg", "احمد-كامل-iq", "احمد-كامل"]


def test_a_name_of_three_words_is_one_person_although_a_state_was_misread():
    found = ids(*[row("ليث ماجد سالم", "a", state="OM")] * 2, row("ليث ماجد سالم", "b", state="QA"))
    assert set(found) == {"ليث-ماجد-سالم-om"}


def test_a_short_name_that_fits_two_people_stays_apart():
    found = ids(row("ليث بن ماجد الراشدي"), row("ليث بن سالم الراشدي"), row("ليث الراشدي"))
    assert len(set(found)) == 3


def test_two_sisters_share_a_family_name_only():
    assert len(set(ids(row("منى الراشدي", state="OM"), row("هدى الراشدي", state="OM")))) == 2


def test_an_office_alone_is_its_only_holder_of_that_time():
    rows = [
        row("وزير الخارجية العماني ليث الحارثي", "a"),
        row("وزير الخارجية العماني", "b"),
        row("وزير الخارجية العماني", "c"),
        row("وزير الخارجية القطري", "b"),
    ]
    dates = {"a": "2016-05-10", "b": "2016-05-28", "c": "2019-01-01"}
    assert ids(*rows, dates=dates) == ["ليث-الحارثي-om", "ليث-الحارثي-om", "وزير-خارجية-om", "وزير-خارجية-qa"]
    assert ids(*rows)[1] == "وزير-خارجية-om"


def test_a_former_holder_is_not_who_holds_the_office():
    former, now, unnamed, somebody = ids(
        row("الرئيس العماني السابق سالم الراشدي", "a"),
        row("الرئيس العماني ليث الحارثي", "b"),
        row("الرئيس العماني", "c"),
        row("الرئيس العماني السابق", "d"),
        dates=dict.fromkeys("abcd", "2016-05-10"),
    )
    assert unnamed == now != former
    assert somebody not in (now, former)


def test_a_state_that_only_the_article_suggests_gives_way_to_name_and_office():
    found = ids(
        row("وزير الخارجية العماني ليث الحارثي", "a", office="وزير الخارجية العماني", state="OM"),
        row("وزير الخارجية ليث بن ماجد الحارثي", "b", office="وزير الخارجية", state="EG"),
        row("لاعب المنتخب ليث الحارثي", "c", office="لاعب المنتخب", state="EG"),
    )
    assert found[0] == found[1] != found[2]
    assert found[0].endswith("-om")


def test_the_mother_of_somebody_is_not_that_one():
    mother, son = ids(row("والدة ليث الحارثي", office="والدة"), row("ليث الحارثي"))
    assert mother != son


def test_a_family_name_that_fits_several_is_somebody_else_in_each_article():
    rows = [row("ليث الزهراني"), row("ماجد الزهراني"), row("الزهراني", "b"), row("الزهراني", "c")]
    assert len(set(ids(*rows))) == 4
    assert len(set(ids(*rows[2:]))) == 1  # nobody else of that name: as far as we know one person


def test_a_common_noun_is_another_institution_in_each_article():
    assert len(set(ids(row("الشركة", "a", kind="institution"), row("الشركة", "b", kind="institution")))) == 2


def test_what_is_no_date_is_no_date():
    rows = [row("وزير الخارجية العماني ليث الحارثي", "a"), row("وزير الخارجية العماني", "b")]
    assert ids(*rows, dates={"a": "2016-05", "b": "2016-05-31T10:00:00+03:00"})[1] == "ليث-الحارثي-om"
    assert ids(*rows, dates={"a": "21/07/2015", "b": "2015-13-41"})[1] == "وزير-خارجية-om"


def test_unnamed_officials_of_two_articles_are_two():
    first, second, again = ids(row("مسؤول تركي", "a"), row("مسؤول تركي", "b"), row("مسؤول تركي", "b"))
    assert first != second == again


def test_states_institutions_and_media_have_one_id_under_all_their_names():
    states = ids(*(row(name, kind="state") for name in ("طهران", "إيران", "الجمهورية الإسلامية الإيرانية")))
    assert set(states) == {"ايران-ir"}
    ministry = ids(*(row(name, kind="institution") for name in ("وزارة الخارجية التركية", "الخارجية التركية")))
    assert len(set(ministry)) == 1
    media = ids(*(row(name, kind="media") for name in ("وكالة مهر للأنباء", "وكالة مهر", "مهر")))
    assert set(media) == {"مهر"}


def test_joint_speakers_carry_the_ids_of_their_members():
    rows = [
        row("الرئيس الإيراني حسن روحاني", "a"),
        row("الرئيس التركي رجب طيب إردوغان", "a"),
        row("الرئيسان", "b", kind="group", speaker_ids=["روحاني-ir", "اردوغان-tr"]),
    ]
    joint = link_speakers(rows)[2]
    assert joint["speaker_ids"] == ["حسن-روحاني-ir", "رجب-طيب-اردوغان-tr"]
    assert joint["speaker_id"] == "حسن-روحاني-ir+رجب-طيب-اردوغان-tr"


def test_both_sides_without_members_are_others_in_each_article():
    assert len(set(ids(row("الجانبان", "a", kind="group"), row("الجانبان", "b", kind="group")))) == 2
    assert len(set(ids(row("جماعة النهر", "a", kind="group"), row("جماعة النهر", "b", kind="group")))) == 1


def test_nobody_stays_nobody_and_the_rest_of_the_row_is_kept():
    (nobody, known) = link_speakers([row(None, cue=[3, 7]), row("روحاني", mention=None)])
    assert (nobody["speaker_id"], nobody["speaker_ids"], nobody["cue"]) == (None, [], [3, 7])
    assert known["speaker"] == "روحاني"


def test_the_roster_fills_in_state_and_office():
    linked = link_speakers([row("الرئيس التركي رجب طيب إردوغان", office="الرئيس التركي"), row("إردوغان", "b")])
    assert (linked[1]["speaker_state"], linked[1]["speaker_office"]) == ("TR", "الرئيس التركي")


def test_a_part_is_linked_with_what_is_needed_of_the_roster():
    rows = [row("الرئيس التركي رجب طيب إردوغان", "a", office="الرئيس التركي"), row("اردوغان", "b"), row("روحاني", "c")]
    roster, part = build_roster(collect_names(rows)), collect_names(rows[1:2])
    own = roster.restrict(part)
    assert list(own.speakers.values()) == [("رجب-طيب-اردوغان-tr", "TR", ("الرئيس التركي",))]
    assert list(own.rewrite(rows[1:2])) == list(roster.rewrite(rows))[1:2]
    with pytest.raises(KeyError):
        list(own.rewrite(rows[2:]))


NAMES = [
    "حسن روحاني",
    "الرئيس الإيراني حسن روحاني",
    "روحاني",
    "سالم الراشدي",
    "ماجد الراشدي",
    "ليث ماجد الراشدي",
    "الراشدي",
    "وزير الصيد العماني",
    "وزير الصيد العماني سالم الراشدي",
    "محمد بن نايف",
    "محمد بن نايف بن عبدالعزيز",
    "سلطان بن سلمان",
    "مسؤول تركي",
    "الوزير",
    "«»",
]
KINDS = ["person", "person", "person", "group", "institution", "state", "media", "anonymous", "unknown"]
rows_strategy = st.lists(
    st.builds(
        row,
        speaker=st.sampled_from([*NAMES, None]),
        article=st.sampled_from("abcd"),
        state=st.sampled_from([None, "IR", "OM", "SA"]),
        kind=st.sampled_from(KINDS),
        speaker_ids=st.sampled_from([[], ["روحاني-ir"], ["مصادر"], ["روحاني-ir", "الراشدي"]]),
    ),
    max_size=25,
)
DATES = {"a": "2015-01-10", "b": "2015-01-30", "c": "2019-06-01"}


@settings(max_examples=150, deadline=None)
@given(rows=rows_strategy, seed=st.integers(0, 99))
def test_ids_depend_neither_on_order_nor_on_partition(rows, seed):
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    linked = link_speakers(rows, DATES)
    shuffled = link_speakers([rows[i] for i in order], DATES)
    assert [linked[i] for i in order] == shuffled
    half = len(rows) // 2
    parts = [collect_names(rows[half:], DATES), collect_names(rows[:half], DATES)]
    roster = build_roster(merge_counts(parts))
    assert list(roster.rewrite(rows)) == linked


@settings(max_examples=150, deadline=None)
@given(rows=rows_strategy)
def test_people_of_two_full_names_or_two_known_states_never_share_an_id(rows):
    by_id = {}
    for one in link_speakers(rows, DATES):
        name = one["speaker"] and parse_speaker(one["speaker"]).key
        if one["speaker_type"] == "person" and len(one["speaker_ids"]) == 1 and len(name) >= 2:
            by_id.setdefault(one["speaker_id"], set()).add(name)
    for names in by_id.values():
        longest = max(names, key=len)
        assert all(name == longest or is_part_of(name, longest) for name in names)


odd_names = st.lists(
    st.sampled_from(
        [*'ابتوي «»"،.()-@+ \u202e\u064b', *" ".join(NAMES).split(), "بن", "عبد", "أبو", "الله", "و", "12", "CNN"]
    ),
    max_size=8,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(
    names=st.lists(odd_names | st.text(max_size=12), min_size=1, max_size=6),
    kind=st.sampled_from(KINDS),
    office=st.none() | odd_names,
)
def test_any_text_can_be_a_name(names, kind, office):
    rows = [row(name, article=f"a{i}", kind=kind, office=office) for i, name in enumerate(names)]
    linked = link_speakers(rows)
    for one in linked:
        assert bool(one["speaker"]) == bool(one["speaker_id"])
    again = link_speakers(linked)
    assert len({one["speaker_id"] for one in again}) <= len({one["speaker_id"] for one in linked})


def test_work_grows_no_more_than_linearly():
    def calls(n):
        """Functions that are called: the same on a busy machine, unlike seconds."""
        rng, count = random.Random(7), itertools.count()
        first, last = ([f"{a}{b}" for a in "بتثجحخدذرزسش" for b in "ميونرل"] for _ in "ab")
        rows = [row(f"{rng.choice(first)} {rng.choice(last)}{rng.choice(last)}", f"a{i}") for i in range(n)]
        sys.setprofile(lambda *_: next(count))
        try:
            link_speakers(rows)
        finally:
            sys.setprofile(None)
        return next(count)

    calls(4000)  # what is remembered of names is remembered
    small, large = calls(1000), calls(4000)
    assert large < 4.2 * small


@pytest.mark.parametrize(
    ("name", "latin"),
    [("حسن روحاني", "Hassan Rouhani"), ("إردوغان", "Erdoğan"), ("الزهراني", "al-Zhrani"), ("", ""), ("وليم", "Wlim")],
)
def test_romanize_name(name, latin):
    assert romanize_name(name) == latin


def test_ministers_without_a_state_are_of_the_outlets_country():
    rows = [
        row("وزير النقل سالم الراشدي"),
        row("وزير النقل التركي سالم دمير", state="TR"),
        row("الرئيس نادر حداد"),
        row("وزارة النقل", kind="institution"),
        row("السفير لدى اليابان نادر الراشدي"),
        row("وزير النقل سالم الراشدي", article="b"),
    ]
    linked = link_speakers(rows, homes={"a": "SA"})
    assert [one["speaker_state"] for one in linked] == ["SA", "TR", None, "SA", "SA", None]


def test_known_state_counts_more_than_the_outlets():
    rows = [row("وزير الخارجية جون سميث"), row("وزير الخارجية الأمريكي جون سميث", article="b", state="US")]
    assert {one["speaker_state"] for one in link_speakers(rows, homes={"a": "SA", "b": "SA"})} == {"US"}


def test_an_office_without_its_field_is_the_same_office():
    minister = row("وزير الزراعة التركي سالم دمير", state="TR")
    assert len(set(ids(minister, row("الوزير دمير", article="b")))) == 1
    assert len(set(ids(minister, row("السفير دمير", article="b")))) == 2
    linked = link_speakers([minister, row("الوزير دمير")], homes={"a": "SA"})
    assert {one["speaker_state"] for one in linked} == {"TR"}
