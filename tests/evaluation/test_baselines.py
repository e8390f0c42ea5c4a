"""Mechanical baselines do what their names say."""

import pytest

from taawun.evaluation.baselines import BASELINES, host_only, last_overt_subject, nearest_person, quotation_marks_only

TEXT = "استقبل ليث ضيفه مازن وأكد ليث أن السوق مفتوحة. وأضاف أن مازن شريك. وقال مازن «لدينا خطة من أربع مراحل» أمس"


def row(cue, speaker, mention):
    start = TEXT.index(cue)
    named = TEXT.index(mention, start) if mention else None
    return {
        "article_id": "a",
        "cue": [start, start + len(cue)],
        "content": [[start + len(cue), start + len(cue) + 3]],
        "speaker": speaker,
        "mention": None if named is None else [named, named + len(mention)],
    }


ROWS = [row("وأكد", "ليث", "ليث"), row("وأضاف", "ليث", None), row("وقال", "مازن", "مازن")]
ARTICLE = {"id": "a", "text": TEXT}


def speakers(rows):
    return [one["speaker"] for one in rows]


def test_host_only_takes_the_first_speaker():
    assert speakers(host_only(ARTICLE, ROWS)) == ["ليث", "ليث", "ليث"]


def test_an_agency_is_no_host():
    agency = row("استقبل", "وكالة", "ضيفه") | {"speaker_type": "media"}
    assert speakers(host_only(ARTICLE, [agency, *ROWS])) == ["ليث"] * 4


def test_last_overt_subject_carries_over():
    assert speakers(last_overt_subject(ARTICLE, ROWS)) == ["ليث", "ليث", "مازن"]


def test_nearest_person_takes_listener_and_topic_for_the_speaker():
    assert speakers(nearest_person(ARTICLE, ROWS)) == ["مازن", "مازن", "مازن"]


def test_quotation_marks_only_finds_the_one_long_quotation():
    (found,) = quotation_marks_only(ARTICLE, ROWS)
    assert TEXT[slice(*found["cue"])] == "مازن"
    assert TEXT[slice(*found["content"][0])] == "لدينا خطة من أربع مراحل"
    assert found["speaker"] == "مازن"


@pytest.mark.parametrize("name", sorted(BASELINES))
@pytest.mark.parametrize("text", ["", "«", "«مفتوحة بلا نهاية من غير إغلاق", '"أ" "ب ج د ه"'])
def test_no_statements_and_odd_quotation_marks(name, text):
    found = BASELINES[name]({"id": "a", "text": text}, [])
    assert all(0 <= start <= end <= len(text) for one in found for start, end in [one["cue"], *one["content"]])
    assert speakers(found) in ([], [None])


def test_baselines_do_not_depend_on_the_order_of_rows():
    for baseline in BASELINES.values():
        assert baseline(ARTICLE, ROWS[::-1]) == baseline(ARTICLE, ROWS)
