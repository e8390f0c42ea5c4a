"""A sample of every class of faults; `make faults` tries them all."""

from itertools import islice

import outputs
import project_copy
import pytest
from campaign import CLASSES, run_case
from kills import Kill, try_end, try_kill

EVERY = {
    "files": 40,
    "studies": 12,
    "names": 9,
    "downloads": 9,
    "hostile pages": 3,
    "poison texts": 16,
    "coding": 4,
    "silent losses": 2,
}
KILLS = (
    Kill("statements", "KILL", "the group", 0.5),
    Kill("report", "TERM", "the stage", 0.2),
)
CIRCUMSTANCES = (
    "at work: '99999999 1 elsewhere'",
    "init without a reader",
    "build is a file",
)


@pytest.fixture
def built(built_project, monkeypatch):
    """Take the project that other tests have built; the copies of it lie elsewhere."""
    monkeypatch.setitem(project_copy.BUILT, "harbour", built_project.folder)
    project_copy.undisturbed.cache_clear()
    yield
    project_copy.undisturbed.cache_clear()


@pytest.mark.parametrize("name", EVERY)
def test_sample_is_right(name, monkeypatch):
    monkeypatch.setattr(outputs, "SIZES", (20_000, 80_000))  # the campaign tries longer ones
    cases = list(islice(CLASSES[name][0](), 1, None, EVERY[name]))
    assert len(cases) >= CLASSES[name][1] // EVERY[name]
    assert {case[0]: what for case in cases if (what := run_case(case)) is not None} == {}


def test_build_that_is_killed_on_the_way_ends_in_the_same_bytes(built, tmp_path):
    root = project_copy.copy_built(tmp_path, "harbour")
    assert [try_kill(root, "harbour", kill) for kill in KILLS] == [None] * len(KILLS)
    assert try_end(root, "harbour") is None


@pytest.mark.parametrize("name", CIRCUMSTANCES)
def test_sample_of_circumstances_is_right(built, name):
    case = next(case for case in CLASSES["environments"][0]() if case[0] == name)
    assert run_case(case) is None


@pytest.mark.parametrize("name", CLASSES)
def test_there_are_as_many_as_promised(name):
    cases = [case[0] for case in CLASSES[name][0]()]
    assert len(set(cases)) == len(cases) >= CLASSES[name][1]


def test_a_wrong_case_is_seen():
    assert run_case(("x", lambda folder: "wrong")) == "wrong"
    assert run_case(("x", lambda folder: 1 / 0)) == "ZeroDivisionError: division by zero"
