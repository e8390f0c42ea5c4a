"""From a reporting word on to what is said: the walk over subject, addressee and adverbials to the complement.

The walk looks at one token after another. A table names the features that a token must have for a rule to be asked; the
first rule that knows what to do decides: go on at another token, leave the walk, or end it at the complement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from taawun.statements.cues.adjuncts import (
    PREPOSITIONS,
    begins_clause,
    skip_adjunct,
    skip_aside,
    skip_identity,
    skip_phrase,
    skip_relative,
)
from taawun.statements.cues.clause import Clause, is_feminine, is_object_noun
from taawun.statements.cues.objects import assign_phrases
from taawun.statements.mentions.non_speakers import (
    is_adverbial,
    is_described,
    is_listed_adverb,
    is_no_noun,
    is_object_accusative,
    is_participle,
    non_speaker_words,
)
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    ATTITUDE,
    BI,
    COLON,
    COMMA,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    ENVOY,
    FIXED_ALA,
    HE,
    HONORIFIC,
    JOINT,
    LI,
    MEDIA,
    MOTION,
    NAME,
    NUMBER,
    OBJECT,
    OCCASION,
    OFFICE,
    OPEN,
    OPENER,
    ORGAN,
    PLACE,
    PREP,
    PRON,
    QUOTE,
    RANK,
    RELATIVE,
    SAYING,
    SEMI,
    STATE,
    STOP,
    SUFFIX,
    THIS,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_ANY_WORD = WORD | NUMBER
#: ب with these is an adverbial of its own (بوضوح، بدوره، ببيروت)
_NOT_GOVERNED = PLACE | TIME | TURN_WORD | ADVERB | STATE | SAYING
#: a verb before these agrees with them, so that they are no object
_AGREEING = OFFICE | HONORIFIC | NAME | RANK | HE | JOINT | MEDIA

_TO = frozenset(("الي", "ل"))
_AFTER_MIN = word_group("after_min")
#: a complement stands at most so many tokens behind its reporting word, and أن at most so many
_FARTHEST = 60
_FARTHEST_CLAUSE = 45

#: steps that end the walk: the complement is found, or there is none to be found
_FOUND, _LEAVE = -1, -2


@dataclass(slots=True)
class _Walk:
    """State of the walk from one reporting word; what is fixed for its lemma is worked out once."""

    tokens: Tokens
    clause: Clause
    end: int
    takes: frozenset[str]
    participle: bool
    takes_noun: bool
    takes_person: bool
    described: bool
    clause_ahead: bool
    phrases: list[tuple[int, int]] = field(default_factory=list)

    def found(self, start: int, complement: str, clausal: bool = False) -> int:
        """End the walk: the content begins at a token."""
        clause = self.clause
        clause.content, clause.complement = start, complement
        clause.clausal = clausal
        assign_phrases(self.tokens, clause, self.phrases)
        return _FOUND

    def found_clause(self, start: int, complement: str) -> int:
        """End the walk at أن, its like, a colon or a quotation."""
        self.clause.joint = start if complement == "pronoun" else start - 1
        return self.found(start, complement, True)


_Rule = Callable[[_Walk, int, int], int | None]


def read_complement(tokens: Tokens, i: int, cue: CueForm) -> Clause:
    """Read on from a reporting word to its content.

    The walk passes over the subject, an addressee, adverbials, dashes and brackets, and stops at what the lemma can
    govern: أن, a colon, a quotation, its preposition, or a bare noun phrase.
    """
    walk = _begin(tokens, i, cue)
    flags = tokens.flags
    j, step = i + 1, 0
    while j < walk.end:
        bits = flags[j]
        for features, rule in _WORD_RULES if bits & _ANY_WORD else _MARK_RULES:
            if bits & features:
                decided = rule(walk, j, bits)
                if decided is not None:
                    step = decided
                    break
        else:
            step = j + 1
        if step < 0:
            break
        j = step
    if step != _FOUND:
        _end(walk, min(j, walk.end))
    return walk.clause


def _begin(tokens: Tokens, i: int, cue: CueForm) -> _Walk:
    lemma = cue.lemma
    end = min(tokens.sentence_end[i], i + _FARTHEST)
    return _Walk(
        tokens=tokens,
        clause=Clause(i, cue, i + 1, "none", left=i),
        end=end,
        takes=lemma.takes,
        participle=cue.kind == "participle",
        takes_noun="اسم" in lemma.takes,
        takes_person=lemma.person is not None,
        described=lemma.person == "موصوف",
        clause_ahead="أن" in lemma.takes and _clause_ahead(tokens, i + 1, min(end, i + _FARTHEST_CLAUSE)),
    )


def _end(walk: _Walk, j: int) -> None:
    """Nothing found: the last noun phrase may be what is said; else only the subject is known."""
    phrases = walk.phrases
    if not (walk.takes_noun and phrases and not walk.clause_ahead):
        assign_phrases(walk.tokens, walk.clause, phrases)
        walk.clause.content = j
    elif len(phrases) > 1 or walk.participle:
        walk.found(phrases[-1][0], "noun")
    else:
        walk.found(j, "none")


# --- marks ------------------------------------------------------------------------------------------------------------


def _at_colon(walk: _Walk, j: int, bits: int) -> int:
    return walk.found_clause(_after_colon(walk.tokens, j, walk.end), "colon")


def _at_quote(walk: _Walk, j: int, bits: int) -> int:
    """At a quotation, or a name in quotation marks that is passed over."""
    tokens, i = walk.tokens, walk.clause.cue
    closed = tokens.partner.get(j)
    if closed is None and tokens.quoted_from[j - 1] > i:
        # the closing mark of a name passed over
        return j + 1
    if j + 1 < walk.end and tokens.flags[j + 1] & COMP and not tokens.flags[j + 1] & PRON:
        return walk.found_clause(j + 2, "an")
    if closed is not None and _is_quoted_name(walk, j, closed):
        if not walk.phrases:
            walk.phrases.append((j, closed + 1))
        return closed + 1
    mark = tokens.forms[j].form
    if mark == "»" or (mark == '"' and closed is None and tokens.quoted_from[i] >= 0):
        return _LEAVE
    return walk.found_clause(j, "quote")


def _is_quoted_name(walk: _Walk, j: int, closed: int) -> bool:
    """Whether a few words in quotation marks are a name: of the phrase before them, or of whom the sentence goes on."""
    flags, phrases = walk.tokens.flags, walk.phrases
    if closed - j > (3 if "أن" in walk.takes else 5) or closed + 1 >= walk.end:
        return False
    after = flags[closed + 1]
    if after & (COMMA | STOP):
        return False
    return phrases[-1][1] == j if phrases else bool(after & (COMP | PRON | PREP | WORD))


def _at_stop(walk: _Walk, j: int, bits: int) -> int | None:
    if len(walk.tokens.forms[j - 1].form) > 1:
        return _LEAVE
    # an abbreviated title: د. فلان
    return skip_identity(walk.tokens, j, walk.end) if bits & STOP else None


def _at_comma(walk: _Walk, j: int, bits: int) -> int:
    return skip_identity(walk.tokens, j, walk.end)


def _at_aside(walk: _Walk, j: int, bits: int) -> int:
    return skip_aside(walk.tokens, j, walk.end)


# --- clauses and other verbs ------------------------------------------------------------------------------------------


def _at_complementizer(walk: _Walk, j: int, bits: int) -> int | None:
    if bits & ADJUNCT:
        return None
    if bits & AND and j > walk.clause.cue + 1:
        # a second أن, of what stands before
        return _LEAVE
    return walk.found_clause(j + 1, "an")


def _at_pronoun(walk: _Walk, j: int, bits: int) -> int:
    """At أنه and its like, which stay inside the content."""
    tokens = walk.tokens
    joined = tokens.forms[j].form.startswith("و") and j > walk.clause.cue + 1
    if joined and tokens.flags[j - 1] & (COMMA | QUOTE):
        # a second conjunct of what somebody else says
        return _LEAVE
    return walk.found_clause(j, "pronoun")


def _at_turn_to_saying(walk: _Walk, j: int, bits: int) -> int | None:
    """انتهى إلى القول: the phrase stands for قائلا."""
    forms = walk.tokens.forms
    if forms[j].form in _TO and j + 1 < walk.end and forms[j + 1].form == "القول":
        walk.clause.saying = j + 1
        return j + 2
    return None


def _at_verb(walk: _Walk, j: int, bits: int) -> int | None:
    """At another reporting word, which merges with ours or ends the walk, or at a verb that tells what happened."""
    form = walk.tokens.forms[j]
    if not form.cues and not form.narrates:
        return None
    i, cue = walk.clause.cue, walk.clause.form
    if j == i + 1:
        # وتابع موضحا: one statement
        continued = any(c.kind == "participle" and c.number == "s" for c in form.cues)
        if cue.lemma.continues and cue.kind == "past" and continued:
            walk.clause.saying = j
            return j + 1
        if cue.kind in ("past", "present") and any(c.kind == "past" and c.proclitic == "و" for c in form.cues):
            # فأجاب وقال
            return _LEAVE
    if _merges(walk, j, bits):
        walk.clause.saying = j
        return j + 1
    if j > i + 1 and (begins_clause(walk.tokens, j) or (form.narrates and bits & AND)):
        return _LEAVE
    return None


def _merges(walk: _Walk, j: int, bits: int) -> bool:
    """Whether قائلا or its like is one statement with the reporting word (رد قائلا، أضاف يقول)."""
    tokens, lemma = walk.tokens, walk.clause.form.lemma
    form = tokens.forms[j]
    if not bits & SAYING or bits & AND or lemma.lemma == "قال" or form.form == "القول" or j - walk.clause.cue > 25:
        return False
    if tokens.flags[j - 1] & COMMA and not (form.form.startswith("قائل") and "قائلا" in lemma.needs):
        return False
    if walk.participle and not (form.cues and form.cues[0].lemma.lemma in ("قال", "تساءل")):
        return False
    if form.form == "بالتاكيد":
        return j + 1 < walk.end and bool(tokens.flags[j + 1] & (COMP | PRON))
    return True


# --- prepositions -----------------------------------------------------------------------------------------------------


def _at_preposition(walk: _Walk, j: int, bits: int) -> int | None:
    """At a preposition of its own (على، إلى، عن، من، في) that the reporting word takes."""
    tokens, flags = walk.tokens, walk.tokens.flags
    word = tokens.forms[j].form
    preposition = PREPOSITIONS.get(word)
    if preposition is None or preposition not in walk.takes or _fixed(tokens, j, preposition, walk.clause.cue):
        return None
    k = j + 1
    following = flags[k] if k < walk.end else 0
    if preposition == "عن" and walk.clause_ahead and walk.phrases and not following & (COMP | ATTITUDE):
        # النائبة فلانة عن حزب ...، أن
        return None
    if word == "عما":
        return walk.found(j, preposition)
    if following & COMP and not following & PRON:
        return walk.found(k + 1, preposition, True)
    if following & (_ANY_WORD | QUOTE | OPEN):
        return walk.found(k, preposition)
    return None


def _at_bi(walk: _Walk, j: int, bits: int) -> int | None:
    """At ب, written alone or with its word."""
    if "ب" not in walk.takes:
        return None
    if (bits & BI and not bits & _NOT_GOVERNED) or walk.tokens.forms[j].form in ("ب", "بمن"):
        return walk.found(j, "ب")
    return None


def _at_li(walk: _Walk, j: int, bits: int) -> int | None:
    """At ل: what the reporting word takes, else the one addressed."""
    if bits & LI and "ل" in walk.takes and not walk.clause_ahead and not bits & (MEDIA | TIME):
        near = walk.phrases or walk.participle or j == walk.clause.cue + 1
        if near:
            return walk.found(j, "ل")
    if bits & LI or walk.tokens.forms[j].form == "ل":
        return skip_phrase(walk.tokens, j, walk.end)
    return None


# --- what is passed over ----------------------------------------------------------------------------------------------


def _at_turn(walk: _Walk, j: int, bits: int) -> int:
    """At من جانبه، بدوره or an adverb."""
    forms = walk.tokens.forms
    after_participle = walk.participle and j == walk.clause.cue + 1
    if bits & TURN_WORD and after_participle and "ب" in walk.takes and j + 1 < walk.end and forms[j + 1].form == "في":
        # مشيدا بدورها في: the role itself, no turn
        return walk.found(j, "ب")
    return j + 1


def _at_ma(walk: _Walk, j: int, bits: int) -> int | None:
    """نفى الوزير ما نشر: ما opens what is said."""
    if walk.tokens.forms[j].form != "ما" or not walk.takes_noun or walk.clause_ahead:
        return None
    near = walk.phrases or walk.participle or j == walk.clause.cue + 1
    return walk.found(j, "noun") if near else None


def _at_demonstrative(walk: _Walk, j: int, bits: int) -> int | None:
    """هذا الأسبوع is passed over, هذا المسؤول is a subject."""
    tokens, k = walk.tokens, j + 1
    if k >= walk.end:
        return None
    if tokens.flags[k] & TIME:
        return j + 2
    unlike = walk.clause.form.gender == "m" and tokens.forms[j].form == "هذه"
    if walk.phrases or walk.participle or unlike or not can_speak(tokens.flags[k]):
        return None
    stop = max(phrase_end(tokens, k, walk.end, splitting=walk.takes_noun or walk.takes_person), j + 2)
    walk.phrases.append((k, stop))
    return stop


def _at_opener(walk: _Walk, j: int, bits: int) -> int | None:
    """At a word that only opens a clause (لقد, سنعمل): speech without أن."""
    return None if walk.clause_ahead or bits & (OFFICE | NAME | ORGAN) else _LEAVE


def _at_relative(walk: _Walk, j: int, bits: int) -> int:
    return skip_relative(walk.tokens, j, walk.end)


def _at_even(walk: _Walk, j: int, bits: int) -> int | None:
    """At حتى before an object (وصفت الوزارة حتى الترجمة): even, no preposition."""
    tokens, k = walk.tokens, j + 1
    if tokens.forms[j].form != "حتي" or not (walk.phrases and walk.described) or k >= walk.end:
        return None
    return k if tokens.flags[k] & DEFINITE and not tokens.flags[k] & TIME else None


def _at_adjunct(walk: _Walk, j: int, bits: int) -> int | None:
    tokens = walk.tokens
    named_ali = (
        tokens.dotless and tokens.forms[j].form == "علي" and tokens.text[tokens.ends[j] - 1] != "ى"
    ) or bits & OFFICE
    if bits & BI or not named_ali:
        return skip_adjunct(tokens, j, walk.end, walk.takes)
    return None


def _at_conjunct(walk: _Walk, j: int, bits: int) -> int | None:
    """At a second conjunct of what was passed over."""
    return None if walk.phrases or j == walk.clause.cue + 1 or can_speak(bits) else j + 1


# --- noun phrases -----------------------------------------------------------------------------------------------------


def _at_object(walk: _Walk, j: int, bits: int) -> int | None:
    """At a noun that is what is said (أكد أهمية التعاون)."""
    phrases, cue = walk.phrases, walk.clause.form
    if not walk.takes_noun:
        return None
    if not walk.clause_ahead and not walk.takes_person and (walk.participle or phrases):
        apposition = phrases and phrases[-1][1] == j and walk.tokens.flags[j - 1] & COMMA
        if not apposition:
            return walk.found(j, "noun")
    if is_object_noun(bits) and (not walk.takes_person or walk.described or len(phrases) > 1):
        return walk.found(j, "noun")
    if phrases or walk.clause_ahead or walk.takes_person or cue.gender != "m" or cue.number != "s":
        return None
    if is_feminine(walk.tokens.forms[j].form, bits) and not bits & _AGREEING:
        # a masculine verb before a feminine noun: the noun is the object, the subject is dropped
        return walk.found(j, "noun")
    return None


def _at_no_subject(walk: _Walk, j: int, bits: int) -> int | None:
    """At a particle or a verb, or at an indefinite accusative: an adverb, or the object where there is no other."""
    tokens = walk.tokens
    if bits & NAME:
        return None
    if is_no_noun(tokens, j):
        contrast = tokens.forms[j].form in non_speaker_words("contrasts") and tokens.flags[j - 1] & COMMA
        return _LEAVE if contrast else j + 1
    if not is_adverbial(tokens, j):
        return j + 1 if j > walk.clause.cue + 1 and is_described(tokens, j) else None
    if is_participle(tokens, j) or is_listed_adverb(tokens, j):
        return j + 1
    if walk.takes_noun:
        found = not walk.clause_ahead or is_object_accusative(tokens, j)
        return walk.found(j, "noun") if found else j + 1
    # واشنطن التي رأت دورا: an object that a verb of saying does not take
    return _LEAVE if walk.clause.form.lemma.risk == "H" and not walk.phrases else j + 1


def _at_phrase(walk: _Walk, j: int, bits: int) -> int:
    """At a noun phrase: the subject, the one addressed, or what is said."""
    tokens, word = walk.tokens, walk.tokens.forms[j].form
    own = bits & OCCASION and word.endswith(("ه", "ها", "هم")) and not bits & DEFINITE
    if own and "بقول" in walk.clause.form.lemma.needs:
        # اختتم تصريحه بالقول
        return j + 1
    splitting = walk.takes_person or (walk.takes_noun and not walk.clause_ahead)
    stop = phrase_end(tokens, j, walk.end, splitting=splitting)
    if "في" in walk.takes:
        stop = next((k for k in range(j + 1, stop) if tokens.forms[k].form == "في"), stop)
    if stop == j:
        second = j > walk.clause.cue + 1 and (not walk.takes_person or walk.described)
        if walk.takes_noun and (second or bits & (OBJECT | SUFFIX)):
            return walk.found(j, "noun")
        noun = bits & OBJECT and not bits & THIS
        if j == walk.clause.cue + 1 and noun and not (walk.takes_noun or walk.takes_person):
            # تقول تفاصيل تخص الحادث: the verb takes no object
            walk.phrases.append((j, j + 1))
        return j + 1
    walk.phrases.append((j, stop))
    if len(walk.phrases) >= 2 and walk.described and walk.takes_noun and not walk.clause_ahead:
        # what is described and what it is called: nothing else can follow
        walk.end = stop
    return stop


_MARK_RULES: tuple[tuple[int, _Rule], ...] = (
    (COLON, _at_colon),
    (QUOTE, _at_quote),
    (STOP | SEMI, _at_stop),
    (COMMA, _at_comma),
    (DASH | OPEN, _at_aside),
)
_WORD_RULES: tuple[tuple[int, _Rule], ...] = (
    (COMP, _at_complementizer),
    (PRON, _at_pronoun),
    (PREP, _at_turn_to_saying),
    (WORD, _at_verb),
    (PREP, _at_preposition),
    (BI | PREP, _at_bi),
    (LI | PREP, _at_li),
    (TURN | TURN_WORD | ADVERB, _at_turn),
    (WORD, _at_ma),
    (THIS, _at_demonstrative),
    (OPENER, _at_opener),
    (RELATIVE, _at_relative),
    (PREP, _at_even),
    (ADJUNCT | PREP | TIME | CONJ | BI, _at_adjunct),
    (AND, _at_conjunct),
    (WORD, _at_no_subject),
    (_ANY_WORD, _at_object),
    (_ANY_WORD, _at_phrase),
)


# --- looking ahead ----------------------------------------------------------------------------------------------------


def _clause_ahead(tokens: Tokens, j: int, end: int) -> bool:
    """Whether أن or its like comes before any other verb of saying or clause end, not behind a noun that governs it."""
    flags = tokens.flags
    while j < end:
        bits = flags[j]
        if bits & (STOP | SEMI) and len(tokens.forms[j - 1].form) > 1:
            return False
        if bits & (COMP | PRON | COLON):
            return not (bits & COMP and flags[j - 1] & (OBJECT | ATTITUDE) and not flags[j - 1] & OFFICE)
        if bits & QUOTE:
            closed = tokens.partner.get(j)
            if closed is not None and closed - j > 5:
                return True
            if closed is not None:
                j = closed
        if begins_clause(tokens, j):
            return False
        j += 1
    return False


def _after_colon(tokens: Tokens, j: int, end: int) -> int:
    """Content after a colon: a bare إن is passed over, a quotation mark before it too."""
    k = j + 1
    if k >= end:
        return k
    if tokens.flags[k] & QUOTE and k + 1 < end and tokens.flags[k + 1] & COMP and not tokens.flags[k + 1] & PRON:
        return k + 2
    if tokens.flags[k] & COMP and not tokens.flags[k] & PRON:
        return k + 1
    return k


def _fixed(tokens: Tokens, j: int, preposition: str, i: int) -> bool:
    """على هامش، إلى جانب: the preposition is not the verb's own; nor that of a noun of motion before it."""
    flags = tokens.flags
    if j - 1 > i and flags[j - 1] & MOTION:
        return True
    if preposition == "على" and tokens.text[tokens.ends[j] - 1] == "ي" and tokens.dotless:
        return True
    if j + 1 >= len(tokens):
        return False
    following, word = flags[j + 1], tokens.forms[j + 1].form
    if preposition == "على":
        return bool(following & FIXED_ALA)
    if preposition == "إلى":
        # the envoy's own place: مبعوث الأمم المتحدة إلى اليمن
        envoy = following & STATE and any(flags[k] & ENVOY for k in range(max(i + 1, j - 7), j))
        return bool(envoy) or word in ("جانب", "ذلك", "حد")
    if preposition == "في":
        return bool(following & (OCCASION | PLACE | TIME | STATE))
    return preposition == "من" and word in _AFTER_MIN
