"""What stands around a word that tells of a meeting, read once for all rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import dropwhile, pairwise, takewhile

from taawun.meetings.clues import NAME_WORDS, Clue, begin_of_place, can_be_name, is_apart, is_joined_counterpart, marker
from taawun.meetings.figures import PLACES, Figure
from taawun.meetings.focus import in_focus
from taawun.meetings.words import event_lemmas, event_words, light_verb, preposition_roles, read_event
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    BI,
    COMMA,
    DASH,
    DEFINITE,
    LI,
    NUMBER,
    OPEN,
    PREP,
    PREP_PRONOUN,
    QUANT,
    QUOTE,
    RELATIVE,
    SEMI,
    STOP,
    TIME,
    WORD,
)

Figures = tuple[Figure, ...]
NOBODY: Figures = ()
RETURN = 8
"""Words before a visit in which it is told that somebody has come back from it."""
NEAR = 6
"""Words behind a noun in which a verb that carries it, or whose it is, stands."""
BACK = 24
"""Words before a noun in which the verb that carries it stands."""
JOINED = 4
"""Words before a visit in which a day of it is named."""
GAP = 6
"""Words that may stand between two figures of one meeting."""


NO_SUBJECT = TIME | PREP | ADJUNCT | ADVERB | BI | LI | COMMA | OPEN | QUOTE | NUMBER | PREP_PRONOUN | DASH
"""What can stand between a verb and its subject."""


class Surroundings:
    """A clue with what stands around it, read once for all rules."""

    def __init__(self, clue: Clue) -> None:
        self.clue, self.scene, self.word = clue, clue.scene, clue.word
        self.slots = list(clue.slots())

    @property
    def place(self) -> tuple[int, int]:
        """Tokens, for traces."""
        return self.clue.place

    def near(self, figure: Figure) -> bool:
        """Whether a figure stands near the word, or near the figure or verb before it."""
        ends = [slot.end for _, slot in self.slots if slot.end <= figure.start]
        start = max([self.clue.at + 1, self.carrier[1] + 1 if self.word.is_noun else 0, *ends])
        flags = self.scene.tokens.flags
        return sum(bool(flags[k] & WORD) and not flags[k] & TIME for k in range(start, figure.start)) <= GAP

    def follows(self, figure: Figure, partner: Figures) -> bool:
        """Whether a figure can be the subject: right behind a verbal noun or its object; behind a verb near, with no noun between."""
        if self.word.is_noun:
            return figure.start <= self.clue.at + 1 or any(self._right_behind(one, figure) for one in partner)
        # وصل القاهرة أمس وفد
        visited = (one.end - 1 for one in partner if self.word.takes == "goal" and one.start == self.clue.at + 1)
        return self.near(figure) and any(self.comes_next(at, figure) for at in (self.clue.at, *visited))

    def _right_behind(self, one: Figure, figure: Figure) -> bool:
        """Whether a figure follows another one without a comma."""
        between = self.scene.tokens.flags[one.end : figure.start]
        return figure.start >= one.end and len(between) < 2 and not any(bits & COMMA for bits in between)

    def follows_at_once(self, one: Figure, figure: Figure) -> bool:
        """Whether nothing but time, place and the verb stand between two figures."""
        between = (k for k in range(one.end, figure.start) if k != self.clue.at)
        return all(self.scene.tokens.flags[k] & NO_SUBJECT for k in between)

    def subject_behind(self, partner: Figures) -> bool:
        """Whether the subject of a verb stands right behind it, and the partner behind a preposition."""
        marked = bool(partner) and marker(self.scene, partner[0]) in ("with", "by", "to", "from")
        between = marked and bool(self.bare) and self.bare[0][0].start < partner[0].start
        return between and self.comes_next(self.clue.at, self.bare[0][0])

    def comes_next(self, at: int, figure: Figure) -> bool:
        """Whether a figure is the first noun behind a verb: what else stands between says when and where."""
        if figure.start <= at + 1:
            return figure.start == at + 1
        return bool(self.scene.tokens.flags[at + 1] & NO_SUBJECT) and self.stands_free(figure)

    @property
    def is_during(self) -> bool:
        """Whether something is said or done during a meeting, or before or after it."""
        words = self.clue.words_before(2)
        held = event_words("holding") if set(words[1:]) & event_words("took_place") else frozenset()
        form = next(dropwhile((event_words("which_time") | held).__contains__, words), "").removeprefix("و")
        if form in event_words("of") and set(self.clue.words_before(JOINED)) & event_words("days_of"):
            # في اليوم الأول من زيارته
            return True
        if form in event_words("of") and set(self.clue.words_before(RETURN)) & event_words("returned"):
            # عاد الوزير من زيارة
            return self.word.takes == "goal"
        return self.word.prefix == "ب" or form in event_words("during") | event_words("around")

    @property
    def took_him(self) -> bool:
        """Whether a tour is told as what took somebody somewhere (جولة قادته إلى)."""
        return self.word.takes == "goal" and self.scene.form(self.clue.at + 1) in event_words("took_him")

    def belongs(self, figure: Figure) -> bool:
        """Whether a place or pair is that of the meeting, and not that of what they speak about (بحث الأوضاع في اليمن)."""
        scene, flags, ends = self.scene, self.scene.tokens.flags, {one.end for _, one in self.slots}
        k = figure.start - (1 if scene.form(figure.start) != figure.head else 2)
        k -= 2 if scene.form(k) in event_words("each") else 0
        # في قصر السلام ببغداد
        within = (j for j in range(k, max(self.clue.at, k - NEAR), -1) if scene.form(j) in event_words("within"))
        k = next((j - 1 for j in within if flags[figure.start] & BI), k)
        noun = flags[k] & DEFINITE or k > self.clue.at + NEAR
        topic = noun and not flags[k] & NO_SUBJECT
        # على هامش القمة في باريس
        topic = topic and not any(scene.form(j) in event_words("margin") for j in range(self.clue.at, k))
        return not topic or k <= self.clue.at + 1 or k + 1 in ends

    @property
    def held_in(self) -> bool:
        """Whether a place follows the word, or the adjectives of both sides, at once (المحادثات التركية العراقية في بغداد)."""
        both = 2 if self.slots and self.slots[0][0] == "between" else 1
        places = [one for before, one in self.slots[: both + 1] if before == "in" and one.kind in PLACES]
        ends = [self.clue.at + 1, *(one.end for _, one in self.slots[:both])]
        return self.word.is_noun and any(one.start - end in (0, 1) for one in places for end in ends)

    @property
    def added_place(self) -> Figure | None:
        """Place that the sentence adds behind its end (وذلك في بغداد)."""
        scene, last = self.scene, self.scene.tokens.sentence_end[self.clue.at]
        added = next((k for k in range(self.clue.limit, last) if scene.form(k) in event_words("added")), last)
        behind = (one for k in range(added, last) if (one := scene.at(k)))
        return next((one for one in behind if one.kind in PLACES[:2] and marker(scene, one) in ("in", "by")), None)

    def has_subject(self, goal: Figures) -> bool:
        """Whether a verb of travel has a subject behind it that stands for no party (غادر السجناء إلى العراق)."""
        first = next((one for _, one in self.slots if one.head in event_words("countries")), goal[0])
        scene, between = self.scene, range(self.clue.at + 1, min(first.start, goal[0].start))
        nouns = (
            k for k in between if not scene.tokens.flags[k] & NO_SUBJECT and scene.form(k) not in event_words("each")
        )
        if self.word.takes != "goal" or self.word.is_noun:
            return False
        # وصل إلى بغداد أمس سالم
        k = goal[-1].end
        while k < self.clue.limit and scene.tokens.flags[k] & (TIME | COMMA):
            k += 1
        behind = scene.at(k)
        unknown = behind and behind.name and not behind.parties and goal[0].start <= self.clue.at + 2
        named = behind and (unknown or behind.private)
        return bool(named) or any(nouns)

    @property
    def tells_of_private(self) -> bool:
        """Whether the sentence tells of players or the like before a verb."""
        named = [] if self.word.is_noun else self.scene.before(self.clue.at, self.clue.begin)
        people = (one for one in named if one.kind in ("person", "group"))
        return any(one.private or one.head.removeprefix("ال") in event_words("private") for one in people)

    def stands_free(self, figure: Figure) -> bool:
        """Whether no noun that is none of the figures goes on with a figure (الطائرة السعودية)."""
        if figure.kind == "person" and not self.word.is_noun and is_apart(self.scene, figure):
            return True
        last = begin_of_place(self.scene, figure) - 1
        among = self.scene.form(last) in event_words("among")
        free = last == self.clue.at or among or bool(self.scene.tokens.flags[last] & NO_SUBJECT)
        while last - 1 > self.clue.at and last > figure.start - NAME_WORDS and can_be_name(self.scene.tokens, last):
            # an unknown name
            last -= 1
        return free or any(one.end == last + 1 for _, one in self.slots)

    @property
    def waits(self) -> bool:
        """Whether somebody waits to receive a guest (كان في استقباله)."""
        before = set(self.clue.words_before(NEAR))
        by_whom = any(role == "agent" for role, _ in self.slots[:2])
        return self.word.is_noun and self.word.takes == "guest" and (by_whom or bool(before & event_words("waits")))

    @property
    def is_of_others(self) -> bool:
        """Whether a preposition behind a noun says who meets, before any party is named (اجتماع مع الأهالي)."""
        first = self.slots[0] if self.slots else None
        last = first[1].start - 1 if first else self.clue.limit
        if first and first[0] == "with" and not first[1].parties and first[1].kind != "pronoun":
            return True
        before = range(self.clue.at + 1, last)
        return any(preposition_roles().get(self.scene.form(k)) == "with" for k in before)

    @property
    def led_by_others(self) -> bool:
        """Whether the verb that leads a meeting has a subject of no party right behind it (عقدت اللجنة اجتماعا)."""
        k, bits = self.carrier[1] + 1, self.scene.tokens.flags
        if not self.word.is_noun or not 0 < k < self.clue.at:
            return False
        figure = self.scene.at(k)
        noun = bits[k] & DEFINITE and not bits[k] & NO_SUBJECT
        # عقد خمسة أعضاء اجتماعا
        several = bits[k] & QUANT and k + 1 < self.clue.at
        return bool(noun or several) and not (figure and figure.parties)

    def with_joined(self, at: int) -> Figures:
        """Figure of a slot and those joined to it by و."""
        joined = takewhile(lambda slot: slot[0] == "and", self.slots[at + 1 :])
        return (self.slots[at][1], *(figure for _, figure in joined))

    def marked(self, *prepositions: str) -> Iterator[Figures]:
        """Figures behind one of these prepositions, each with those joined to it."""
        for at, (before, _) in enumerate(self.slots):
            if before in prepositions:
                yield self.with_joined(at)

    @cached_property
    def bare(self) -> list[Figures]:
        """Figures behind the word without a preposition, each with those joined to it; a pronoun's (معاليه) is who is spoken of."""
        joined = is_joined_counterpart(self.clue, *self.slots[:1])
        found = [*((self.with_joined(0),) if joined else ()), *self.marked("", "agent")]
        others = next((figures for figures in found if figures[0].kind != "pronoun"), NOBODY)
        return [(figures[0].kind == "pronoun" and self.focus(others)) or figures for figures in found]

    @cached_property
    def met(self) -> Figures:
        """Those behind مع, or behind ب where it is no place."""
        for at, (before, figure) in enumerate(self.slots):
            if (
                before == "by"
                and self.word.is_noun
                and self.word.pronoun
                and self.bare
                and self.bare[0][0].start < figure.start
            ):
                continue
            met = before == "by" and figure.kind not in PLACES and figure.head not in event_words("chairs")
            if before == "with" or met:
                return self.with_joined(at) if self.near(figure) and not self._goes_with_noun(figure) else NOBODY
        return NOBODY

    def _goes_with_noun(self, figure: Figure) -> bool:
        """Whether مع and a figure that is no person belong to another noun (بحث العلاقات مع تركيا، اجتماع لبحث الأزمة مع تركيا)."""
        k, flags = figure.start - 2, self.scene.tokens.flags
        if figure.kind == "person" or figure.head in event_words("delegations") or k <= self.clue.at:
            return False
        purpose = flags[k] & DEFINITE and any(bits & LI for bits in flags[self.clue.at : k])
        if self.word.takes == "partner" and not self.word.is_noun:
            return figure.kind in PLACES and bool(purpose)
        if self.word.is_noun:
            # اجتماعا لبحث الأزمة مع قطر، اجتماعا وسط مواجهة مع فرنسا
            noun = not flags[k] & NO_SUBJECT and not any(one.end == k + 1 for _, one in self.slots)
            far = noun and k > self.clue.at + NEAR and not light_verb(self.scene.form(k))
            return figure.kind in PLACES and bool(purpose or far)
        if self.word.takes != "with":
            return False
        if self.word.lemma in event_lemmas("signing"):
            # وقعت اتفاقا مع العراق
            return False
        return not self.scene.tokens.flags[k] & NO_SUBJECT and not any(one.end == k + 1 for _, one in self.slots)

    @cached_property
    def carrier(self) -> tuple[str, int]:
        """Return what the verb that carries a noun does (lead, receive, bring), and its token; of both sides the nearer one."""
        at, tokens = self.clue.at, self.scene.tokens
        for k in range(at + 1, min(at + 2 * NEAR, self.clue.limit)):
            role = light_verb(self.scene.form(k))
            if role and (k < at + NEAR or (role == "bring" and tokens.flags[k - 1] & COMMA)):
                return role, k
        if set(self.clue.words_before(1)) & event_words("during"):
            # اتفقا لدى لقاء
            return "", -1
        for k in range(at - 1, max(self.clue.begin, at - BACK) - 1, -1):
            if tokens.flags[k] & (STOP | SEMI):
                break
            role = light_verb(self.scene.form(k))
            if role and role != "bring":
                return role, k
        return "", -1

    @cached_property
    def antecedent(self) -> Figures:
        """Who stands right before a verb as its subject: before الذي, or before the verb itself; not before a comma and و."""
        k, form = self.clue.at - 1, self.scene.form(self.clue.at)
        if self.scene.tokens.flags[k] & COMMA and form[:1] in ("و", "ف") and read_event(form[1:]):
            return NOBODY
        skipped = event_words("before_verb") | (event_words("within") if self.waits else frozenset())
        while k > self.clue.begin and (
            self.scene.form(k) in skipped or self.scene.tokens.flags[k] & (RELATIVE | COMMA | QUOTE)
        ):
            k -= 1
        found = self.scene.before(k + 1, self.clue.begin)
        if found and self.is_relative:
            # المقاتلين الذين يتوجهون
            unknown = found[0].end == k + 1 and found[0].kind in ("person", "group")
            return next(((one,) for one in found if (one.parties or unknown) and one.kind not in PLACES), NOBODY)
        if not found or found[0].end != k + 1 or (found[0].kind == "media" and not found[0].parties):
            return NOBODY
        joined = takewhile(lambda pair: marker(self.scene, pair[0]) == "and", pairwise(found))
        figures = (found[0], *(one for _, one in joined))[::-1]
        # لوفد تركي يزور بغداد
        crowd = (
            figures[0].parties
            and figures[0].kind == "group"
            and not self.scene.tokens.flags[figures[0].start] & DEFINITE
        )
        marked = not crowd and marker(self.scene, figures[0]) in ("from", "to", "in", "by")
        return NOBODY if marked else figures

    @property
    def resumes(self) -> bool:
        """Whether a verb has whom the text speaks of as its subject: behind a pronoun (أنه التقى), or قبل أن and one object."""
        before = [*self.clue.words_before(3), "", ""]
        if before[0] in event_words("before_verb") - event_words("comp"):
            before = before[1:]
        after = before[0] in event_words("comp") and before[1] in event_words("took_place")
        objects = [one for one in self.bare if any(figure.parties for figure in one)]
        during = not self.word.pronoun and self.scene.form(self.clue.at + 1) in event_words("during_it")
        called = self.word.kind == "phone" and any(before == "to" for before, _ in self.slots)
        one = len(objects) + bool(self.met or called) == 1 and self.word.takes != "goal" and not self.word.pronoun
        goes_on = one and (after or during or before[0] in event_words("also") or self._has_object_only)
        own = self.word.own and any(self.clue.begin <= at < self.clue.at for at, _ in self.scene.speakers)
        return not self.word.is_noun and (goes_on or own or before[0] in event_words("resumed"))

    @property
    def _has_object_only(self) -> bool:
        """Whether a verb with a conjunction has nobody but its object behind it (وصل إلى بغداد أمس، والتقى الرئيس)."""
        clue, flags = self.clue, self.scene.tokens.flags
        joined = self.scene.form(clue.at)[:1] in ("و", "ف") or self.scene.form(clue.at - 1) in event_words("then")
        if not joined or clue.at == clue.begin or self.word.takes != "partner" or len(self.bare) != 1 or self.met:
            return False
        first, end = self.bare[0][0], self.bare[0][-1].end
        ends = end >= clue.limit or bool(flags[end] & (NO_SUBJECT | STOP | SEMI | AND))
        return bool(first.kind in ("person", "group") or first.name) and ends and self.comes_next(clue.at, first)

    @property
    def named_before_relative(self) -> Figures:
        """Who is named right before a relative verb, or its comma."""
        found = self.scene.before(self.clue.at, self.clue.begin)[:1] if self.is_relative else []
        between = (self.scene.tokens.flags[k] for one in found for k in range(one.end, self.clue.at))
        found = [one for one in found if one.parties]
        return tuple(found) if all(bits & (RELATIVE | COMMA) for bits in between) else NOBODY

    @property
    def antecedent_place(self) -> Figures:
        """Country right before a relative verb (قبرص التي زارها)."""
        found = self.scene.before(self.clue.at, max(self.clue.begin, self.clue.at - 3)) if self.is_relative else []
        return tuple(one for one in found[:1] if one.kind in PLACES)

    @property
    def is_relative(self) -> bool:
        """Whether a verb stands in a relative clause."""
        tokens, at = self.scene.tokens, self.clue.at
        return any(tokens.flags[k] & RELATIVE for k in range(max(self.clue.begin, at - 2), at))

    def focus(self, without: Figures) -> Figures:
        """Whom the text speaks of at the clue, without those who are of the other side."""
        others = {party for figure in without for party in figure.parties}
        speaking = [one for at, one in self.scene.speakers if self.clue.begin <= at < self.clue.at and one.name]
        for figure in in_focus(self.clue, during=self.is_during):
            if set(figure.parties) <= others and figure in speaking:
                break
            if set(figure.parties) - others and figure not in without and self._agrees(figure):
                return (figure,)
        if self.word.takes != "goal" or self.word.pronoun != "one" or not self.is_during:
            return NOBODY
        # اتفقت مع الرئيس خلال زيارته
        named = self.scene.before(self.clue.at, max(self.clue.begin, self.clue.at - BACK))
        return tuple(one for one in named if one.kind == "person" and set(one.parties) - others)[:1]

    def _agrees(self, figure: Figure) -> bool:
        """Whether the pronoun or the verb can mean a figure: "their" is no single person's, and a feminine verb tells of no man."""
        if figure.kind != "person":
            return True
        form = self.scene.form(self.clue.at)
        feminine = form.endswith("ت") if self.word.tense == "past" else form.lstrip("وف").startswith("ت")
        she = feminine and not self.word.is_noun and not self.word.own
        they = self.word.several and not self.resumes
        return not (they or (self.word.pronoun in ("two", "many") and figure.name)) and (
            not she or figure.head.endswith("ه")
        )


def parties_of(figures: Figures) -> set[str]:
    """Parties for which figures stand."""
    return {party for figure in figures for party in figure.parties}
