"""What a report says of codes that nobody has checked in its own statements."""

from taawun.codebook import load_codebook, measured_accuracy
from taawun.rhetoric.measured import LEAST_F1, UNKNOWN, USABLE, WEAK, describe_measured, tabulate_measured


def test_codes_below_the_limit_are_named_and_the_others_are_not():
    table = tabulate_measured(load_codebook()).set_index("code")
    said = describe_measured(load_codebook())
    assert set(table.index) == set(measured_accuracy())
    for code, row in table.iterrows():
        weak = measured_accuracy()[code].f1 < LEAST_F1
        assert row["verdict"] == (WEAK if weak else USABLE)
        assert (row["label"] in said) == weak


def test_own_codes_are_not_measured(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(
        "meta: {version: '1'}\nframes:\n  - {id: MINE, label: {en: Mine, ar: لي}, definition: x, patterns: [ميناء]}\n",
        encoding="utf-8",
    )
    book = load_codebook(path)
    assert tabulate_measured(book)["verdict"].tolist() == [UNKNOWN] and describe_measured(book) == ""
