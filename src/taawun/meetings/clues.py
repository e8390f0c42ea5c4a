"""Words of an article that tell of a meeting, and how those who are named behind them take part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from taawun.meetings.figures import PLACES, Figure, Scene
from taawun.meetings.words import EventWord, brother_roles, event_words, light_verb, preposition_roles, read_event
from taawun.rules import rule
from taawun.statements.reading.features import (
    AND,
    BACKGROUND,
    BI,
    BREAK,
    COMP,
    DEFINITE,
    DEMONYM,
    LI,
    NAME,
    NUMBER,
    OPEN,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUOTE,
    SEMI,
    STOP,
    TIME,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

REACH = 30
"""Words behind a clue in which its parties are looked for."""
NAME_WORDS = 3
"""Words of a name before an office that are not known as one."""


@dataclass(frozen=True)
class Clue:
    """A word that tells of a meeting, in its article.

    Attributes
    ----------
    at
        Its token.
    word
        How it is read.
    """

    scene: Scene
    at: int
    word: EventWord

    @property
    def place(self) -> tuple[int, int]:
        """Tokens, for traces."""
        return self.at, self.at + 1

    @property
    def begin(self) -> int:
        """First token of the sentence."""
        return self.scene.tokens.sentence_start[self.at]

    @property
    def limit(self) -> int:
        """Token behind the last in which parties are looked for: the sentence may end sooner, not the clause."""
        tokens, last = self.scene.tokens, min(self.scene.tokens.sentence_end[self.at], self.at + REACH)
        return next((k for k in range(self.at + 1, last) if _ends_clause(tokens, k, self.word)), last)

    def slots(self) -> Iterator[tuple[str, Figure]]:
        """Who is named behind the clue, with what `marker` says of each."""
        scene, k, limit = self.scene, self.at + 1, self.limit
        visited = self._arrived_at
        while k < limit:
            figure = scene.at(k)
            if figure:
                if is_visited(scene, figure):
                    visited = figure
                elif visited and figure.guessed:
                    figure = replace(figure, parties=visited.parties)
                aside = figure.start > self.at + 1 and behind_margin(scene.tokens, figure.start - 1)
                yield "other" if aside and not is_apart(scene, figure) else marker(scene, figure), figure
            k = figure.end if figure else k + 1

    @property
    def _arrived_at(self) -> Figure | None:
        """Where whoever is awaited (وكان في استقباله) has arrived, as the sentence before says."""
        if self.word.takes != "guest" or not self.word.pronoun or not set(self.words_before(3)) & event_words("waits"):
            return None
        last = self.scene.tokens.sentence_start[max(self.begin - 1, 0)]
        named = self.scene.before(self.at, last)
        return next((one for one in named if one.kind in PLACES and marker(self.scene, one) == "to"), None)

    def words_before(self, number: int) -> list[str]:
        """Return forms of the words before it, the nearest first; not over the end of a sentence."""
        tokens = self.scene.tokens
        found: list[str] = []
        k = self.at - 1
        while k >= self.begin and len(found) < number and not tokens.flags[k] & (STOP | SEMI | QUOTE):
            if tokens.flags[k] & WORD:
                found.append(tokens.plain[k])
            k -= 1
        return found


def _ends_clause(tokens: Tokens, k: int, word: EventWord) -> bool:
    """Whether another clause begins at a token: behind a stop, with أن, or with a verb that says or tells."""
    if tokens.flags[k] & (STOP | SEMI | COMP | PRON | BREAK | BACKGROUND):
        return True
    form = tokens.forms[k]
    event = read_event(form.form)
    if behind_margin(tokens, k) or behind_margin(tokens, k - 1):
        # التقى على هامش أعمال القمة
        return False
    during = event and event.is_noun and event.pronoun and tokens.plain[k - 1] in event_words("during")
    if during and (not word.is_noun or word.takes == "guest"):
        # استقبله لدى وصوله
        return False
    if event and not light_verb(form.form) and (word.is_noun or not event.is_noun or not tokens.flags[k] & DEFINITE):
        return True
    return any(cue.kind in ("past", "present") and cue.lemma.risk == "L" for cue in form.cues)


@rule
def is_visited(scene: Scene, figure: Figure) -> bool:
    """Whom one meets during his visit to a state, and of whom no state is told, is of that state.

    + شكر السفير التركي والوزير التركي القنصل التركي. والتقى الوزير التركي خلال زيارته للعراق وزير الدفاع. => talks TR > IQ; visit TR > IQ
    - شكر السفير التركي والوزير التركي القنصل التركي. والتقى الوزير التركي بعد حفل للعراق وزير الدفاع. => -
    """
    back = 2 if scene.form(figure.start) == figure.head else 1
    event = read_event(scene.form(figure.start - back))
    return bool(figure.kind in PLACES and figure.parties and event and event.kind == "visit" and event.pronoun)


def behind_margin(tokens: Tokens, k: int) -> bool:
    """Whether a token stands behind على هامش, or behind على هامش مشاركته في."""
    within = k > 2 and tokens.plain[k - 1] in event_words("within")
    return k > 0 and tokens.plain[k - (3 if within else 1)] in event_words("margin")


def on_margin(clue: Clue, figure: Figure) -> bool:
    """Whether a figure goes on with something on whose margin they meet (على هامش قمة في العاصمة المصرية)."""
    behind = any(clue.scene.form(k) in event_words("margin") for k in range(clue.at + 1, figure.start))
    return behind and figure.kind != "person"


def is_apart(scene: Scene, figure: Figure) -> bool:
    """Whether a person or delegation is named behind a whole noun, and not as its genitive (على هامش الحفل وزير النقل، في مكتبه الوزير)."""
    k = figure.start - 1
    whole = scene.tokens.flags[k] & DEFINITE or scene.form(k) in event_words("own_rooms")
    return figure.kind in ("person", "group") and bool(whole)


def is_joined_counterpart(clue: Clue, first: tuple[str, Figure] | None = None) -> bool:
    """Whether a counterpart is joined to a noun, as the first that is named behind it (لقائه ونظيره)."""
    if first is None or not (clue.word.is_noun and clue.word.pronoun):
        return False
    before, figure = first
    return before == "and" and figure.start == clue.at + 1 and figure.head in word_group("counterparts")


def marker(scene: Scene, figure: Figure) -> str:
    """Return how the preposition or conjunction before a figure lets it take part: with, between, to, in, by, from, at, attending, and, other.

    Empty where nothing stands before it.

    Examples
    --------
    >>> from taawun.meetings.scene import read_scene
    >>> scene = read_scene({"text": "اجتمع الوزير التركي في بغداد مع نظيره العراقي والسفير المصري"})
    >>> [marker(scene, figure) for figure in scene.figures]
    ['', 'in', 'with', 'and']
    """
    roles, form = preposition_roles(), scene.form(figure.start)
    if form != figure.head:
        return roles.get(form[0], "and")
    at = _unquoted(scene, _begin_of_name(scene, figure) - 1)
    if scene.form(at) in brother_roles():
        # من أخيه الرئيس، بأخيه الرئيس
        at -= 1
        if brother_roles()[scene.form(at + 1)]:
            return brother_roles()[scene.form(at + 1)]
    if scene.form(at) in roles and _counts(scene, at - 1):
        # مع عدد من المسؤولين، وكل من الوزيرين، مع 15 عضوا من
        at -= 2 if scene.form(at - 1).removeprefix("و") in event_words("some_of") else 3
        if scene.form(at + 1).startswith("و"):
            return "and"
    before, bits = scene.form(at), scene.tokens.flags[at] if at >= 0 else 0
    if before in event_words("except") or roles.get(before) in ("attending", "chaired"):
        return roles.get(before, "other")
    # سيرغي بوكين رئيس الوفد
    named = scene.before(figure.start, max(0, figure.start - REACH))[:1]
    stands_alone = not (read_event(before) or (named and named[0].end == figure.start))
    if bits & (BI | LI) and len(before) > 2 and stands_alone and not bits & DEFINITE:
        # بمقر السفارة، لرئيس الوزراء
        return "in" if bits & BI else "to"
    construct = before not in event_words("own_rooms") and bits & WORD and not bits & (DEFINITE | TIME | PREP | NAME)
    if construct and stands_alone and roles.get(scene.form(figure.start - 2)) == "in":
        # في مقر السفارة
        return "in"
    aside = {before, scene.form(at - 1)} & event_words("margin") and not read_event(before)
    if aside and not is_apart(scene, figure):
        # على هامش أعمال الجمعية
        return "other"
    if bits & AND and before not in roles:
        if len(before) == 1:
            return "and"
        before = before[1:]
    return roles.get(before, "other" if bits & PREP and not bits & PREP_PRONOUN else "")


def _counts(scene: Scene, k: int) -> bool:
    """Whether a word counts those who are named behind من (عدد من، 15 عضوا من)."""
    number = k > 0 and bool(scene.tokens.flags[k - 1] & NUMBER)
    return scene.form(k).removeprefix("و") in event_words("some_of") or (
        number and scene.form(k + 1) in event_words("of")
    )


def _unquoted(scene: Scene, at: int) -> int:
    """Token before the mark of a quotation that stands at one (لدى «داعش»)."""
    while at >= 0 and scene.tokens.flags[at] & (QUOTE | OPEN):
        at -= 1
    return at


def can_be_name(tokens: Tokens, k: int) -> bool:
    """Whether an unknown word can be a name: it does not end like a feminine noun (مبادرة الرئيس، مبادرات الرئيس)."""
    return tokens.flags[k] == WORD and not tokens.plain[k].endswith(("ه", "ات"))


def begin_of_place(scene: Scene, figure: Figure) -> int:
    """First token of a figure, or of the word before that says what a place is (مدينة صيدا، جمهورية المالديف)."""
    k = figure.start
    return k - 1 if figure.kind in PLACES and scene.form(k - 1) in event_words("grounds") | event_words("realms") else k


def _begin_of_name(scene: Scene, figure: Figure) -> int:
    """First token of a figure, or of an unknown name before its office (مع جورجي بوستن نائب رئيس البعثة)."""
    k = begin_of_place(scene, figure)
    if k < figure.start:
        return k
    unnamed = figure.official and not figure.name
    while (
        unnamed and k > 0 and figure.start - k < NAME_WORDS and not scene.tokens.flags[k - 1] & ~(WORD | NAME | DEMONYM)
    ):
        k -= 1
    return k if scene.form(k - 1) in preposition_roles() else figure.start
