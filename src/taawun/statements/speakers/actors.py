"""Who acts in what an article tells: subjects of استقبل، زار and of other verbs that open a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, count
from operator import attrgetter

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.preverbal import reaches
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BE,
    BI,
    COMMA,
    COMP,
    CONJ,
    DEFINITE,
    HONORIFIC,
    LI,
    NAME,
    NEG,
    OCCASION,
    OFFICE,
    ORGAN,
    PREP,
    PREP_PRONOUN,
    PRON,
    RANK,
    RELATIVE,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

Span = tuple[int, int]

#: these begin a clause of another kind: no verb of narration follows them
_NO_VERB = DEFINITE | BI | LI | COMP | PRON | NEG
#: behind these a verb belongs to a clause inside
_OTHER_CLAUSE = COMP | PRON | RELATIVE | CONJ
_OPENING_WORDS = BE | COMP | CONJ
_ADVERBIAL = PREP | ADJUNCT | TIME | CONJ
_PASSED_OVER = TIME | ADVERB | TURN_WORD
_TURNS = TURN | TURN_WORD
_OPENINGS = word_group("openings")
_TONGUES = word_group("tongues")
_ASKED = word_group("asked")
_WE_MET, _OUTLET_MET = word_group("we_met"), word_group("outlet_met")
_ANSWERING = _ASKED | _WE_MET | _OUTLET_MET
_OPENING_REACHES, _VERB_REACHES = setting("opening_reaches"), setting("first_verb_reaches")
_CLAUSE_REACHES = setting("agency_clause_reaches")
_OBJECT_REACHES = setting("object_reaches")
_TITLED = OFFICE | HONORIFIC | RANK
_ACTING = ("person", "anonymous", "institution", "group")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: `position` in the text, token `span` of the mention.

    A `strong` verb (استقبل) gives the actor the floor, another one for its sentence only.
    """

    position: int
    span: Span
    strong: bool

    @property
    def place(self) -> Span:
        """Tokens of the mention."""
        return self.span


def find_actors(tokens: Tokens, reporting: set[int]) -> list[Actor]:
    """Who acts in what is told; `reporting` are the reporting words, whose subjects are known."""
    found: list[Actor] = []
    forms = tokens.forms
    telling = compress(count(), map(attrgetter("narrates"), forms))
    for i in sorted({*tokens.sentence_start, *telling, *tokens.find(_ANSWERING | _TONGUES)}):
        form = forms[i]
        asked = _find_asked(tokens, i) if form.form in _ANSWERING else None
        if asked is not None:
            found.append(Actor(i, asked, True))
            continue
        if i == tokens.sentence_start[i]:
            found += _in_opening(tokens, i, reporting)
            continue
        tongue = lends_tongue(tokens, i) if form.form in _TONGUES else None
        if tongue is not None:
            found.append(Actor(i, tongue, True))
        if form.narrates:
            subjects = (speaks_on_occasion(tokens, i), acts_in_agency_clause(tokens, i))
            found += [Actor(i, span, True) for span in subjects if span is not None]
    return found


def _in_opening(tokens: Tokens, start: int, reporting: set[int]) -> Iterator[Actor]:
    """Subject that opens a sentence, and subject of its first verb."""
    span = opens_sentence(tokens, start)
    if span is not None:
        yield Actor(span[0], span, bool(tokens.flags[span[0] - 1] & BE))
    verb = first_verb(tokens, start)
    if verb is not None and verb not in reporting:
        strong = bool(tokens.forms[verb].narrates or tokens.forms[verb].cues)
        subject = followsfirst_verb(tokens, verb, strong)
        if subject is not None:
            yield Actor(verb, subject, strong)


@rule(silence=None)
def lends_tongue(tokens: Tokens, k: int) -> Span | None:
    """Who lends his tongue (جاء ذلك على لسان فلان) is the one who goes on speaking.

    + وجاء الرد على لسان سالم الراشدي. وأكد أن العمل مستمر. => وأكد (سالم الراشدي) العمل مستمر
    - وكان لسان المدير طويلا. وأكد أن العمل مستمر. => وأكد (?) العمل مستمر
    """
    stop = phrase_end(tokens, k + 1, tokens.sentence_end[k])
    return (k + 1, stop) if tokens.flags[k - 1] & PREP and stop > k + 1 else None


