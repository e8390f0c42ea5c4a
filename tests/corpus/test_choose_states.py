"""The pair of states is the one whose weaker side says most, in articles that a study of the pair would read."""

import runpy
from pathlib import Path

import pytest

from taawun.tables import ARTICLES, STATEMENTS, write_table

TOOL = Path(__file__).parents[2] / "tools" / "choose_states.py"
BOTH = "استقبل وزير الخارجية العماني وزير الخارجية العراقي في مسقط."
NO_OFFICE = "فاز فريق من عمان على فريق من العراق."
OTHER = "زار وزير الخارجية العماني طهران."


@pytest.fixture
def tables(tmp_path):
    def write(articles, statements):
        rows = [{"id": id_, "text": text, "removed": []} for id_, text in articles.items()]
        write_table(rows, tmp_path / "articles.jsonl", ARTICLES)
        said = [
            {"article_id": id_, "speaker_state": state, "speaker_type": kind, "level": level}
            for id_, state, kind, level in statements
        ]
        write_table(said, tmp_path / "statements.jsonl", STATEMENTS)
        return tmp_path / "articles.jsonl", tmp_path / "statements.jsonl"

    return write


def test_pairs_are_ordered_by_their_weaker_side(tables, tmp_path):
    tool = runpy.run_path(str(TOOL))
    paths = tables(
        {"a": BOTH, "b": BOTH, "c": NO_OFFICE, "d": OTHER},
        [
            *[("a", "OM", "person", 1)] * 3,
            *[("b", "IQ", "state", 1)] * 2,
            *[("d", "OM", "person", 1)] * 9,
            ("d", "IR", "person", 1),
            # not counted: media, another's content, an article without an office, a speaker of no state
            ("a", "IQ", "media", 1),
            ("a", "IQ", "person", 2),
            ("c", "IQ", "person", 1),
            ("a", None, "person", 1),
        ],
    )
    pairs = tool["choose_states"](*paths)
    assert [(pair.states, pair.articles, pair.statements, pair.speaking) for pair in pairs] == [
        (("IQ", "OM"), 2, (2, 3), 2),
        (("IR", "OM"), 1, (1, 9), 1),
    ]
    tool["write_pairs"](pairs, tmp_path / "pairs.csv")
    assert (tmp_path / "pairs.csv").read_text(encoding="utf-8").splitlines()[1] == "IQ,OM,2,2,2,3,2"
