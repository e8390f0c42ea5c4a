"""The study file is read strictly: every typing error is named with its line and its cure."""

from pathlib import Path

import pytest

from taawun.errors import TaawunError
from taawun.study import find_root, load_study

ROOT = Path(__file__).parents[1]
STUDY = """\
title: {en: Two shores, ar: ضفتان}
question: {en: Who says what, ar: من يقول ماذا؟}
seed: 7
corpus:
  folder: data/shores
sides:
  - id: east
    label: {en: East, ar: الشرق}
    state: OM
  - id: west
    label: {en: West, ar: الغرب}
    speakers: [سالم الراشدي]
topics:
  topics: 4
"""


@pytest.fixture
def write_study(tmp_path):
    def write(text: str, name: str = "shores") -> Path:
        path = tmp_path / "studies" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_study_keeps_its_values_and_knows_its_place(write_study, tmp_path):
    study = load_study(write_study(STUDY))
    assert (study.name, study.seed, study.topics.topics, study.language) == ("shores", 7, 4, "both")
    assert [side.id for side in study.sides] == ["east", "west"]
    assert study.sides[1].label.ar == "الغرب"
    assert study.corpus_folder == tmp_path / "data/shores"


def test_nodes_of_collocations_are_a_setting(write_study):
    assert load_study(write_study(STUDY)).comparison.collocation_nodes == ["تعاون"]
    text = STUDY + "comparison: {collocation_nodes: [إرهاب, الحدود]}\n"
    assert load_study(write_study(text)).comparison.collocation_nodes == ["إرهاب", "الحدود"]


def test_a_new_label_of_a_side_is_for_the_notebooks_that_show_it(write_study):
    before = load_study(write_study(STUDY))
    after = load_study(write_study(STUDY.replace("East", "Morning")))
    other = load_study(write_study(STUDY.replace("state: OM", "state: KW")))
    assert before.settings_of("corpus") != after.settings_of("corpus")
    assert before.settings_of("exchanges") == after.settings_of("exchanges") != other.settings_of("exchanges")
    shown = (ROOT / "notebooks/exchanges.ipynb").read_text(encoding="utf-8")
    assert not any(name in shown for name in ("side_names", "study.sides", "nb.quote", "nb.article("))


def test_study_is_found_by_its_name_from_any_folder_of_the_project(write_study, tmp_path, monkeypatch):
    write_study(STUDY)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert load_study("shores").root == tmp_path


