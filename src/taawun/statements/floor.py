"""Who has the floor: one walk through an article that gives every statement its speaker."""

from __future__ import annotations

from operator import itemgetter

from taawun.statements.cast import Cast
from taawun.statements.claims import Claim
from taawun.statements.lexical import BITS, word_group
from taawun.statements.mentions import Mention, read_mention
from taawun.statements.narration import Actor, find_actors
from taawun.statements.tokens import Tokens

_B = BITS
_TURNED = _B["TURN"] | _B["TURN_WORD"]
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


def attribute_claims(tokens: Tokens, cast: Cast, claims: list[Claim], persons: list[Mention]) -> None:
    """Give every claim its speaker: mentions, actors and claims in text order; the floor passes as the text says."""
    floor = Floor(tokens, cast)
    events: list[tuple[int, int, Mention | Actor | Claim]] = [(mention.start, 0, mention) for mention in persons]
    events += [(actor.position, 1, actor) for actor in find_actors(tokens, {claim.cue for claim in claims})]
    events += [(claim.cue, 2, claim) for claim in claims]
    events.sort(key=itemgetter(0, 1))
    for _, _, event in events:
        if isinstance(event, Claim):
            floor.speak(event)
        elif isinstance(event, Actor):
            floor.narrate(event)
        else:
            cast.link(event)
    _settle_media(claims)


