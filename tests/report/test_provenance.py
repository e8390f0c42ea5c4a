"""What a report says it was made of: every file that can change a number, with its hash, and nothing of the machine."""

import hashlib
from importlib import metadata

import pytest

from taawun.errors import TaawunError
from taawun.report.provenance import build_manifest, describe_inputs, describe_versions
from taawun.study import load_study


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def root(build_dir):
    return build_dir.parents[1]


def edit_study(root, settings):
    with (root / "studies/shores.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return load_study(root / "studies/shores.yaml")


def test_labels_of_topics_are_an_input(root, build_dir):
    labels = root / "data/labels/shores.yaml"
    labels.parent.mkdir()
    labels.write_text("[]", encoding="utf-8")
    study = edit_study(root, "topics: {labels: data/labels/shores.yaml}\n")
    assert describe_inputs(study, build_dir, [])["data/labels/shores.yaml"] == digest(labels)


def test_sheets_coded_by_hand_are_inputs(root, build_dir):
    folder = root / "data/coding/shores"
    folder.mkdir(parents=True)
    for name in ("key.csv", "frames-سالم الراشدي.csv", "adjudication.xlsx", ".~lock.key.csv#", "~$adjudication.xlsx"):
        (folder / name).write_text(name, encoding="utf-8")
    inputs = describe_inputs(load_study(root / "studies/shores.yaml"), build_dir, [])
    found = {name: hash_ for name, hash_ in inputs.items() if name.startswith("data/coding")}
    names = ["adjudication.xlsx", "frames-سالم الراشدي.csv", "key.csv"]
    assert found == {f"data/coding/shores/{name}": digest(folder / name) for name in names}


def test_files_that_were_set_aside_are_inputs(root, build_dir):
    with (build_dir / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("\nbroken.txt,00ff\n")
    inputs = describe_inputs(load_study(root / "studies/shores.yaml"), build_dir, [])
    assert inputs["data/shores/broken.txt"] == "00ff"
    assert inputs["data/shores/a1.txt"] == digest(root / "data/shores/a1.txt")


def test_many_files_have_one_hash_that_every_one_of_them_changes(root, build_dir):
    study = load_study(root / "studies/shores.yaml")
    found = set()
    for last in ("00", "01"):
        rows = [f"{number}.txt,ab" for number in range(30)]
        (build_dir / "sources.csv").write_text(
            "\n".join(["file,sha256", *rows, f"broken.txt,{last}"]), encoding="utf-8"
        )
        found.add(describe_inputs(study, build_dir, [])["data/shores (31 files)"])
    assert len(found) == 2


def test_build_without_its_list_of_sources_says_what_to_do(root, build_dir):
    (build_dir / "sources.csv").unlink()
    with pytest.raises(TaawunError, match="run: make report STUDY=shores"):
        describe_inputs(load_study(root / "studies/shores.yaml"), build_dir, [])


def test_second_engine_is_named_where_a_study_asks_for_it(root, build_dir, monkeypatch):
    monkeypatch.setattr(metadata, "version", lambda name: {"tomotopy": "9.9"}.get(name, "1"))
    for lock in ("requirements.lock", "requirements-tomotopy.lock"):
        (root / lock).write_text(lock, encoding="utf-8")
    study = load_study(root / "studies/shores.yaml")
    assert "tomotopy" not in describe_versions(study)
    assert "requirements-tomotopy.lock" not in describe_inputs(study, build_dir, [])
    study = edit_study(root, "topics: {check: tomotopy}\n")
    inputs = describe_inputs(study, build_dir, [])
    assert build_manifest(study, inputs, {})["software"]["tomotopy"] == "9.9"
    assert inputs["requirements-tomotopy.lock"] == digest(root / "requirements-tomotopy.lock")