def test_every_study_of_the_project_is_valid():
    names = [path.stem for path in (ROOT / "studies").glob("*.yaml")]
    assert "tehran-2017" in names
    assert [load_study(name, root=ROOT).name for name in names] == names


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("seed:", "sed:", 3, "sed", "unknown key 'sed'; did you mean 'seed'?"),
        ("seed:", "name: x\nseed:", 3, "name", "unknown key 'name'; valid keys here: codebook, comparison, corpus,"),
        ("seed: 7", "seed: seven", 3, "seed", "expected a whole number, found 'seven'"),
        ("seed: 7", 'seed: "7"', 3, "seed", "expected a whole number, found '7'"),
        ("folder:", "foldr:", 5, "corpus.foldr", "unknown key 'foldr'; did you mean 'folder'?"),
        ("  folder: data/shores", "  encoding: auto", 4, "corpus", "either `folder` or `registry`"),
        ("corpus:\n  folder: data/shores", "corpus: data/shores", 4, "corpus", "expected a block of keys"),
        ("state: OM", "state: Oman", 9, "sides.1.state", "two capital letters (ISO 3166) like IR, found 'Oman'"),
        ("state: OM", "state: XX", 9, "sides.1.state", "there is no 'XX'"),
        (
            "state: OM",
            "# nobody",
            7,
            "sides.1",
            "the side 'east' has nobody: expected `speakers`, `offices` or `state`",
        ),
        ("label: {en: East, ar: الشرق}", "label: {en: East}", 8, "sides.1.label.ar", "the key 'ar' is missing"),
        ("speakers: [سالم الراشدي]", "speakers: سالم", 12, "sides.2.speakers", "expected a list"),
        ("speakers: [سالم الراشدي]", "speakers: [1]", 12, "sides.2.speakers.1", "expected text, found 1"),
        ("id: west", "id: east", 6, "sides", "two sides have the id 'east'"),
        ("id: west", "id: الغرب", 10, "sides.2.id", "expected an id of small Latin letters"),
        (
            "topics: 4",
            "topics: many",
            14,
            "topics.topics",
            "expected auto, or a whole number from 2 to 500, found 'many'",
        ),
        ("topics: 4", "topics: 4.0", 14, "topics.topics", "expected auto, or a whole number from 2 to 500, found 4.0"),
        ("topics: 4", "unit: page", 14, "topics.unit", "expected 'statement', 'speaker_article' or 'article'"),
        ("topics:\n", "language: no\ntopics:\n", 13, "language", "expected 'en', 'ar' or 'both', found 'no'"),
        (
            "topics: 4",
            "topics: 4\ncomparison:\n  collocation_nodes: [التعاون المشترك]",
            16,
            "comparison.collocation_nodes.1",
            "expected one word in Arabic letters, found 'التعاون المشترك'",
        ),
        (
            "topics: 4",
            "topics: 4\ncomparison: {collocation_nodes: [trade]}",
            15,
            "comparison.collocation_nodes.1",
            "found 'trade'",
        ),
        (
            "topics: 4",
            "topics: 4\ncomparison: {collocation_nodes: تعاون}",
            15,
            "comparison.collocation_nodes",
            "expected a list",
        ),
        ("seed: 7", "seed: 7\nseed: 8", 4, None, "the key 'seed' is given twice (first in line 3)"),
        ("seed: 7", "seed: &a 7", 3, None, "aliases, anchors and tags are not read"),
        ("seed: 7", "seed: [7", 4, None, "not valid YAML"),
        (
            "  folder: data/shores",
            "  folder: data/shores\n  filters: {from: 2017-02-30}",
            6,
            "corpus.filters.from",
            "expected a date like 2017-10-02",
        ),
        (
            "  folder: data/shores",
            "  folder: data/shores\n  filters: {from: 2017-10-03, to: 2017-10-02}",
            6,
            "corpus.filters",
            "`from` (2017-10-03) is after `to` (2017-10-02)",
        ),
        *(
            (
                "  folder: data/shores",
                f"  folder: data/shores\n  {key.split('.')[0]}: {value}",
                6,
                f"corpus.{key}",
                message,
            )
            for key, value, message in [
                ("filters.from", "{from: '20150101'}", "expected a date like 2017-10-02"),
                ("filters.from", "{from: 2015-W01-1}", "expected a date like 2017-10-02"),
                ("filters.from", "{from: ٢٠١٥-٠١-٠١}", "expected a date like 2017-10-02"),
                ("filters.from", "{from: 1436-09-30}", "found the year 1436"),
                ("date_format", "'%d/%m'", "expected a format with the year"),
                ("date_format", "'%Y%Q'", "a format that dates can be read with"),
                ("date_format", "'('", "expected a format with the year"),
                ("encoding", "rot13", "no encoding of texts"),
                ("encoding", "base64", "no encoding of texts"),
                ("encoding", "undefined", "no encoding of texts"),
                ("encoding", "utf8x", "there is no encoding 'utf8x'"),
                ("files", "'**.txt'", "** must stand alone"),
                ("files", "'.'", "names no file"),
                ("files", "../*", "leaves the corpus folder"),
                ("files", "/etc/*", "leaves the corpus folder"),
                ("files", "'" + "*/" * 300 + "*'", "longer than any path"),
            ]
        ),
        ("seed: 7", "seed: 010", 3, "seed", "expected a whole number, found '010'"),
        ("seed: 7", "seed: 1:30", 3, "seed", "expected a whole number, found '1:30'"),
        ("seed: 7", "seed: 1_000", 3, "seed", "expected a whole number, found '1_000'"),
        ("seed: 7", "seed: " + "9" * 5000, 3, "seed", "expected a whole number, found '9999"),
        ("seed: 7", "<<: {seed: 3}", 3, "<<", "unknown key '<<'"),
        ("state: OM", "state: TK", 9, "sides.1.state", "nobody could speak for it"),
        (
            "speakers: [سالم الراشدي]",
            "speakers: ['!!!']",
            12,
            "sides.2.speakers.1",
            "expected a name in Arabic letters",
        ),
        ("speakers: [سالم الراشدي]", "speakers: [Rouhani]", 12, "sides.2.speakers.1", "as the articles write it"),
        ("East, ar", r'"E\x1b[31m", ar', 8, "sides.1.label.en", "control character U+001B"),
        ("folder: data/shores", "folder: " + "x" * 300, 5, "corpus.folder", "longer than a system allows"),
        ("folder: data/shores", "folder: ../../etc", 5, "corpus.folder", "'../../etc' leaves the project"),
        ("folder: data/shores", "folder: data/../../etc", 5, "corpus.folder", "leaves the project"),
        ("topics: 4", "labels: ../names.yaml", 14, "topics.labels", "leaves the project"),
        ("topics: 4", "labels: data/labels/shores.yaml", 14, "topics.labels", "no file 'data/labels/shores.yaml'"),
        ("topics: 4", "sweep: []", 14, "topics.sweep", "expected at least 1 of them"),
        (
            "speakers: [سالم الراشدي]",
            "state: OM",
            6,
            "sides",
            "the sides 'east' and 'west' have the same state 'OM'",
        ),
        (
            "state: OM",
            "speakers: [سالم الراشدي]",
            6,
            "sides",
            "the sides 'east' and 'west' have the same speaker 'سالم الراشدي'",
        ),
        *(
            (
                "state: OM\n",
                f"speakers: [{name}]\n",
                6,
                "sides",
                "the sides 'east' and 'west' have the same speaker 'سالم الراشدي'",
            )
            for name in ("سالِم الراشدي", "سـالم الراشدي", "سالم  الراشدي")
        ),
        (
            "id: west",
            "id: joint",
            10,
            "sides.2.id",
            "the id 'joint' is that of statements which two sides make together",
        ),
        (
            "topics: 4",
            "topics: 4\ncomparison: {minimum_statements: 29}",
            15,
            "comparison.minimum_statements",
            "expected a whole number from 30 on (it can be raised, not lowered), found 29",
        ),
        (
            "topics: 4",
            "topics: 4\ncomparison: {minimum_articles: 9}",
            15,
            "comparison.minimum_articles",
            "expected a whole number from 10 on (it can be raised, not lowered), found 9",
        ),
    ],
)
def test_fault_is_named_with_line_key_and_cure(write_study, old, new, line, field, message):
    assert old in STUDY
    path = write_study(STUDY.replace(old, new, 1))
    with pytest.raises(TaawunError) as caught:
        load_study(path)
    assert message in str(caught.value)
    assert (caught.value.line, caught.value.field, caught.value.exit_code) == (line, field, 2)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("folder: data/shores", "folder: data/../data/shores"),
        ("folder: data/shores", "folder: /srv/corpora/shores"),
        ("folder: data/shores", "folder: data/shores\n  filters: {from: 2017-10-02, to: 2017-10-02}"),
        # A state whose own people are told apart: the second side has what it names, the first has the rest.
        ("speakers: [سالم الراشدي]", "state: OM\n    speakers: [سالم الراشدي]"),
        ("speakers: [سالم الراشدي]", "state: OM\n    offices: [وزير الخارجية]"),
    ],
)
def test_what_looks_like_a_fault_and_is_none_is_read(write_study, old, new):
    assert old in STUDY
    assert load_study(write_study(STUDY.replace(old, new, 1))).name == "shores"