class Floor:
    """Who spoke last, and who is being narrated about.

    Attributes
    ----------
    recent
        Entities that have had the floor, the last one at the end.
    sentence
        By first token of a sentence: who acts or speaks in it.
    last
        The claim before.
    """

    def __init__(self, tokens: Tokens, cast: Cast) -> None:
        self.tokens, self.cast = tokens, cast
        self.recent: list[int] = []
        self.sentence: dict[int, int] = {}
        self.last: Claim | None = None

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
            last.speaker is None or self.cast.entities[last.speaker].kind != "media"
        ):
            # told inside someone's statement: only a medium's report changes who acts
            return
        mention = read_mention(self.tokens, *span)
        entity = self.cast.link(mention, self.focus)
        if entity is None:
            return
        self.sentence[self.tokens.sentence_start[span[0]]] = entity
        if actor.strong:
            self.take(entity)

    def speak(self, claim: Claim) -> None:
        """Find the speaker of a claim and pass the floor on."""
        sentence = self.tokens.sentence_start[claim.cue]
        outer = claim.outer
        if claim.subject is not None:
            entity = self._overt(claim)
        elif self.last is not None and self._for_principal(claim, sentence):
            entity, outer, claim.speaker_rule = self.last.speaker, self.last.outer, "governing"
        else:
            entity = self._left_out(claim, sentence)
        claim.speaker = entity
        self.last = claim
        if outer is not None and not self._is_frame(outer, claim):
            claim.level = 2
            if not self._passes_on(outer, entity):
                return
        if entity is not None and not (claim.source is not None and self.cast.entities[entity].kind == "media"):
            self.take(entity)
            self.sentence[sentence] = entity

    def _overt(self, claim: Claim) -> int | None:
        """Speaker of a claim that names one, or has معاليه."""
        assert claim.subject is not None
        clause = claim.clause
        mention = read_mention(self.tokens, *claim.subject)
        # the verb shows whether its subject is a woman; who only lends the tongue is no subject
        shows = (
            clause is not None
            and clause.form.kind in ("past", "present")
            and clause.subject_rule not in ("relayed-by", "mouthpiece")
        )
        agreeing = ""
        if clause is not None and shows and mention.kind in ("person", "unknown") and not mention.plural:
            agreeing = clause.form.gender
        avoid = self.focus if _turned(self.tokens, claim.left) else None
        entity = self.cast.link(mention, self.focus, agreeing, avoid)
        claim.speaker_rule = _RULES.get(clause.subject_rule if clause else "", "overt")
        if mention.kind == "pronoun":
            claim.speaker_rule = "honorific"
        if claim.source is not None:
            claim.speaker_rule = "source"
        else:
            self._note_relay(claim)
        return entity

    def _left_out(self, claim: Claim, sentence: int) -> int | None:
        """Speaker of a claim whose subject is left out."""
        clause = claim.clause
        entity: int | None = None
        if clause is not None and clause.position == "relative":
            entity, claim.speaker_rule = self._antecedent(claim.cue), "antecedent"
        elif clause is not None and clause.subject_rule == "joint":
            entity, claim.speaker_rule = self._joint(), "joint"
        elif clause is not None and self._same_sentence(claim, sentence):
            entity, claim.speaker_rule = self.sentence[sentence], "governing"
            if not self._agrees(entity, clause.form.gender, clause.form.number):
                entity = self._carried(clause.form.gender, clause.form.number)
        if entity is None and (claim.source is not None or (clause is not None and clause.relay is not None)):
            entity, claim.speaker_rule = self._behind_pronoun(claim), "carried"
            self._note_relay(claim)
        if entity is None:
            gender, number = (clause.form.gender, clause.form.number) if clause else ("", "s")
            entity, claim.speaker_rule = self._carried(gender, number), "carried"
        return entity

    def _note_relay(self, claim: Claim) -> None:
        if claim.clause is not None and claim.clause.relay is not None:
            claim.relay = self.cast.link(read_mention(self.tokens, *claim.clause.relay))

    def _behind_pronoun(self, claim: Claim) -> int | None:
        """نقلت عنه الوكالة قوله، على حد قولها: the pronoun goes back to the last one who speaks, inside or outside."""
        form = claim.clause.form if claim.clause else None
        suffix = (
            form.suffix
            if form is not None and form.kind == "noun"
            else self.tokens.forms[self._own_word(claim)].form[-2:]
        )
        gender, number = _PRONOUNS.get(suffix, ("m", "s"))
        inner = self.last.speaker if self.last is not None else None
        if inner is not None and self._agrees(inner, gender, number):
            return inner
        return self._carried(gender, number)

    def _own_word(self, claim: Claim) -> int:
        """Token of the noun with the pronoun of who speaks (حسب رأيه)."""
        return claim.source.end - 1 if claim.source is not None else claim.cue

    def _same_sentence(self, claim: Claim, sentence: int) -> bool:
        """Whether who acts in the sentence speaks in a participle, a verbal noun or a later main clause of it."""
        clause = claim.clause
        if clause is None or sentence not in self.sentence:
            return False
        if clause.rule == "nominal:relayed" and clause.relay:
            return False
        later = claim.outer is None and claim.cue > sentence
        return clause.form.kind in ("participle", "noun") or later

    def _for_principal(self, claim: Claim, sentence: int) -> bool:
        """Whether a claim goes on with what a spokesman reports of his principal in this sentence."""
        clause, last = claim.clause, self.last
        if clause is None or clause.position == "relative":
            return False
        if clause.form.kind != "participle" and not (clause.form.proclitic and claim.outer is None):
            return False
        if last is None or last.outer is None or last.outer.speaker is None or last.speaker is None:
            return False
        if self.tokens.sentence_start[last.cue] != sentence or last.level != 2:
            return False
        return bool(self.cast.entities[last.outer.speaker].heads & _SPOKESMEN)

    def _passes_on(self, outer: Claim, entity: int | None) -> bool:
        """Whether a document or body reports a person and so hands the floor to that person."""
        if entity is None or outer.speaker is None:
            return False
        kind = self.cast.entities[outer.speaker].kind
        return kind in ("document", "institution") and self.cast.entities[entity].kind == "person"

    def _is_frame(self, outer: Claim, inner: Claim) -> bool:
        """Whether a medium only passes on: what it reports begins with the inner statement."""
        if outer.speaker is None or self.cast.entities[outer.speaker].kind != "media" or outer.clause is None:
            return False
        past = inner.clause is not None and inner.clause.form.kind != "present"
        if past and inner.left - outer.clause.content <= 3:
            outer.frame = True
        return outer.frame

    def _joint(self) -> int | None:
        """Return the speaker of an agentless report (تم التأكيد على): the last joint entity, else both sides unnamed."""
        for index in range(len(self.cast.entities) - 1, -1, -1):
            if self.cast.entities[index].plural and self.cast.entities[index].kind == "group":
                return index
        return self.cast.add_unnamed("الجانبان")

    def _carried(self, gender: str, number: str) -> int | None:
        """Find the last one who had the floor and agrees; nobody agreeing, the last one."""
        for entity in reversed(self.recent):
            if self._agrees(entity, gender, number):
                return entity
        return self.focus

    def _agrees(self, index: int, gender: str, number: str) -> bool:
        entity = self.cast.entities[index]
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
            if start in self.cast.by_start:
                return self.cast.by_start[start]
        return None


def _turned(tokens: Tokens, position: int) -> bool:
    """Whether a strong turn marker (من جانبه، بدوره) stands right before a clause."""
    for k in range(position - 1, max(tokens.sentence_start[position], position - 4) - 1, -1):
        if tokens.flags[k] & _TURNED:
            return True
    return False


def _settle_media(claims: list[Claim]) -> None:
    """Make media that only pass on what others said their relay, not speakers."""
    for claim in claims:
        if claim.outer is not None and claim.outer.frame and claim.outer.speaker != claim.speaker:
            claim.relay = claim.outer.speaker
            claim.outer.dropped = True
