"""What the rows say of speakers beside their names: of which type, state and number they are, and who is the same."""

import pytest

from taawun.statements import extract_statements


@pytest.mark.parametrize(
    ("text", "types", "states"),
    [
        ("قال الوزير الكيني هاني البدري إن الجسر آمن.", ["person"], ["KE"]),
        ("قال الوزير سالم التركي إن الجسر آمن.", ["person"], [None]),
        ("قال أكرسون إن السوق صعبة.", ["person"], [None]),
        ("قالت الحكومة الكينية إن الجسر آمن.", ["institution"], ["KE"]),
    ],
)
def test_type_and_state_of_a_speaker(text, types, states):
    rows = extract_statements({"id": "", "text": text})
    assert [row["speaker_type"] for row in rows] == types
    assert [row["speaker_state"] for row in rows] == states


def test_a_state_that_a_later_mention_names_holds_for_all():
    text = "قال الوزير هاني البدري إن الجسر آمن. وأضاف الوزير الكيني هاني البدري أن السد آمن."
    rows = extract_statements({"id": "", "text": text})
    assert [row["speaker_state"] for row in rows] == ["KE", "KE"]
    assert len({row["speaker_id"] for row in rows}) == 1


def test_an_official_who_is_named_later_is_a_person():
    text = "قال مسؤول كيني إن الجسر آمن. وأضاف المسؤول الكيني هاني البدري أن السد آمن."
    assert [row["speaker_type"] for row in extract_statements({"id": "", "text": text})][-1] == "person"


def test_speakers_that_the_article_leaves_unnamed_are_one():
    text = "تم التأكيد على أن السد آمن. وتم التأكيد على أن الماء يكفي."
    rows = extract_statements({"id": "", "text": text})
    assert len(rows) == 2
    assert rows[0]["speaker_id"] == rows[1]["speaker_id"]


def test_who_speaks_together_is_counted_one_by_one():
    text = "وقال سالم وهاني وسامي إن الجسر آمن. وأضافوا أن السد آمن. وأكد سامي أن الماء يكفي."
    first, second, third = extract_statements({"id": "", "text": text})
    assert first["speaker_type"] == second["speaker_type"] == "group"
    assert first["speaker_ids"] == second["speaker_ids"] == ["سالم", "هاني", "سامي"]
    assert third["speaker_ids"] == ["سامي"]
