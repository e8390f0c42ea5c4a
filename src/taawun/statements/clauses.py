"""The clause around a reporting word: subject, addressee, complement, and where the content begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from taawun.statements.lexical import BITS, CueForm, word_group
from taawun.statements.mentions import can_speak, phrase_end
from taawun.statements.tokens import Tokens

_B = BITS
_COMP, _PRON, _PREP, _TIME, _REL, _ADJUNCT = (_B[n] for n in ["COMP", "PRON", "PREP", "TIME", "RELATIVE", "ADJUNCT"])
_OBJECT, _ATTITUDE, _TURN, _TURN_WORD, _OCCASION = (
    _B[n] for n in ["OBJECT", "ATTITUDE", "TURN", "TURN_WORD", "OCCASION"]
)
_MOTION, _FIXED_ALA, _SAYING, _PLACE, _CONJ = (_B[n] for n in ["MOTION", "FIXED_ALA", "SAYING", "PLACE", "CONJ"])
_AND, _BI, _LI, _DEFINITE, _SUFFIX, _WORD = (_B[n] for n in ["AND", "BI", "LI", "DEFINITE", "SUFFIX", "WORD"])
_COMMA, _STOP, _SEMI, _COLON, _DASH = (_B[n] for n in ["COMMA", "STOP", "SEMI", "COLON", "DASH"])
_OPEN, _QUOTE, _ADVERB, _NAME, _OFFICE = (_B[n] for n in ["OPEN", "QUOTE", "ADVERB", "NAME", "OFFICE"])
_HONORIFIC, _MEDIA, _ORGAN, _STATE, _NUMBER = (_B[n] for n in ["HONORIFIC", "MEDIA", "ORGAN", "STATE", "NUMBER"])
_RANK, _HE, _JOINT, _BE, _NEG = (_B[n] for n in ["RANK", "HE", "JOINT", "BE", "NEG"])

_NAMED_IN_QUOTES = _MEDIA | _ORGAN | _STATE | _B["GROUP"] | _B["INSTITUTION"] | _B["DOCUMENT"] | _PREP
_PREPOSITIONS = {"عما": "عن", "علي": "على", "الي": "إلى", "عن": "عن", "من": "من", "في": "في"}
_TO = frozenset(("الي", "ل"))
_FARTHEST = 60


_EVERYBODY = word_group("everybody")
_MASCULINE_STATES = word_group("masculine_states")
_AFTER_MIN = word_group("after_min")


@dataclass(slots=True)
class Clause:
    """A reporting word with what it governs, in token positions.

    `content` is where the content begins; `complement` how it is joined: an, pronoun, colon, quote, a preposition,
    ب, ل, noun, or none. `saying` is a merged قائلا. `words_between` are tokens between the cue and the content.
    """

    cue: int
    form: CueForm
    content: int
    complement: str
    subject: tuple[int, int] | None = None
    subject_rule: str = "dropped"
    person: tuple[int, int] | None = None
    saying: int = -1
    clausal: bool = False
    rule: str = ""
    position: str = "initial"
    polarity: str = "affirmed"
    factuality: str = "reported"
    stops: list[int] = field(default_factory=list)
    relay: tuple[int, int] | None = None
    left: int = 0
    joint: int = -1


def read_complement(tokens: Tokens, i: int, cue: CueForm) -> Clause:
    """Read on from a reporting word to its content.

    The walk passes over the subject, an addressee, adverbials, dashes and brackets, and stops at what the lemma can
    govern: أن, a colon, a quotation, its preposition, or a bare noun phrase.
    """
    flags, forms = tokens.flags, tokens.forms
    lemma = cue.lemma
    takes = lemma.takes
    end = min(tokens.sentence_end[i], i + _FARTHEST)
    noun_object = "اسم" in takes
    described = lemma.person == "موصوف"
    takes_person = lemma.person is not None
    participle = cue.kind == "participle"
    clausal_ahead = "أن" in takes and _clausal_ahead(tokens, i + 1, min(end, i + 45))
    clause = Clause(i, cue, i + 1, "none", left=i)
    phrases: list[tuple[int, int]] = []
    j = i + 1
    while j < end:
        bits = flags[j]
        word = forms[j].form
        if bits & _COLON:
            return _clausal(tokens, clause, phrases, _after_colon(tokens, j, end), "colon")
        if bits & _QUOTE:
            closed = tokens.partner.get(j)
            if closed is None and tokens.quoted_from[j - 1] > i:
                # the closing mark of a name passed over
                j += 1
                continue
            if j + 1 < end and flags[j + 1] & _COMP and not (flags[j + 1] & _PRON):
                return _clausal(tokens, clause, phrases, j + 2, "an")
            if (
                closed is not None
                and closed - j <= 5
                and closed + 1 < end
                and not flags[closed + 1] & (_COMMA | _STOP)
                and (
                    (phrases and phrases[-1][1] == j)
                    or (not phrases and (flags[closed + 1] & (_COMP | _PRON | _PREP | _WORD)))
                )
                and not ("أن" in takes and closed - j > 3)
            ):
                if not phrases:
                    phrases.append((j, closed + 1))
                j = closed + 1
                continue
            if word == "»" or (word == '"' and j not in tokens.partner and tokens.quoted_from[i] >= 0):
                break
            return _clausal(tokens, clause, phrases, j, "quote")
        if bits & _COMP and not bits & _ADJUNCT:
            if not bits & _AND or j == i + 1:
                return _clausal(tokens, clause, phrases, j + 1, "an")
            break
        if bits & _PRON:
            if word.startswith("و") and j > i + 1 and flags[j - 1] & (_COMMA | _QUOTE):
                # a second conjunct of what somebody else says
                break
            return _clausal(tokens, clause, phrases, j, "pronoun")
        if word in _TO and j + 1 < end and forms[j + 1].form == "القول":
            clause.saying = j + 1
            j += 2
            continue
        if bits & (_STOP | _SEMI) and len(forms[j - 1].form) > 1:
            break
        if bits & (_COMMA | _STOP):
            j = _skip_identity(tokens, j, end)
            continue
        if bits & (_DASH | _OPEN):
            j = _skip_aside(tokens, j, end)
            continue
        if (
            j == i + 1
            and lemma.continues
            and cue.kind == "past"
            and any(c.kind == "participle" and c.lemma.continues for c in forms[j].cues)
        ):
            clause.saying = j
            j += 1
            continue
        detached = bool(flags[j - 1] & _COMMA) and not (word.startswith("قائل") and "قائلا" in lemma.needs)
        if (
            (
                bits & _SAYING
                and cue.lemma.lemma != "قال"
                and j - i <= 25
                and not bits & _AND
                and not detached
                and word != "القول"
            )
            and ((forms[j].cues and forms[j].cues[0].lemma.lemma in ("قال", "تساءل")) or not participle)
        ) and (_saying_governs(tokens, j, end)):
            clause.saying = j
            j += 1
            continue
        if j > i + 1 and _other_cue(tokens, j):
            break
        if forms[j].narrates and bits & _AND and j > i + 1:
            break
        preposition = _PREPOSITIONS.get(word) if bits & _PREP else None
        if (
            preposition == "عن"
            and clausal_ahead
            and phrases
            and not (j + 1 < end and flags[j + 1] & (_COMP | _ATTITUDE))
        ):
            # النائبة فلانة عن حزب ...، أن
            preposition = None
        if preposition and preposition in takes and not _fixed(tokens, j, preposition, i, end):
            k = j + 1
            if word == "عما":
                return _finish(tokens, clause, phrases, j, preposition)
            if k < end and flags[k] & _COMP and not flags[k] & _PRON:
                return _finish(tokens, clause, phrases, k + 1, preposition, clausal=True)
            if k < end and (flags[k] & (_WORD | _NUMBER) or flags[k] & (_QUOTE | _OPEN)):
                return _finish(tokens, clause, phrases, k, preposition)
        if (
            bits & _BI
            and "ب" in takes
            and not (bits & (_PLACE | _TIME | _TURN_WORD | _ADVERB | _STATE) or bits & _SAYING)
        ):
            return _finish(tokens, clause, phrases, j, "ب")
        if word == "ب" and "ب" in takes:
            return _finish(tokens, clause, phrases, j, "ب")
        if (
            bits & _LI
            and "ل" in takes
            and not clausal_ahead
            and not bits & (_MEDIA | _TIME)
            and (phrases or participle or j == i + 1)
        ):
            return _finish(tokens, clause, phrases, j, "ل")
        if word == "ل" or (bits & _LI and bits & _WORD):
            j = _skip_phrase(tokens, j, end)
            continue
        if (
            bits & _TURN_WORD
            and j == i + 1
            and participle
            and "ب" in takes
            and j + 1 < end
            and forms[j + 1].form == "في"
        ):
            # مشيدا بدورها في: the role itself, no turn
            return _finish(tokens, clause, phrases, j, "ب")
        if bits & (_TURN | _TURN_WORD | _ADVERB):
            j += 1
            continue
        is_ali = word == "علي" and tokens.text[tokens.ends[j] - 1] != "ى" and tokens.dotless
        if noun_object and word == "ما" and (phrases or participle or j == i + 1) and not clausal_ahead:
            return _finish(tokens, clause, phrases, j, "noun")
        if bits & _B["THIS"] and j + 1 < end:
            if flags[j + 1] & _TIME:
                j += 2
                continue
            if not phrases and not participle and can_speak(flags[j + 1]) and not (cue.gender == "m" and word == "هذه"):
                stop = phrase_end(tokens, j + 1, end, splitting=noun_object or takes_person)
                phrases.append((j + 1, max(stop, j + 2)))
                j = max(stop, j + 2)
                continue
        if bits & _B["OPENER"] and not clausal_ahead and not bits & (_OFFICE | _NAME | _ORGAN):
            break
        if bits & _REL:
            j = _skip_relative(tokens, j, end)
            continue
        if (bits & (_ADJUNCT | _PREP | _TIME | _CONJ) and not is_ali and not bits & _OFFICE) or bits & _BI:
            j = _skip_adjunct(tokens, j, end, takes)
            continue
        if not bits & (_WORD | _NUMBER):
            j += 1
            continue
        if bits & _AND and not phrases and j > i + 1 and not can_speak(bits):
            # a second conjunct of what was passed over
            j += 1
            continue
        # a noun phrase
        if (
            noun_object
            and not clausal_ahead
            and (participle or phrases)
            and not takes_person
            and not (phrases and phrases[-1][1] == j and flags[j - 1] & _COMMA)
        ) and (phrases or participle):
            return _finish(tokens, clause, phrases, j, "noun")
        if noun_object and _is_object(bits) and (not takes_person or described or len(phrases) > 1):
            return _finish(tokens, clause, phrases, j, "noun")
        if (
            noun_object
            and not phrases
            and not clausal_ahead
            and not takes_person
            and cue.gender == "m"
            and cue.number == "s"
            and is_feminine(word, bits)
            and not bits & (_OFFICE | _HONORIFIC | _NAME | _RANK | _HE | _JOINT | _MEDIA)
        ):
            # a masculine verb before a feminine noun: the noun is the object, the subject is dropped
            return _finish(tokens, clause, phrases, j, "noun")
        splitting = (noun_object or takes_person) and not (clausal_ahead and not takes_person)
        if bits & _OCCASION and word.endswith(("ه", "ها", "هم")) and "بقول" in lemma.needs and not bits & _DEFINITE:
            # اختتم تصريحه بالقول
            j += 1
            continue
        stop = phrase_end(tokens, j, end, splitting=splitting)
        if "في" in takes:
            stop = next((k for k in range(j + 1, stop) if forms[k].form == "في"), stop)
        if stop == j:
            if (noun_object and not (takes_person and not described) and j > i + 1) or (
                noun_object and bits & (_OBJECT | _SUFFIX)
            ):
                return _finish(tokens, clause, phrases, j, "noun")
            j += 1
            continue
        phrases.append((j, stop))
        j = stop
        if len(phrases) >= 2 and described and noun_object and not clausal_ahead:
            break
    if noun_object and phrases and not clausal_ahead:
        return _finish(
            tokens,
            clause,
            phrases,
            phrases[-1][0] if len(phrases) > 1 or participle else min(j, end),
            "noun" if len(phrases) > 1 or participle else "none",
        )
    _assign(tokens, clause, phrases)
    clause.content = min(j, end)
    return clause


def _clausal(tokens: Tokens, clause: Clause, phrases: list, start: int, complement: str) -> Clause:
    clause.clausal = True
    clause.joint = start if complement == "pronoun" else start - 1
    return _finish(tokens, clause, phrases, start, complement, clausal=True)


def _finish(
    tokens: Tokens, clause: Clause, phrases: list, start: int, complement: str, clausal: bool = False
) -> Clause:
    clause.content, clause.complement = start, complement
    clause.clausal = clause.clausal or clausal
    _assign(tokens, clause, phrases)
    return clause


def _assign(tokens: Tokens, clause: Clause, phrases: list[tuple[int, int]]) -> None:
    """Decide which noun phrase is the subject and which the object (by number, agreement and valency)."""
    if not phrases:
        return
    cue = clause.form
    if cue.suffix:
        clause.subject, clause.subject_rule = phrases[0], "after"
        return
    if cue.kind == "participle" or (cue.number in ("d", "p") and cue.lemma.person and cue.kind in ("past", "present")):
        # a verb in the plural has its subject behind it: what follows is the object
        if cue.lemma.person:
            _take_person(tokens, clause, phrases[0])
        return
    if (cue.lemma.person and len(phrases) == 1 and clause.complement != "none") and (
        (cue.lemma.object_first and clause.complement != "noun") or _is_object_phrase(tokens, phrases[0], cue)
    ):
        _take_person(tokens, clause, phrases[0])
        return
    clause.subject, clause.subject_rule = phrases[0], "after"
    if cue.lemma.person and len(phrases) > 1:
        _take_person(tokens, clause, phrases[1])


def _take_person(tokens: Tokens, clause: Clause, span: tuple[int, int]) -> None:
    """Set the object apart, or let it open the content (ووصف الخطة بأنها ...)."""
    clause.person = span
    if clause.form.lemma.person != "موصوف":
        return
    with_bi = clause.complement in ("an", "pronoun") and tokens.forms[clause.joint].form.startswith("با")
    if with_bi or not (clause.clausal and clause.complement in ("an", "pronoun", "colon", "quote")):
        clause.content = min(clause.content, span[0])


def _is_object_phrase(tokens: Tokens, span: tuple[int, int], cue: CueForm) -> bool:
    """One noun phrase between verb and complement: object when it does not agree with the verb, or cannot speak."""
    if cue.kind == "noun":
        return False
    bits = tokens.flags[span[0]]
    word = tokens.forms[span[0]].form
    if word in _ADDRESSEES and cue.proclitic:
        return True
    if bits & (_OBJECT | _SUFFIX) and not bits & (_OFFICE | _HONORIFIC | _HE):
        return True
    feminine = is_feminine(word, bits)
    if cue.gender == "m" and cue.number == "s" and feminine:
        return True
    if cue.gender == "f" and cue.number == "s" and not feminine and bits & (_OFFICE | _HONORIFIC | _ORGAN):
        return True
    if word in _EVERYBODY:
        return True
    if (
        word.endswith("ين")
        and len(word) > 5
        and not (bits & (_NAME | _OFFICE) and not bits & _B["PLURAL"])
        and (bits & _B["PLURAL"] or word.startswith("ال"))
    ):
        return True
    return not can_speak(bits) and word.startswith("ال") and word.endswith("ات")


_ADDRESSEES = word_group("addressees")


def is_feminine(word: str, bits: int) -> bool:
    """Whether a verb before this noun would be feminine, by form and kind (heuristic)."""
    if bits & _STATE:
        return word not in _MASCULINE_STATES
    if bits & _B["PLURAL"]:
        return False
    if word.endswith(("ه", "ات")) and not bits & _HE and word not in ("عبدالله", "طه", "الله"):
        return True
    return word in _BROKEN_PLURALS


_BROKEN_PLURALS = word_group("feminine_plurals")


_WORDS_OF_PLACE = _PLACE | _TIME | _OCCASION | _ADVERB | _PREP | _ADJUNCT | _RANK


def _is_object(bits: int) -> bool:
    speakers = _OFFICE | _NAME | _HONORIFIC | _HE | _B["INSTITUTION"] | _JOINT | _BI | _LI | _MEDIA | _B["DOCUMENT"]
    if bits & speakers:
        return False
    return bool(bits & _OBJECT) or (
        bool(bits & _B["MASDAR"]) and not bits & (_DEFINITE | _STATE | _ORGAN | _B["GROUP"] | _WORDS_OF_PLACE)
    )


def _clausal_ahead(tokens: Tokens, j: int, end: int) -> bool:
    """Whether أن or its like comes before any other verb of saying or clause end, not behind a noun that governs it."""
    flags = tokens.flags
    while j < end:
        bits = flags[j]
        if bits & (_STOP | _SEMI) and len(tokens.forms[j - 1].form) > 1:
            return False
        if bits & (_COMP | _PRON | _COLON):
            return not (bits & _COMP and flags[j - 1] & (_OBJECT | _ATTITUDE) and not flags[j - 1] & _OFFICE)
        if bits & _QUOTE:
            closed = tokens.partner.get(j)
            if closed is not None and closed - j > 5:
                return True
            if closed is not None:
                j = closed
        if _other_cue(tokens, j):
            return False
        j += 1
    return False


def _after_colon(tokens: Tokens, j: int, end: int) -> int:
    """Content after a colon: a bare إن is passed over, a quotation mark before it too."""
    k = j + 1
    if k >= end:
        return k
    if tokens.flags[k] & _QUOTE and k + 1 < end and tokens.flags[k + 1] & _COMP and not tokens.flags[k + 1] & _PRON:
        return k + 2
    if tokens.flags[k] & _COMP and not tokens.flags[k] & _PRON:
        return k + 1
    return k


def _skip_aside(tokens: Tokens, j: int, end: int) -> int:
    closed = tokens.partner.get(j)
    if closed is not None:
        return min(closed + 1, end)
    if tokens.flags[j] & _DASH:
        for k in range(j + 1, min(end, j + 25)):
            if tokens.flags[k] & _DASH:
                return k + 1
            if tokens.flags[k] & (_COMP | _PRON | _COLON | _QUOTE):
                return j + 1
    return j + 1


def _skip_identity(tokens: Tokens, j: int, end: int) -> int:
    """Past a comma, and past an aside about a source who will not be named (، رفض ذكر اسمه،)."""
    for k in range(j + 1, min(end, j + 7)):
        if tokens.flags[k] & _B["IDENTITY"]:
            return k + 1
        if tokens.flags[k] & (_COMMA | _COMP | _PRON | _QUOTE):
            break
    return j + 1


def _skip_phrase(tokens: Tokens, j: int, end: int) -> int:
    """Past an addressee: its first word and what plainly belongs to it."""
    flags = tokens.flags
    k = j + 1
    if k < end and flags[k] & _QUOTE:
        closed = tokens.partner.get(k)
        if closed is not None and closed - k <= 5:
            return closed + 1
    while k < end and k - j < 8:
        bits = flags[k]
        if bits & _QUOTE and (closed := tokens.partner.get(k)) is not None and closed - k <= 4:
            k = closed + 1
            continue
        if not bits & _WORD or bits & (_COMP | _PRON | _PREP | _REL | _ADJUNCT | _BI | _OFFICE | _HONORIFIC):
            break
        if _other_cue(tokens, k) or bits & _SAYING:
            break
        k += 1
    return k


def _skip_relative(tokens: Tokens, j: int, end: int) -> int:
    """Past a relative clause: to the comma that closes it, or to a complementizer after a comma."""
    flags = tokens.flags
    past = j
    for k in range(j + 1, end):
        if k <= past:
            continue
        closed = tokens.partner.get(k)
        if flags[k] & _QUOTE and closed is not None and closed - k <= 5:
            past = closed
            continue
        if flags[k] & (_COMMA | _DASH | _COLON):
            return k
        if flags[k] & (_COMP | _QUOTE) and k - j > 3:
            return k
        if flags[k] & (_STOP | _SEMI):
            return k
    return end


def _skip_adjunct(tokens: Tokens, j: int, end: int, takes: frozenset[str]) -> int:
    """Past an adverbial: to a mark, a complementizer, a preposition the verb governs, or another reporting word."""
    flags, forms = tokens.flags, tokens.forms
    if flags[j] & _B["PREP_PRONOUN"]:
        return j + 1
    if flags[j] & _TIME and not flags[j] & _PREP:
        k = j + 1
        while k < end and (
            (flags[k] & _TIME and not flags[k] & _PREP)
            or (forms[k].form == "من" and k + 1 < end and forms[k + 1].form == "امس")
        ):
            k += 1
        return k
    k = j + 1
    while k < end:
        bits = flags[k]
        if bits & (_COMMA | _COLON | _COMP | _PRON | _STOP | _SEMI | _DASH):
            return k
        if bits & _QUOTE:
            closed = tokens.partner.get(k)
            if (
                closed is not None
                and closed + 1 < end
                and (closed - k <= 4 or (closed - k <= 5 and not flags[closed + 1] & (_COMMA | _STOP)))
                and not ("اسم" in takes and flags[closed + 1] & _COMMA and not flags[k - 1] & _NAMED_IN_QUOTES)
            ):
                k = closed + 1
                continue
            return k
        if bits & _OPEN:
            k = _skip_aside(tokens, k, end)
            continue
        if bits & _PREP:
            preposition = _PREPOSITIONS.get(forms[k].form)
            if (preposition in takes and not flags[k - 1] & (_PREP | _MOTION) and k > j + 1) and (
                preposition in ("على", "إلى", "عن") or (k + 1 < end and flags[k + 1] & _COMP)
            ):
                return k
        if bits & _BI and "ب" in takes and not bits & (_PLACE | _TIME | _TURN_WORD | _STATE | _ADVERB) and k > j + 1:
            return k
        if (bits & _SAYING and not bits & _AND and forms[k].form != "القول") or _other_cue(tokens, k):
            return k
        if (
            "اسم" in takes
            and bits & (_OBJECT | _ATTITUDE)
            and _is_object(bits)
            and k > j + 1
            and not flags[k - 1] & _PREP
        ):
            return k
        if (
            bits & _TIME
            and not bits & _PREP
            and k + 1 < end
            and flags[k + 1] & (_OFFICE | _HONORIFIC | _RANK | _OBJECT)
        ):
            return k + 1
        k += 1
    return k


def _fixed(tokens: Tokens, j: int, preposition: str, i: int, end: int) -> bool:
    """على هامش، إلى جانب: the preposition is not the verb's own; nor that of a noun of motion before it."""
    flags = tokens.flags
    if j + 1 < len(tokens) and flags[j + 1] & _FIXED_ALA and preposition == "على":
        return True
    if preposition == "على" and tokens.text[tokens.ends[j] - 1] == "ي" and tokens.dotless:
        return True
    if j - 1 > i and flags[j - 1] & _MOTION:
        return True
    if (preposition == "إلى" and j + 1 < len(tokens) and flags[j + 1] & _STATE) and (
        any(flags[k] & _B["ENVOY"] for k in range(max(i + 1, j - 7), j))
    ):
        # the envoy's own place: مبعوث الأمم المتحدة إلى اليمن
        return True
    if preposition == "إلى" and j + 1 < len(tokens) and tokens.forms[j + 1].form in ("جانب", "ذلك", "حد"):
        return True
    if preposition == "في" and j + 1 < len(tokens) and flags[j + 1] & (_OCCASION | _PLACE | _TIME | _STATE):
        return True
    return bool(preposition == "من" and j + 1 < len(tokens) and tokens.forms[j + 1].form in _AFTER_MIN)


def _saying_governs(tokens: Tokens, j: int, end: int) -> bool:
    if tokens.forms[j].form in ("بالتاكيد",):
        return j + 1 < end and bool(tokens.flags[j + 1] & (_COMP | _PRON))
    return True


_JOINING = word_group("joining")


def _other_cue(tokens: Tokens, j: int) -> bool:
    """Whether a finite verb with و/ف or a participle begins a clause of its own here."""
    bits = tokens.flags[j]
    for cue in tokens.forms[j].cues:
        if cue.kind == "past" and cue.lemma.risk in "LM" and tokens.forms[j - 1].form in _JOINING:
            return True
        if cue.kind == "past" and cue.proclitic and cue.lemma.risk in "LM" and not bits & (_NAME | _OFFICE | _ORGAN):
            return True
        plain = (cue.number == "s" and cue.gender == "m") or bool(tokens.flags[j - 1] & _COMMA)
        if cue.kind == "participle" and plain and cue.lemma.risk in "LM":
            return not bits & (_OFFICE | _NAME) and not bits & _SAYING
    return False