@rule(silence=None)
def is_asked(tokens: Tokens, verb: int) -> Span | None:
    """Who was asked (سئل فلان عن) is the one who answers.

    + قال الوزير سالم الراشدي إن السد آمن. وعندما سئل المدير نادر حداد عن موقف الرئيس قال إن الحل بعيد.
      => قال (الوزير سالم الراشدي) السد آمن ; قال (المدير نادر حداد) الحل بعيد
    + قال الوزير سالم الراشدي إن السد آمن. وسئل المدير نادر حداد عن المطار. وأجاب بأن العمل مستمر.
      => قال (الوزير سالم الراشدي) السد آمن ; وأجاب (المدير نادر حداد) العمل مستمر
    - قال الوزير سالم الراشدي إن السد آمن. وسئل عن المطار، فأجاب بأن العمل مستمر.
      => قال (الوزير سالم الراشدي) السد آمن ; فأجاب (الوزير سالم الراشدي) العمل مستمر
    """
    return _subject_after(tokens, verb, strong=True)


@rule(silence=None)
def is_interviewed(tokens: Tokens, verb: int) -> Span | None:
    """Whom the outlet has met or asked (اتصلنا بالمدير، والتقت «النهر» المدير) is the one who answers.

    + قال نادر حداد إن السد آمن. واتصلنا بالمدير سالم الراشدي فقال إن الحل قريب.
      => قال (نادر حداد) السد آمن ; فقال (المدير سالم الراشدي) الحل قريب
    + قال نادر حداد إن السد آمن. والتقت «النهر» المدير سالم الراشدي فقال إن الحل قريب.
      => قال (نادر حداد) السد آمن ; فقال (المدير سالم الراشدي) الحل قريب
    - قال نادر حداد إن السد آمن. والتقت السفيرة المدير سالم الراشدي فقال إن الحل قريب.
      => قال (نادر حداد) السد آمن ; فقال (نادر حداد) الحل قريب
    """
    j = verb + 1
    if tokens.plain[verb] in _OUTLET_MET:
        if j not in tokens.partner:
            return None
        j = tokens.partner[j] + 1
    if tokens.flags[j] & PREP and not tokens.flags[j] & BI:
        j += 1
    return _acting_at(tokens, j, tokens.sentence_end[verb], bare=True) if can_speak(tokens.flags[j]) else None


def _find_asked(tokens: Tokens, verb: int) -> Span | None:
    return is_asked(tokens, verb) if tokens.plain[verb] in _ASKED else is_interviewed(tokens, verb)


@rule(silence=None)
def opens_sentence(tokens: Tokens, start: int) -> Span | None:
    """A noun phrase that opens a sentence, bare or after كان، لكن، أما, is the subject of what is told in it.

    + قال نادر حداد إن الماء يكفي. وكان الوزير سالم الراشدي زار المدينة. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (الوزير سالم الراشدي) العمل مستمر
    + قال نادر حداد إن الماء يكفي. أما الوزير سالم الراشدي فزار المدينة، مؤكدا أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; مؤكدا (الوزير سالم الراشدي) الجسر آمن
    - قال نادر حداد إن الماء يكفي. في المدينة سوق كبيرة. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (نادر حداد) العمل مستمر
    """
    flags, end = tokens.flags, tokens.sentence_end[start]
    k = start
    while k < min(end, start + _OPENING_REACHES) and (flags[k] & _OPENING_WORDS or not flags[k] & WORD):
        k += 1
    if k >= end or not can_speak(flags[k]) or flags[k] & (PREP | BI | LI):
        return None
    stop = phrase_end(tokens, k, end, splitting=True)
    return (k, stop) if stop > k else None


@rule(silence=None)
def speaks_on_occasion(tokens: Tokens, verb: int) -> Span | None:
    """Who holds a speech or makes a declaration (كلمة ألقاها فلان، تصريح أدلى به فلان) goes on speaking.

    + قال نادر حداد إن الماء يكفي. وجاء ذلك في كلمة ألقاها الوزير سالم الراشدي. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (الوزير سالم الراشدي) العمل مستمر
    - قال نادر حداد إن الماء يكفي. وجاء ذلك بعدما استقبل الوزير سالم الراشدي وفدا. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (نادر حداد) العمل مستمر
    """
    if not tokens.flags[verb - 1] & OCCASION:
        return None
    return _subject_after(tokens, verb, strong=True)


