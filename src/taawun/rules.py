"""Decisions as named rules: small functions with an id, a reason and examples, which can be traced and switched off.

A rule is a function under `@rule`. Its docstring says the rest, so that reason, examples and code stand together:

* the first line is the reason, in one sentence;
* ``Source:`` names the grammar or paper it rests on, where there is one;
* lines that begin with ``+`` are texts in which the rule fires, with ``-`` texts in which it is asked and does not; behind
  ``=>`` stands what the whole program then reads. The tests run them, also with the rule switched off.

The idea of examples that stand beside a rule and run as tests is that of LanguageTool's grammar files and of HeidelTime.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, ParamSpec, TypeVar, overload

P = ParamSpec("P")
R = TypeVar("R")

#: every rule that was imported, by id
RULES: dict[str, Rule[..., Any]] = {}


class Example(NamedTuple):
    """A text of a rule's docstring: whether the rule fires in it, and what is then read."""

    fires: bool
    text: str
    reading: str


class Verdict(NamedTuple):
    """What a rule said of some words: `start` and `end` are token positions, -1 where a rule looks at no token."""

    rule: str
    start: int
    end: int
    value: Any
    fired: bool


class Rule(partial[R], Generic[P, R]):
    """A decision with its name; called like the function it was made of.

    An article is read by a thousand questions to rules: a `partial` passes each on without a frame of its own, which a
    method would cost.

    Attributes
    ----------
    id
        Module and function: ``valency.takes_noun``.
    silence
        What the rule returns when it does not fire.
    """

    id: str
    silence: Any
    function: Callable[P, R]

    def __new__(cls, function: Callable[P, R], silence: Any) -> Rule[P, R]:
        """Make a function a rule, known by its module and name."""
        self = super().__new__(cls, function)
        self.function, self.silence = function, silence
        self.id = f"{function.__module__.rpartition('.')[2]}.{function.__name__.lstrip('_')}"
        if self.id in RULES and RULES[self.id].function.__module__ != function.__module__:
            raise ValueError(f"two rules are called {self.id}: rename one of the functions or their modules")
        RULES[self.id] = self
        return self

    if TYPE_CHECKING:

        def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
            """Ask the rule."""

    def answer_by(self, decide: Callable[..., Any]) -> None:
        """Let another function answer for the rule, until its own does again."""
        self.__setstate__((decide, (), {}, self.__dict__))  # type: ignore[attr-defined]  # missing in the stubs

    def fired(self, value: Any) -> bool:
        """Whether a returned value is a decision."""
        return value is not self.silence and value != self.silence

    @property
    def room(self) -> str:
        """Package of the rule: ``taawun.statements.cues``."""
        return self.function.__module__.rpartition(".")[0]

    @property
    def reason(self) -> str:
        """First sentence of the docstring; the id in words where Python runs without docstrings."""
        return (self.function.__doc__ or self.id.replace("_", " ")).strip().partition("\n")[0]

    @property
    def source(self) -> str:
        """Grammar or paper that the rule rests on, empty where there is none."""
        lines = (line.strip() for line in (self.function.__doc__ or "").splitlines())
        return next((line.removeprefix("Source:").strip() for line in lines if line.startswith("Source:")), "")

    @property
    def examples(self) -> list[Example]:
        """Accepting and rejecting examples; a line that is indented deeper goes on with the one before."""
        _, _, rest = (self.function.__doc__ or "").partition("\n")
        found: list[str] = []
        for line in textwrap.dedent(rest).splitlines():
            if line.startswith(("+ ", "- ")):
                found.append(line)
            elif found and line.startswith("  "):
                found[-1] += " " + line.strip()
        return [_read_example(self.id, line) for line in found]


def _read_example(name: str, line: str) -> Example:
    text, arrow, reading = line[2:].partition("=>")
    if not arrow:
        raise ValueError(f"rule {name}: the example {line!r} has no '=>' with what is read")
    return Example(line[0] == "+", text.strip().replace("\\n", "\n"), reading.strip())


@overload
def rule(function: Callable[P, R]) -> Rule[P, R]: ...
@overload
def rule(*, silence: Any) -> Callable[[Callable[P, R]], Rule[P, R]]: ...
def rule(function: Callable[P, R] | None = None, *, silence: Any = False) -> Any:
    """Make a function a rule; `silence` is what it returns when it does not fire.

    Examples
    --------
    >>> @rule
    ... def is_long(text, k):
    ...     '''A long word counts.'''
    ...     return len(text.split()[k]) > 4
    >>> is_long("قال المتحدث", 1), is_long.id, is_long.reason
    (True, 'rules.is_long', 'A long word counts.')
    >>> with trace() as verdicts:
    ...     is_long("قال المتحدث", 0)
    False
    >>> verdicts
    [Verdict(rule='rules.is_long', start=0, end=1, value=False, fired=False)]
    >>> with switched_off(is_long):
    ...     is_long("قال المتحدث", 1)
    False
    >>> del RULES["rules.is_long"]
    """
    if function is None:
        return lambda decorated: Rule(decorated, silence)
    return Rule(function, silence)


def first_verdict(rules: Iterable[Rule[..., R]], *args: Any) -> R | None:
    """Ask rules in their order; the value of the first that fires, None when none does."""
    for one in rules:
        value, silence = one(*args), one.silence
        if value is not silence and value != silence:  # as `Rule.fired`, without another call
            return value
    return None


@contextmanager
def trace() -> Iterator[list[Verdict]]:
    """Record what every rule says. For `explain` and tests: not for several threads at once."""
    verdicts: list[Verdict] = []
    before = {one: one.func for one in RULES.values()}
    for one in before:
        one.answer_by(_recording(one, verdicts))
    try:
        yield verdicts
    finally:
        for one, decide in before.items():
            one.answer_by(decide)


@contextmanager
def switched_off(one: Rule[..., Any]) -> Iterator[None]:
    """Let a rule not fire, to see what hangs on it."""
    before = one.func
    one.answer_by(lambda *_args, **_kwargs: one.silence)
    try:
        yield
    finally:
        one.answer_by(before)


def _recording(one: Rule[..., Any], verdicts: list[Verdict]) -> Callable[..., Any]:
    decide = one.func

    def recorded(*args: Any, **kwargs: Any) -> Any:
        value = decide(*args, **kwargs)
        verdicts.append(Verdict(one.id, *_place(args), value, one.fired(value)))
        return value

    return recorded


def _place(args: Iterable[Any]) -> tuple[int, int]:
    """Tokens a rule was asked about: its first position or span, else the `place` of what it looks at."""
    for value in args:
        if isinstance(value, int) and not isinstance(value, bool):
            return value, value + 1
        if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
            return value
    return next((value.place for value in args if hasattr(value, "place")), (-1, -1))
