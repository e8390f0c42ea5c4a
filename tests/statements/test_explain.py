"""What is explained is what was decided: outcome, rules that fired, and what spoke for and against each candidate."""

import json

import pytest

from taawun.errors import TaawunError
from taawun.statements import extract_statements
from taawun.statements.explain import explain_word

TEXT = (
    "قال وزير النقل التركي سالم دمير إن الجسر آمن. وقالت سلمى حداد إن الماء يكفي. "
    "وأكد الوزير الكيني أن العمل مستمر. وأضاف أن الوقت ضيق، مشيرا إلى خطة مشتركة. ولم يقل كلمة عن السوق."
)


def explain(word, text=TEXT):
    return explain_word({"id": "a", "text": text}, text.index(word))


def test_every_statement_is_explained_with_its_row():
    for row in extract_statements({"id": "a", "text": TEXT}):
        found = explain_word({"id": "a", "text": TEXT}, row["cue"][0])
        assert f"({row['speaker']})" in found.outcome
        assert found.rules["speaker_rule"] == row["speaker_rule"]
        assert found.rules.get("link_rule") == row["link_rule"]


def test_excluded_candidate_is_shown_with_the_rule_against_it():
    found = explain("وأكد")
    assert found.choice.winner is None or found.names[found.choice.winner] == "الوزير الكيني"
    text = str(found)
    assert "وزير النقل التركي سالم دمير: excluded" in text
    assert "coreference.differs_in_state excludes" in text


def test_winner_among_candidates_of_a_subject_that_is_left_out():
    found = explain("وأضاف")
    winner = next(one for one in found.choice.candidates if one.entity == found.choice.winner)
    assert found.names[winner.entity] == "الوزير الكيني"
    assert all(one.total < winner.total for one in found.choice.candidates if one is not winner)
    assert "    سلمى حداد: excluded" in str(found)


def test_rule_that_decides_without_weighing_names_the_speaker():
    assert "speaker: الوزير الكيني, by governing" in str(explain("مشيرا"))


@pytest.mark.parametrize(("word", "outcome"), [("السوق", "is no reporting word"), ("يقل", "no report in this place")])
def test_word_that_became_no_statement(word, outcome):
    found = explain(word)
    assert outcome in found.outcome
    assert found.choice is None and not found.rules


def test_rule_that_stopped_a_word_is_named():
    assert "moods.is_negated" in [one.rule for one in explain("يقل").decisions]


def test_medium_that_only_passes_on_is_explained():
    text = "ذكرت وكالة رويترز أن الوزير سالم الراشدي أكد أن الجسر آمن."
    found = explain("ذكرت", text)
    assert "only passes on" in found.outcome


def test_winner_is_the_one_found_where_nobody_agrees():
    text = "قال الوزير سالم الراشدي إن السد آمن. حققت كوكاكولا ربحا كبيرا، وقالت إن السوق مفتوحة."
    found = explain("وقالت", text)
    assert found.choice.rule == "nobody_agrees.subject_of_first_verb"
    assert found.names[found.choice.winner] == "كوكاكولا"


def test_page_escapes_what_the_article_says():
    text = "قال <b>الوزير</b> إن الجسر آمن."
    page = explain("قال", text)._repr_html_()
    assert page.startswith("<pre") and "<b>" not in page


@pytest.mark.parametrize("offset", [3, 10_000])
def test_place_without_a_word_is_refused(offset):
    with pytest.raises(TaawunError, match="no word stands at character"):
        explain_word({"id": "a", "text": TEXT}, offset)


def test_command_explains_a_statement_of_a_table(tmp_path, capsys):
    from taawun.cli import main

    table = tmp_path / "articles.jsonl"
    table.write_text(json.dumps({"id": "x:1", "text": TEXT}, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["explain", str(table), "--id", f"x:1:{TEXT.index('وأضاف')}"]) == 0
    assert "statement: وأضاف (الوزير الكيني)" in capsys.readouterr().out
    for name, message in (("x:2:5", "there is no article 'x:2'"), ("x1", "is not an article's id and a character")):
        assert main(["explain", str(table), "--id", name]) == 2
        assert message in capsys.readouterr().err
