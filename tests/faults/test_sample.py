"""A sample of every class of faults; `make faults` tries them all."""

from itertools import islice

import pytest
from campaign import CLASSES, run_case

EVERY = {"files": 40, "studies": 12, "names": 9, "downloads": 9, "hostile pages": 3, "poison texts": 8}


@pytest.mark.parametrize("name", CLASSES)
def test_sample_is_right(name):
    cases = list(islice(CLASSES[name][0](), 1, None, EVERY[name]))
    assert len(cases) >= CLASSES[name][1] // EVERY[name]
    assert {case[0]: what for case in cases if (what := run_case(case)) is not None} == {}


@pytest.mark.parametrize("name", CLASSES)
def test_there_are_as_many_as_promised(name):
    cases = [case[0] for case in CLASSES[name][0]()]
    assert len(set(cases)) == len(cases) >= CLASSES[name][1]


def test_a_wrong_case_is_seen():
    assert run_case(("x", lambda folder: "wrong")) == "wrong"
    assert run_case(("x", lambda folder: 1 / 0)) == "ZeroDivisionError: division by zero"
