"""Who has the floor: one walk through an article that gives every statement its speaker."""

from __future__ import annotations

from operator import itemgetter

from taawun.statements.mentions.mentions import Mention, read_mention
from taawun.statements.reading.features import TURN, TURN_WORD
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.speakers.actors import Actor, find_actors
from taawun.statements.speakers.entities import EntityRegister

_TURNED = TURN | TURN_WORD
_SPOKESMEN = word_group("spokesmen")
#: rule of the speaker by the rule of the subject; a subject found in another way is overt
_RULES = {
    "before": "before",
    "antecedent": "antecedent",
    "relayed-by": "relayed",
    "mouthpiece": "relayed",
    "relayed": "relayed",
    "genitive": "genitive",
}
#: gender and number of whom a pronoun goes back to (قوله، قولها، قولهم)
_PRONOUNS = {"ها": ("f", "s"), "هم": ("", "p")}
#: an antecedent stands at most so many tokens before its verb
_FARTHEST_ANTECEDENT = 24


def attribute_candidates(
    tokens: Tokens, register: EntityRegister, candidates: list[CandidateStatement], persons: list[Mention]
) -> None:
    """Give every candidate its speaker: mentions, actors and candidates in text order; the floor passes as the text says."""
    tracker = SpeakerTracker(tokens, register)
    events: list[tuple[int, int, Mention | Actor | CandidateStatement]] = [
        (mention.start, 0, mention) for mention in persons
    ]
    events += [(actor.position, 1, actor) for actor in find_actors(tokens, {candidate.cue for candidate in candidates})]
    events += [(candidate.cue, 2, candidate) for candidate in candidates]
    events.sort(key=itemgetter(0, 1))
    for _, _, event in events:
        if isinstance(event, CandidateStatement):
            tracker.speak(event)
        elif isinstance(event, Actor):
            tracker.narrate(event)
        else:
            register.link(event)
    _settle_media(candidates)