@rule(silence=None)
def acts_in_agency_clause(tokens: Tokens, verb: int) -> Span | None:
    """The subject before a verb inside an agency's report (أن الوزير استقبل ...) is the one who goes on speaking.

    + ذكرت وكالة رويترز أن الوزير سالم الراشدي استقبل الوفد. وأكد أن العمل مستمر.
      => ذكرت (وكالة رويترز) الوزير سالم الراشدي استقبل الوفد ; وأكد (الوزير سالم الراشدي) العمل مستمر
    - ذكرت وكالة رويترز أن الجسر انهار واستقبل الوزير الوفد. وأضافت أن العمل مستمر.
      => ذكرت (وكالة رويترز) الجسر انهار واستقبل الوزير الوفد ; وأضافت (وكالة رويترز) العمل مستمر
    - ذكرت وكالة رويترز بعدما استقبل الوزير الوفد أن الجسر آمن. وأضافت أن العمل مستمر.
      => ذكرت (وكالة رويترز) الجسر آمن ; وأضافت (وكالة رويترز) العمل مستمر
    """
    flags, start = tokens.flags, tokens.sentence_start[verb]
    opener = next((j for j in range(verb - 1, max(start, verb - _CLAUSE_REACHES) - 1, -1) if flags[j] & COMP), None)
    if opener is None:
        return None
    stop = phrase_end(tokens, opener + 1, verb)
    acts = stop > opener + 1 and can_speak(flags[opener + 1]) and reaches(tokens, stop, verb)
    return (opener + 1, stop) if acts else None


@rule(silence=None)
def followsfirst_verb(tokens: Tokens, verb: int, strong: bool) -> Span | None:
    """The subject behind the first verb of a sentence acts in it; that of meeting and saying (strong) goes on speaking.

    + قال نادر حداد إن الماء يكفي. وزار الوزير سالم الراشدي المدينة، وأكد أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; وأكد (الوزير سالم الراشدي) الجسر آمن
    + استقبل الوزير سالم الراشدي وفدا. وأكد أن العمل مستمر. => وأكد (الوزير سالم الراشدي) العمل مستمر
    + قال نادر حداد إن الماء يكفي. ولم يعلق الوزير سالم الراشدي، لكنه قال إن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; قال (الوزير سالم الراشدي) العمل مستمر
    + قال نادر حداد إن الماء يكفي. من جهة أخرى، زار الوزير سالم الراشدي المدينة، مؤكدا أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; مؤكدا (الوزير سالم الراشدي) الجسر آمن
    + قال نادر حداد إن الماء يكفي. ميدانيا، زار الوزير سالم الراشدي المدينة، مؤكدا أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; مؤكدا (الوزير سالم الراشدي) الجسر آمن
    - قال نادر حداد إن الماء يكفي. وانهار الجسر القديم. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (نادر حداد) العمل مستمر
    """
    return _subject_after(tokens, verb, strong=strong)


def first_verb(tokens: Tokens, start: int) -> int | None:
    """First verb of a sentence behind its opening words and adverbials; None when a noun comes first."""
    flags, forms, end = tokens.flags, tokens.forms, tokens.sentence_end[start]
    k = start
    while k < min(end, start + _VERB_REACHES):
        bits = flags[k]
        if (
            not bits & WORD
            or bits & (_TURNS | BE)
            or tokens.plain[k] in _OPENINGS
            or (bits & PREP and flags[k + 1] & _TURNS)
        ):
            k += 1
        elif bits & NEG:
            # لم يصدر خامنئي حكما، لكنه قال
            return k + 1 if k + 1 < end else None
        elif forms[k].narrates or speaks_of_expressing(tokens, k):
            return k
        elif bits & CONJ and forms[k + 1].narrates:
            # فيما استعرض الوزير
            return k + 1
        elif bits & _ADVERBIAL:
            # an opening adverbial ends at its comma
            reach = range(k + 1, min(end, k + _VERB_REACHES))
            comma = next((m for m in reach if flags[m] & COMMA), None)
            if comma is None:
                return next((m for m in reach if begins_clause(tokens, m, k)), None)
            k = comma + 1
        elif flags[k + 1] & COMMA and not can_speak(bits):
            # ميدانيا، زار الوزير
            k += 2
        else:
            return None if can_speak(bits) or bits & _NO_VERB else k
    return None


