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
from contextlib import ExitStack, contextmanager
from types import FunctionType
from typing import Any, NamedTuple, ParamSpec, Protocol, TypeVar, overload

from taawun.errors import TaawunError

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

#: every rule that was imported, by id
RULES: dict[str, Listed] = {}
# By function and not its attribute: a compiled function takes none.
_IDS: dict[Callable[..., Any], str] = {}


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


class Rule(Protocol[P, R_co]):
    """What `@rule` makes of a function: the function itself, so that asking it costs no more than calling it."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Ask the rule."""


class Listed(NamedTuple):
    """A rule as the list of all has it, with what its docstring says.

    Attributes
    ----------
    function
        The rule.
    id
        Module and function: ``valency.takes_noun``.
    silence
        What the rule returns when it does not fire.
    """

    function: Any
    id: str
    silence: Any

    def fired(self, value: Any) -> bool:
        """Whether a returned value is a decision."""
        return value is not self.silence and bool(value != self.silence)

    @property
    def room(self) -> str:
        """Package of the rule: ``taawun.statements.cues``."""
        return str(self.function.__module__).rpartition(".")[0]

    @property
    def reason(self) -> str:
        """First sentence of the docstring; the id in words where Python runs without docstrings."""
        return str(self.function.__doc__ or self.id.replace("_", " ")).strip().partition("\n")[0]

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
    >>> is_long("قال المتحدث", 1), id_of(is_long), RULES[id_of(is_long)].reason
    (True, 'rules.is_long', 'A long word counts.')
    >>> with trace() as verdicts:
    ...     is_long("قال المتحدث", 0)
    False
    >>> verdicts
    [Verdict(rule='rules.is_long', start=0, end=1, value=False, fired=False)]
    >>> with switched_off(RULES["rules.is_long"]):
    ...     is_long("قال المتحدث", 1)
    False
    >>> del RULES["rules.is_long"]
    """
    if function is None:
        return lambda decorated: _list_rule(decorated, silence)
    return _list_rule(function, silence)


def _list_rule(function: Any, silence: Any) -> Any:
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__.lstrip('_')}"
    if name in RULES and RULES[name].function.__module__ != function.__module__:
        raise ValueError(f"two rules are called {name}: rename one of the functions or their modules")
    RULES[name] = Listed(function, name, silence)
    _IDS[function] = name
    return function


def id_of(function: Rule[..., Any]) -> str:
    """Return the id of a rule."""
    return _IDS[function]


def first_verdict(rules: Iterable[Rule[..., R]], *args: Any) -> R | None:
    """Ask rules, whose silence is no true value, in their order; the value of the first that fires, None when none does."""
    for one in rules:
        value = one(*args)
        if value:
            return value
    return None


@contextmanager
def trace() -> Iterator[list[Verdict]]:
    """Record what every rule says. For `explain` and tests: not for several threads at once.

    Raises
    ------
    TaawunError
        The library is compiled, and what a rule says cannot be seen.
    """
    if any(not isinstance(one.function, FunctionType) for one in RULES.values()):
        raise TaawunError("compiled rules cannot be traced", "explain with the library in src/, without COMPILED=1")
    verdicts: list[Verdict] = []
    with ExitStack() as answers:
        for one in RULES.values():
            answers.enter_context(_answering(one.function, _recording(one, verdicts)))
        yield verdicts


@contextmanager
def switched_off(one: Listed) -> Iterator[None]:
    """Let a rule not fire, to see what hangs on it."""
    with _answering(one.function, lambda *_args, **_kwargs: one.silence):
        yield


@contextmanager
def _answering(function: Any, decide: Callable[..., Any]) -> Iterator[None]:
    """Let another function answer for a rule: its code is exchanged, so that whoever has the rule asks the other one."""
    before = function.__code__, function.__kwdefaults__
    function.__code__, function.__kwdefaults__ = _hand_over.__code__, {"decide": decide}
    try:
        yield
    finally:
        function.__code__, function.__kwdefaults__ = before


def _hand_over(*args: Any, decide: Callable[..., Any], **kwargs: Any) -> Any:
    return decide(*args, **kwargs)


def _recording(one: Listed, verdicts: list[Verdict]) -> Callable[..., Any]:
    rule_itself = one.function
    decide = FunctionType(rule_itself.__code__, rule_itself.__globals__, argdefs=rule_itself.__defaults__)
    decide.__kwdefaults__ = rule_itself.__kwdefaults__

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