class SpeakerTracker:
    """Who spoke last, and who is being narrated about.

    Attributes
    ----------
    recent
        Entities that have had the floor, the last one at the end.
    sentence
        By first token of a sentence: who acts or speaks in it.
    last
        The candidate before.
    """

    def __init__(self, tokens: Tokens, register: EntityRegister) -> None:
        self.tokens, self.register = tokens, register
        self.recent: list[int] = []
        self.sentence: dict[int, int] = {}
        self.last: CandidateStatement | None = None

    @property
    def focus(self) -> int | None:
        """Who had the floor last."""
        return self.recent[-1] if self.recent else None

    def take(self, entity: int) -> None:
        """Give a speaker the floor."""
        if entity in self.recent:
            self.recent.remove(entity)
        self.recent.append(entity)

    def narrate(self, actor: Actor) -> None:
        """Note who acts in what is told; a strong verb (استقبل) gives the floor, another holds its sentence only."""
        span, last = actor.span, self.last
        if (last is not None and any(a <= span[0] < b for a, b in last.content)) and (
            last.speaker is None or self.register.entities[last.speaker].kind != "media"
        ):
            # told inside someone's statement: only a medium's report changes who acts
            return
        mention = read_mention(self.tokens, *span)
        entity = self.register.link(mention, self.focus)
        if entity is None:
            return
        self.sentence[self.tokens.sentence_start[span[0]]] = entity
        if actor.strong:
            self.take(entity)

    def speak(self, candidate: CandidateStatement) -> None:
        """Find the speaker of a candidate and pass the floor on."""
        sentence = self.tokens.sentence_start[candidate.cue]
        outer = candidate.outer
        if candidate.subject is not None:
            entity = self._overt(candidate)
        elif self.last is not None and self._for_principal(candidate, sentence):
            entity, outer, candidate.speaker_rule = self.last.speaker, self.last.outer, "governing"
        else:
            entity = self._left_out(candidate, sentence)
        candidate.speaker = entity
        self.last = candidate
        if outer is not None and not self._is_frame(outer, candidate):
            candidate.level = 2
            if not self._passes_on(outer, entity):
                return
        if entity is not None and not (candidate.source is not None and self.register.entities[entity].kind == "media"):
            self.take(entity)
            self.sentence[sentence] = entity

    def _overt(self, candidate: CandidateStatement) -> int | None:
        """Speaker of a candidate that names one, or has معاليه."""
        assert candidate.subject is not None
        clause = candidate.clause
        mention = read_mention(self.tokens, *candidate.subject)
        # the verb shows whether its subject is a woman; who only lends the tongue is no subject
        shows = (
            clause is not None
            and clause.form.kind in ("past", "present")
            and clause.subject_rule not in ("relayed-by", "mouthpiece")
        )
        agreeing = ""
        if clause is not None and shows and mention.kind in ("person", "unknown") and not mention.plural:
            agreeing = clause.form.gender
        avoid = self.focus if _turned(self.tokens, candidate.left) else None
        entity = self.register.link(mention, self.focus, agreeing, avoid)
        candidate.speaker_rule = _RULES.get(clause.subject_rule if clause else "", "overt")
        if mention.kind == "pronoun":
            candidate.speaker_rule = "honorific"
        if candidate.source is not None:
            candidate.speaker_rule = "source"
        else:
            self._note_relay(candidate)
        return entity

    def _left_out(self, candidate: CandidateStatement, sentence: int) -> int | None:
        """Speaker of a candidate whose subject is left out."""
        clause = candidate.clause
        entity: int | None = None
        if clause is not None and clause.position == "relative":
            entity, candidate.speaker_rule = self._antecedent(candidate.cue), "antecedent"
        elif clause is not None and clause.subject_rule == "joint":
            entity, candidate.speaker_rule = self._joint(), "joint"
        elif clause is not None and self._same_sentence(candidate, sentence):
            entity, candidate.speaker_rule = self.sentence[sentence], "governing"
            if not self._agrees(entity, clause.form.gender, clause.form.number):
                entity = self._carried(clause.form.gender, clause.form.number)
        if entity is None and (candidate.source is not None or (clause is not None and clause.relay is not None)):
            entity, candidate.speaker_rule = self._behind_pronoun(candidate), "carried"
            self._note_relay(candidate)
        if entity is None:
            gender, number = (clause.form.gender, clause.form.number) if clause else ("", "s")
            entity, candidate.speaker_rule = self._carried(gender, number), "carried"
        return entity

    def _note_relay(self, candidate: CandidateStatement) -> None:
        if candidate.clause is not None and candidate.clause.relay is not None:
            candidate.relay = self.register.link(read_mention(self.tokens, *candidate.clause.relay))

    def _behind_pronoun(self, candidate: CandidateStatement) -> int | None:
        """نقلت عنه الوكالة قوله، على حد قولها: the pronoun goes back to the last one who speaks, inside or outside."""
        form = candidate.clause.form if candidate.clause else None
        suffix = (
            form.suffix
            if form is not None and form.kind == "noun"
            else self.tokens.forms[self._own_word(candidate)].form[-2:]
        )
        gender, number = _PRONOUNS.get(suffix, ("m", "s"))
        inner = self.last.speaker if self.last is not None else None
        if inner is not None and self._agrees(inner, gender, number):
            return inner
        return self._carried(gender, number)

    def _own_word(self, candidate: CandidateStatement) -> int:
        """Token of the noun with the pronoun of who speaks (حسب رأيه)."""
        return candidate.source.end - 1 if candidate.source is not None else candidate.cue

    def _same_sentence(self, candidate: CandidateStatement, sentence: int) -> bool:
        """Whether who acts in the sentence speaks in a participle, a verbal noun or a later main clause of it."""
        clause = candidate.clause
        if clause is None or sentence not in self.sentence:
            return False
        if clause.rule == "nominal:relayed" and clause.relay:
            return False
        later = candidate.outer is None and candidate.cue > sentence
        return clause.form.kind in ("participle", "noun") or later

    def _for_principal(self, candidate: CandidateStatement, sentence: int) -> bool:
        """Whether a candidate goes on with what a spokesman reports of his principal in this sentence."""
        clause, last = candidate.clause, self.last
        if clause is None or clause.position == "relative":
            return False
        if clause.form.kind != "participle" and not (clause.form.proclitic and candidate.outer is None):
            return False
        if last is None or last.outer is None or last.outer.speaker is None or last.speaker is None:
            return False
        if self.tokens.sentence_start[last.cue] != sentence or last.level != 2:
            return False
        return bool(self.register.entities[last.outer.speaker].heads & _SPOKESMEN)

    def _passes_on(self, outer: CandidateStatement, entity: int | None) -> bool:
        """Whether a document or body reports a person and so hands the floor to that person."""
        if entity is None or outer.speaker is None:
            return False
        kind = self.register.entities[outer.speaker].kind
        return kind in ("document", "institution") and self.register.entities[entity].kind == "person"

    def _is_frame(self, outer: CandidateStatement, inner: CandidateStatement) -> bool:
        """Whether a medium only passes on: what it reports begins with the inner statement."""
        if outer.speaker is None or self.register.entities[outer.speaker].kind != "media" or outer.clause is None:
            return False
        past = inner.clause is not None and inner.clause.form.kind != "present"
        if past and inner.left - outer.clause.content <= 3:
            outer.frame = True
        return outer.frame

    def _joint(self) -> int | None:
        """Return the speaker of an agentless report (تم التأكيد على): the last joint entity, else both sides unnamed."""
        for index in range(len(self.register.entities) - 1, -1, -1):
            if self.register.entities[index].plural and self.register.entities[index].kind == "group":
                return index
        return self.register.add_unnamed("الجانبان")

    def _carried(self, gender: str, number: str) -> int | None:
        """Find the last one who had the floor and agrees; nobody agreeing, the last one."""
        for entity in reversed(self.recent):
            if self._agrees(entity, gender, number):
                return entity
        return self.focus

    def _agrees(self, index: int, gender: str, number: str) -> bool:
        entity = self.register.entities[index]
        if number in ("d", "p"):
            return entity.plural or entity.kind in ("group", "anonymous")
        if gender == "f":
            return entity.gender == "f" or (entity.plural and entity.kind in ("anonymous", "media"))
        if gender == "m":
            return entity.gender != "f" and not entity.plural
        return True

    def _antecedent(self, cue: int) -> int | None:
        """Find who was named last before الذي."""
        for start in range(cue - 1, cue - 1 - _FARTHEST_ANTECEDENT, -1):
            if start in self.register.by_start:
                return self.register.by_start[start]
        return None


def _turned(tokens: Tokens, position: int) -> bool:
    """Whether a strong turn marker (من جانبه، بدوره) stands right before a clause."""
    for k in range(position - 1, max(tokens.sentence_start[position], position - 4) - 1, -1):
        if tokens.flags[k] & _TURNED:
            return True
    return False


def _settle_media(candidates: list[CandidateStatement]) -> None:
    """Make media that only pass on what others said their relay, not speakers."""
    for candidate in candidates:
        if candidate.outer is not None and candidate.outer.frame and candidate.outer.speaker != candidate.speaker:
            candidate.relay = candidate.outer.speaker
            candidate.outer.dropped = True