@rule
def speaks_of_expressing(tokens: Tokens, k: int) -> bool:
    """A verb that looks like a preposition (وعبر) is one before a thing, and a verb before a title or a name.

    + قال نادر حداد إن السد آمن. وعبر الشيخ سالم الراشدي النهر. وأكد أن العمل مستمر.
      => قال (نادر حداد) السد آمن ; وأكد (الشيخ سالم الراشدي) العمل مستمر
    - قال نادر حداد إن السد آمن. وعبر النهر القديم وصلت السفن. وأكد أن العمل مستمر.
      => قال (نادر حداد) السد آمن ; وأكد (نادر حداد) العمل مستمر
    - قال نادر حداد إن السد آمن. وردا على الوزير سالم الراشدي، نام المدير كريم صالح. وأكد أن العمل مستمر.
      => قال (نادر حداد) السد آمن ; وأكد (نادر حداد) العمل مستمر
    """
    following = tokens.flags[k + 1]
    if not following & (HONORIFIC | OFFICE | NAME | RANK) or following & PREP:
        return False
    return any(cue.kind == "past" and cue.proclitic for cue in tokens.forms[k].cues)


@rule
def begins_clause(tokens: Tokens, verb: int, start: int) -> bool:
    """Behind an adverbial without a comma a verb of narration begins the clause, where it does not look like a noun.

    + قال نادر حداد إن الماء يكفي. وفي بيان أصدره الوزير سالم الراشدي فصل طويل. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (الوزير سالم الراشدي) العمل مستمر
    + قال نادر حداد إن الماء يكفي. وفي سياق آخر استقبل الوزير سالم الراشدي وفدا. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (الوزير سالم الراشدي) العمل مستمر
    - قال نادر حداد إن الماء يكفي. وفي المدينة التي زار الوزير سالم الراشدي فصل طويل. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (نادر حداد) العمل مستمر
    - قال نادر حداد إن الماء يكفي. لكن أهل المدينة زار الوزير سالم الراشدي سوقهم. وأكد أن العمل مستمر.
      => قال (نادر حداد) الماء يكفي ; وأكد (نادر حداد) العمل مستمر
    """
    flags = tokens.flags
    if not tokens.forms[verb].narrates or flags[verb - 1] & (PREP | ADJUNCT):
        return False
    return not any(flags[m] & _OTHER_CLAUSE for m in range(start, verb))


def _subject_after(tokens: Tokens, verb: int, *, strong: bool) -> Span | None:
    """Find the subject that follows a verb, past adverbs and a prepositional pronoun."""
    flags, end = tokens.flags, tokens.sentence_end[verb]
    j = verb + 1
    while flags[j] & (PREP_PRONOUN | _PASSED_OVER):
        j += 1
    if j < end and can_speak(flags[j]):
        return _acting_at(tokens, j, end)
    behind = behind_what_is_done(tokens, verb)
    if behind is not None:
        return behind
    return _acting_at(tokens, j, end) if j < end and strong and flags[j] & DEFINITE else None


@rule(silence=None)
def behind_what_is_done(tokens: Tokens, verb: int) -> Span | None:
    """A person behind the thing that a verb is about, or behind a place, is the subject: دشن المشروع الوزير فلان.

    + قال نادر حداد إن الماء يكفي. ودشن المشروع الوزير سالم الراشدي، مؤكدا أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; مؤكدا (الوزير سالم الراشدي) الجسر آمن
    + قال نادر حداد إن الماء يكفي. واستقبله في المطار الوزير سالم الراشدي، مؤكدا أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; مؤكدا (الوزير سالم الراشدي) الجسر آمن
    - قال نادر حداد إن الماء يكفي. ودشن مشروع الوزير سالم الراشدي، مؤكدا أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; مؤكدا (نادر حداد) الجسر آمن
    """
    flags = tokens.flags
    for k in range(verb + 1, min(verb + _OBJECT_REACHES, tokens.sentence_end[verb])):
        bits = flags[k]
        if bits & _TITLED and not bits & (BI | LI | NAME):
            closed = k > verb + 1 and flags[k - 1] & DEFINITE and (bits | flags[k + 1]) & (DEFINITE | ORGAN | NAME)
            return _acting_at(tokens, k, tokens.sentence_end[verb]) if closed else None
        if can_speak(bits) or not bits & WORD or bits & _OTHER_CLAUSE or tokens.forms[k].cues:
            return None
    return None


def _acting_at(tokens: Tokens, start: int, end: int, *, bare: bool = False) -> Span | None:
    stop = phrase_end(tokens, start, end, splitting=True, bare=bare)
    return (start, stop) if stop > start and read_mention(tokens, start, stop).kind in _ACTING else None
