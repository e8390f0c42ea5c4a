"""Who has the floor: one walk through an article that gives every statement its speaker."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter

from taawun.lexicons import setting
from taawun.rules import id_of, rule
from taawun.statements.mentions.mentions import Mention, read_mention
from taawun.statements.reading.features import TURN, TURN_WORD
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.speakers.actors import Actor, find_actors
from taawun.statements.speakers.entities import EntityRegister
from taawun.statements.speakers.floor import choose_speaker, named_before, spoke_before
from taawun.statements.speakers.link import link_mention
from taawun.statements.speakers.nobody_agrees import NOBODY_AGREES, Resort
from taawun.statements.speakers.turns import Turn

_TURNED = TURN | TURN_WORD
_TURN_REACHES = setting("turn_reaches")
_FRAME_REACHES = setting("frame_reaches")
#: rule of the speaker by the rule of the subject; a subject found in another way is overt
_RULES = {
    "before": "before",
    "antecedent": "antecedent",
    "relayed-by": "relayed",
    "mouthpiece": "relayed",
    "relayed": "relayed",
    "genitive": "genitive",
}
#: speaker rule by the rule that chose who speaks where the subject is left out
_LEFT_OUT = {
    "principal": "principal",
    "antecedent": "antecedent",
    "joint": "joint",
    "governing": "governing",
    "owner": "owner",
    "author": "author",
    "inside": "inside",
    "reported": "reported",
    id_of(spoke_before): "carried",
    id_of(named_before): "last",
    "last": "last",
    "new": "last",
}
_ISSUED = word_group("communiques") | word_group("communiques_issued")
#: speakers who go on inside what another one reports of them
_GO_ON_INSIDE = ("principal", "inside")
#: subjects that lend somebody their tongue: the verb does not agree with them
_NO_SUBJECT = ("relayed-by", "mouthpiece")


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
            link_mention(register, event)
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
        if self.last is not None and told_inside(actor, self.last, self.register):
            return
        entity = link_mention(self.register, read_mention(self.tokens, *actor.span), self.focus)
        if entity is None:
            return
        sentence = self.tokens.sentence_start[actor.span[0]]
        self.sentence[sentence] = entity
        self._note_communique(entity, (actor.span[1], self.tokens.sentence_end[sentence]))
        if actor.strong:
            self.take(entity)

    def speak(self, candidate: CandidateStatement) -> None:
        """Find the speaker of a candidate and pass the floor on."""
        sentence = self.tokens.sentence_start[candidate.cue]
        outer, resort = candidate.outer, None
        if candidate.subject is not None:
            self._name_speaker(candidate)
        else:
            turn = Turn(self.register, candidate, sentence, self.sentence.get(sentence), self.last, self.recent)
            choice = self.register.turns[candidate.cue] = choose_speaker(turn)
            candidate.speaker, candidate.speaker_rule = choice.winner, _LEFT_OUT[choice.rule]
            if candidate.speaker_rule in _GO_ON_INSIDE and self.last is not None:
                outer = self.last.outer
            resort = self._look_in_sentence(candidate, turn) if candidate.speaker_rule == "last" else None
            if resort is not None and resort.speaker_rule in _GO_ON_INSIDE:
                outer = self.last
        found = candidate.source or candidate.clause
        if candidate.clause is not None:
            start = self.tokens.sentence_start[candidate.cue]
            start = start if candidate.outer is None else candidate.left
            self._note_communique(candidate.speaker, (start, candidate.clause.content))
        if found is not None and found.relay is not None:
            candidate.relay = link_mention(self.register, read_mention(self.tokens, *found.relay))
        self.last = candidate
        if outer is not None and not frames(candidate, outer, self.register):
            candidate.level = 2
            if not hands_on(candidate, outer, self.register):
                return
        elif outer is not None:
            outer.frame = True
        if resort is None or resort.takes_floor:
            self._take_floor(candidate, sentence)
        elif candidate.speaker is not None:
            self.sentence[sentence] = candidate.speaker

    def _look_in_sentence(self, candidate: CandidateStatement, turn: Turn) -> Resort | None:
        """Nobody who had the floor agrees with the verb: somebody the sentence tells of may."""
        for resort in NOBODY_AGREES:
            span = resort.find(turn)
            if span is not None:
                mention = read_mention(self.tokens, *span)
                candidate.speaker = link_mention(self.register, mention, self.focus, turn.agreement[0])
                candidate.speaker_rule = resort.speaker_rule
                choice = self.register.turns[candidate.cue]
                self.register.turns[candidate.cue] = replace(choice, rule=id_of(resort.find), winner=candidate.speaker)
                return resort
        return None

    def _take_floor(self, candidate: CandidateStatement, sentence: int) -> None:
        """Give the speaker the floor; not a medium that a source phrase names."""
        entity = candidate.speaker
        if entity is None or (candidate.source is not None and self.register.entities[entity].kind == "media"):
            return
        self.take(entity)
        self.sentence[sentence] = entity

    def _note_communique(self, entity: int | None, span: tuple[int, int]) -> None:
        if entity is None or self.register.entities[entity].kind == "document":
            return
        if issues_communique(self.tokens, span):
            self.register.note_communique(entity)

    def _name_speaker(self, candidate: CandidateStatement) -> None:
        """Speaker of a candidate that names one, or has معاليه."""
        assert candidate.subject is not None
        clause = candidate.clause
        mention = read_mention(self.tokens, *candidate.subject)
        gender = ""
        if clause is not None and clause.subject_rule not in _NO_SUBJECT and mention.kind in ("person", "unknown"):
            # the verb shows whether its subject is a woman
            gender = clause.form.gender
        turned = _turned(self.tokens, candidate.left)
        candidate.speaker = link_mention(self.register, mention, self.focus, gender, turned=turned)
        candidate.link_rule = self.register.choices[mention.start].rule
        candidate.speaker_rule = "source" if candidate.source is not None else "overt"
        if mention.kind == "pronoun":
            candidate.speaker_rule = "honorific"
        elif clause is not None:
            candidate.speaker_rule = _RULES.get(clause.subject_rule, "overt")


@rule
def issues_communique(tokens: Tokens, span: tuple[int, int]) -> bool:
    """Who says something in a communique, or issues one, is whom the communique speaks for.

    + أعلنت وزارة الدفاع الكينية في بيان أن الجيش جاهز. وأضاف البيان أن العمل مستمر.
      => أعلنت (وزارة الدفاع الكينية) الجيش جاهز ; وأضاف (وزارة الدفاع الكينية) العمل مستمر
    + أصدرت وزارة الدفاع الكينية بيانا. وأكد البيان أن العمل مستمر. => وأكد (وزارة الدفاع الكينية) العمل مستمر
    - أصدرت وزارة الدفاع الكينية قرارا. وأكد البيان أن العمل مستمر. => وأكد (البيان) العمل مستمر
    """
    return not _ISSUED.isdisjoint(tokens.plain[slice(*span)])


@rule
def told_inside(actor: Actor, last: CandidateStatement, register: EntityRegister) -> bool:
    """What somebody tells in a statement does not change who acts; what an agency tells does.

    + قال سالم الراشدي إن الجسر آمن. وأضاف أن المدير نادر حداد زار المدينة. وأكد أن العمل مستمر.
      => قال (سالم الراشدي) الجسر آمن ; وأضاف (سالم الراشدي) المدير نادر حداد زار المدينة ; وأكد (سالم الراشدي) العمل
        مستمر
    + قال سالم الراشدي إن الوزير استقبل الوفد. وأضاف أن العمل مستمر.
      => قال (سالم الراشدي) الوزير استقبل الوفد ; وأضاف (سالم الراشدي) العمل مستمر
    - ذكرت الوكالة أن الوزير استقبل الوفد. وأضاف أن العمل مستمر.
      => ذكرت (الوكالة) الوزير استقبل الوفد ; وأضاف (الوزير) العمل مستمر
    """
    inside = any(a <= actor.span[0] < b for a, b in last.content)
    return inside and (last.speaker is None or register.entities[last.speaker].kind != "media")


@rule
def frames(inner: CandidateStatement, outer: CandidateStatement, register: EntityRegister) -> bool:
    """A medium only passes on what somebody said when its report begins with that statement, in the past tense.

    + ذكرت وكالة رويترز أن الوزير سالم الراشدي أكد أن الجسر آمن.
      => أكد (الوزير سالم الراشدي) الجسر آمن {relay وكالة رويترز}
    - ذكرت وكالة رويترز أن الوزير سالم الراشدي يؤكد أن الجسر آمن.
      => ذكرت (وكالة رويترز) الوزير سالم الراشدي يؤكد أن الجسر آمن ; يؤكد (الوزير سالم الراشدي) الجسر آمن {level 2}
    - قال نادر حداد إن الوزير سالم الراشدي أكد أن الجسر آمن.
      => قال (نادر حداد) الوزير سالم الراشدي أكد أن الجسر آمن ; أكد (الوزير سالم الراشدي) الجسر آمن {level 2}
    """
    if outer.speaker is None or register.entities[outer.speaker].kind != "media" or outer.clause is None:
        return False
    past = inner.clause is not None and inner.clause.form.kind != "present"
    return past and inner.left - outer.clause.content <= _FRAME_REACHES


@rule
def hands_on(inner: CandidateStatement, outer: CandidateStatement, register: EntityRegister) -> bool:
    """A document or body that reports a person hands the floor to that person.

    + قال البيان إن الوزير أكد أن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (البيان) الوزير أكد أن الجسر آمن ; أكد (الوزير) الجسر آمن {level 2} ; وأضاف (الوزير) العمل مستمر
    + قالت الوزارة إن الوزير سالم الراشدي أكد أن الجسر آمن. وأضاف أن العمل مستمر.
      => قالت (الوزارة) الوزير سالم الراشدي أكد أن الجسر آمن ; أكد (الوزير سالم الراشدي) الجسر آمن {level 2} ; وأضاف
        (الوزير سالم الراشدي) العمل مستمر
    - قال نادر حداد إن الوزير سالم الراشدي أكد أن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (نادر حداد) الوزير سالم الراشدي أكد أن الجسر آمن ; أكد (الوزير سالم الراشدي) الجسر آمن {level 2} ; وأضاف
        (نادر حداد) العمل مستمر
    - قال البيان إن الوزارة أكدت أن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (البيان) الوزارة أكدت أن الجسر آمن ; أكدت (الوزارة) الجسر آمن {level 2} ; وأضاف (البيان) العمل مستمر
    """
    if inner.speaker is None or outer.speaker is None:
        return False
    kind = register.entities[outer.speaker].kind
    return kind in ("document", "institution") and register.entities[inner.speaker].kind == "person"


def _turned(tokens: Tokens, position: int) -> bool:
    """Whether a strong turn marker (من جانبه، بدوره) stands right before a clause."""
    first = max(tokens.sentence_start[position], position - _TURN_REACHES)
    return any(tokens.flags[k] & _TURNED for k in range(first, position))


def _settle_media(candidates: list[CandidateStatement]) -> None:
    """Make media that only pass on what others said their relay, not speakers."""
    for candidate in candidates:
        if candidate.outer is not None and candidate.outer.frame and candidate.outer.speaker != candidate.speaker:
            candidate.relay = candidate.outer.speaker
            candidate.outer.dropped = True