def test_label_file_is_found_from_the_root(write_study, tmp_path):
    (tmp_path / "names.yaml").write_text("[]", encoding="utf-8")
    study = load_study(write_study(STUDY.replace("topics: 4", "labels: names.yaml")))
    assert study.label_file == tmp_path / "names.yaml"


def test_problems_are_listed_together_within_five_lines(write_study):
    text = STUDY + "".join(f"wrong_{number}: 1\n" for number in range(9))
    with pytest.raises(TaawunError) as caught:
        load_study(write_study(text))
    lines = str(caught.value).splitlines()
    assert len(lines) == 5
    assert lines[-1] == "and 5 more problems"


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "text\n"])
def test_file_without_keys_is_refused(write_study, text):
    with pytest.raises(TaawunError, match="a study file is a block of keys"):
        load_study(write_study(text))


def test_unknown_study_names_the_nearest_and_lists_all(write_study, tmp_path):
    write_study(STUDY)
    write_study("- words: [حد, ضبط]\n  en: Borders\n  ar: الحدود\n", "labels")  # beside the studies, and none of them
    with pytest.raises(TaawunError, match=r"no study 'shore'; did you mean 'shores'\? Studies here: shores$"):
        load_study("shore", root=tmp_path)


def test_name_that_make_cannot_use_is_refused(write_study):
    with pytest.raises(TaawunError, match="cannot name a study"):
        load_study(write_study(STUDY, "two shores"))


def test_missing_file_and_missing_project_are_named(tmp_path):
    with pytest.raises(TaawunError, match="there is no such file"):
        load_study(tmp_path / "absent.yaml")
    with pytest.raises(TaawunError, match="not a taawun project"):
        find_root(tmp_path)
