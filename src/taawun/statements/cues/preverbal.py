"""Subjects that stand before their verb."""

from __future__ import annotations

from collections.abc import Callable

from taawun.lexicons import setting
from taawun.rules import first_verdict, rule
from taawun.statements.cues.clause import Clause
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    BE,
    BREAK,
    CLOSE,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DOCUMENT,
    HE_VERB,
    HONORIFIC,
    INSTITUTION,
    MEDIA,
    NAME,
    NEG,
    NUMBER,
    OFFICE,
    OPEN,
    PREP,
    PRON,
    QUANT,
    QUOTE,
    RELATIVE,
    SEMI,
    STATE,
    STOP,
    THIS,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

Span = tuple[int, int]

_FARTHEST_SUBJECT, _TRIES = setting("farthest_subject"), setting("adverbials_before_subject")
_ANTECEDENT_WITHIN = setting("antecedent_within")
_RELATIVE_WITHOUT_COMMA = setting("relative_without_comma")
_ADVERBIAL_WITHOUT_COMMA = setting("adverbial_without_comma")
_ASIDE_WITHIN = setting("aside_within")
_PASSED = COMMA | DASH | CLOSE | TURN | TURN_WORD | TIME | ADVERB | QUOTE
_BOUNDS = STOP | SEMI | COLON | COMP
_KNOWN = DEFINITE | NAME | STATE | DOCUMENT | MEDIA | INSTITUTION
OPENERS = word_group("openers")
_SKIPPED = word_group("skipped_before_verb")
_SKIPPED_INSIDE = word_group("skipped_in_subject")
_QAD = word_group("qad")
_SIGNED_BY, _RELATIVE_MA = word_group("signed_by"), word_group("relative_particles")
_AND_HE = frozenset("و" + form for form in word_group("own_pronouns"))
_ABOUT, _HUNDRED = word_group("approximately"), word_group("hundred")
_DIRECTIONS = word_group("directions")
_GOVERNS_ACCUSATIVE = word_group("governing_accusative")


def subject_before(tokens: Tokens, cue: int, clause: Clause) -> tuple[Span, int] | None:
    """Subject of a verb that follows it: the noun phrase that opens the clause and reaches to the verb.

    Returns its span, and where the clause begins with it; None when no phrase reaches the verb.
    """
    flags = tokens.flags
    quoted = flags[cue - 2] & QUOTE and clause.form.lemma.continues
    if clause.form.proclitic == "و" or flags[cue - 1] & PRON or quoted:
        return None
    # from the left: past what may open a clause, then a phrase that reaches the verb
    k = _clause_start(tokens, cue)
    tries = 0
    while tries < _TRIES:
        if introduces(k, tokens):
            k += 1
            continue
        if flags[k] & HE_VERB:
            # لكنه قال: the pronoun carries on
            return None
        if is_accusative(k, tokens):
            k += 1
            continue
        end = k if opens_another_clause(k, tokens) or quotes_clause(k, tokens) else phrase_end(tokens, k, cue)
        if end > k and reaches(tokens, end, cue):
            return ((k, end), k) if is_plausible((k, end), tokens, clause) else None
        # an adverbial, the clause of another verb and an aside end at their comma
        comma = _next_comma(tokens, k, cue)
        if comma is not None:
            k = comma + 1
            tries += 1
        elif flags[k] & TIME:
            k += 1
        else:
            return None
    return None


def _clause_start(tokens: Tokens, cue: int) -> int:
    """Where the clause of a verb may begin: behind a stop, أن, the mark of a quotation, لكن and its like."""
    begin = max(tokens.sentence_start[cue], cue - _FARTHEST_SUBJECT)
    return next((k + 1 for k in range(cue - 1, begin - 1, -1) if _bounds_clause(tokens, k, cue)), begin)


def _bounds_clause(tokens: Tokens, k: int, cue: int) -> bool:
    if tokens.flags[k] & _BOUNDS or tokens.plain[k] in OPENERS:
        return not is_auxiliary(k, tokens, cue)
    return k < cue - 1 and tokens.partner.get(k, cue) > cue


@rule
def is_auxiliary(k: int, tokens: Tokens, cue: int) -> bool:
    """كان right before the verb, or before its قد, stands between the verb and its subject (الحكومة كانت قد أعلنت).

    + يذكر أن الحكومة الكينية كانت قد أعلنت أن الحدود آمنة. => أعلنت (الحكومة الكينية) الحدود آمنة
    - وكانت الحكومة الكينية قد أعلنت أن الحدود آمنة. => أعلنت (الحكومة الكينية) الحدود آمنة
    """
    if not tokens.flags[k] & BE:
        return False
    return _QAD.issuperset(tokens.plain[k + 1 : cue])


def _next_comma(tokens: Tokens, k: int, end: int) -> int | None:
    return next((m for m in range(k + 1, end) if tokens.flags[m] & COMMA), None)


def directly_before(tokens: Tokens, span: Span, cue: int) -> bool:
    """Whether a subject stands next to its verb (قد may intervene) behind أن، إن، كان، أما or at a clause's start."""
    first, k = span
    if not can_speak(tokens.flags[first]) and tokens.flags[first] & (COMMON | DEFINITE):
        return False
    while tokens.plain[k] in _QAD:
        k += 1
    opened = first == tokens.sentence_start[cue] or bool(tokens.flags[first - 1] & (COMP | BE | CONJ))
    return k == cue and opened


def phrase_before(tokens: Tokens, end: int, fits: Callable[[int, Tokens], bool] | None = None) -> Span | None:
    """Find the longest noun phrase able to speak that ends right before a token, a comma apart, and whose head fits."""
    found = None
    if tokens.flags[end - 1] & COMMA:
        end -= 1
    for k in range(end - 1, max(tokens.sentence_start[end - 1], end - _ANTECEDENT_WITHIN) - 1, -1):
        bits = tokens.flags[k]
        if bits & (STOP | COMP | PRON | SEMI | COLON):
            break
        heads = can_speak(bits) and (fits is None or fits(k, tokens))
        if heads and phrase_end(tokens, k, end, bare=True) == end:
            found = (k, end)
            if tokens.flags[k - 1] & (PREP | COMMA):
                break
    return found


# --- what opens the clause --------------------------------------------------------------------------------------------


@rule
def introduces(k: int, tokens: Tokens) -> bool:
    """A mark, a turn and an auxiliary only introduce a subject (من جانبه، كان).

    + هناك مسؤولون يمنيون أكدوا أن الحدود آمنة. => أكدوا (مسؤولون يمنيون) الحدود آمنة
    + وصل الرئيس الكيني إلى أنقرة. بدوره، السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    + وصل الرئيس الكيني إلى أنقرة. - السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    + هذه الوزارة تؤكد أن الحدود آمنة. => تؤكد (الوزارة) الحدود آمنة
    + وكالات أكدت الوزارة أن الحدود آمنة. => أكدت (الوزارة) الحدود آمنة
    + نحو 20 نائبا أكدوا أن الحدود آمنة. => أكدوا (20 نائبا) الحدود آمنة
    - وكالات الأمم المتحدة أكدت أن الحدود آمنة. => أكدت (وكالات الأمم المتحدة) الحدود آمنة
    - الوزير الأردني أكد أن الحدود آمنة. => أكد (الوزير الأردني) الحدود آمنة
    """
    bits = tokens.flags[k]
    share = tokens.plain[k + 2] in _HUNDRED
    counts = bits & NUMBER and (share or can_speak(tokens.flags[k + 1]))
    if not bits & WORD and k not in tokens.partner and not counts:
        return True
    if about_so_many(k, tokens):
        return True
    # هذه القوى تؤكد
    this = bits & THIS and tokens.flags[k + 1] & DEFINITE
    signed = tokens.plain[k] in _SIGNED_BY and bool(tokens.forms[k + 1].cues)
    return bool(this or signed or bits & (TURN | TURN_WORD | BE)) or tokens.plain[k] in _SKIPPED


def about_so_many(k: int, tokens: Tokens) -> bool:
    """Whether a word only says that a number behind it is none that was counted: نحو 20، زهاء مئة."""
    return tokens.plain[k] in _ABOUT and bool(tokens.flags[k + 1] & (NUMBER | QUANT))


@rule
def is_accusative(k: int, tokens: Tokens) -> bool:
    """An adverbial accusative before a subject is passed over (اقتصاديا، أخيرا).

    + وصل الرئيس الكيني إلى أنقرة. اقتصاديا، السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    + وصل الرئيس الكيني إلى أنقرة. وأمنياً السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    + وصل الرئيس الكيني إلى أنقرة. أمنياً السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    + تركيا، حسب الصحيفة، أكدت أن الحدود آمنة. => أكدت (تركيا) الحدود آمنة {relay الصحيفة}
    - قال الوزير إن الحدود آمنة، لكن ناطقاً باسم الحركة نفى ذلك.
      => قال (الوزير) الحدود آمنة ; نفى (ناطقاً باسم الحركة) ذلك
    - وذكرت الصحيفة أن وفداً دبلوماسياً أكد أن الحدود آمنة. => أكد (وفداً دبلوماسياً) الحدود آمنة {relay الصحيفة}
    - السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    """
    written = tokens.text[tokens.starts[k] : tokens.ends[k]]
    if written.endswith(("اً", "ًا")):
        return not tokens.flags[k - 1] & COMP and tokens.plain[k - 1] not in _GOVERNS_ACCUSATIVE
    return written[-1] == "ا" and bool(tokens.flags[k + 1] & COMMA)


@rule
def opens_another_clause(k: int, tokens: Tokens) -> bool:
    """Where another verb opens the clause, its subject is not ours.

    + حضر الرئيس، والوزير أكد أن الحدود آمنة. => أكد (الوزير) الحدود آمنة
    + وصل الرئيس الكيني إلى أنقرة. قدم شكره، السفير أكد أن الحدود آمنة.
      => قدم (الرئيس الكيني) شكره ; أكد (السفير) الحدود آمنة
    + وصل الرئيس الكيني إلى أنقرة. وشيوخ العشائر، السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    - وصل الرئيس الكيني إلى أنقرة. وبعضهم، أكد أن الحدود آمنة. => أكد (بعضهم) الحدود آمنة
    - السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    """
    bits, form = tokens.flags[k], tokens.forms[k]
    if can_speak(bits):
        return False
    return bool(bits & (BREAK | AND) or form.narrates) or any(cue.kind == "past" for cue in form.cues)


@rule
def quotes_clause(k: int, tokens: Tokens) -> bool:
    """In quotation marks stands no name where لن or إن opens them, but what somebody says.

    + «لن نتراجع» قال الوزير الأردني، مضيفا أن الحدود آمنة. => قال (الوزير الأردني) «لن نتراجع» ; مضيفا (الوزير الأردني)
      الحدود آمنة
    - «حزب النهر» قال إن الحدود آمنة. => قال (حزب النهر) الحدود آمنة
    """
    return bool(tokens.flags[k] & QUOTE and tokens.flags[k + 1] & (NEG | COMP | PRON))


@rule
def is_plausible(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """What may not speak by its kind is a subject where it is definite, long, unknown, or has a clause.

    + تشومسكي أكد أن الحدود آمنة. => أكد (تشومسكي) الحدود آمنة
    + النتائج أكدت عودة الأمن. => أكدت (النتائج) عودة الأمن
    + شخصيات رفيعة تؤكد عودة الأمن. => تؤكد (شخصيات رفيعة) عودة الأمن
    + وبعضهم رأى أن الحدود آمنة. => رأى (بعضهم) الحدود آمنة
    + قيم أكدت أن الحدود آمنة. => none
    + السفير أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    - قيم أكدت عودة الأمن. => none
    - وألقى الوزير كلمة في تعز، جنوبي البلاد، قال فيها إن الحدود آمنة. => قال (الوزير) الحدود آمنة
    """
    bits = tokens.flags[span[0]]
    if can_speak(bits):
        return True
    if tokens.plain[span[0]] in _DIRECTIONS:
        return False
    return clause.clausal or bool(bits & DEFINITE) or span[1] - span[0] >= 2 or not bits & COMMON


# --- between subject and verb: where to go on, -1 where the subject does not reach the verb ---------------------------


def reaches(tokens: Tokens, end: int, cue: int) -> bool:
    """Whether only commas, قد, brackets, adverbials and relative clauses lie between a subject and its verb."""
    k = end
    while k < cue:
        step = first_verdict(_PASSES, k, tokens, end, cue)
        if step is None or step < 0:
            return False
        k = step
    return True


@rule(silence=0)
def past_brackets(k: int, tokens: Tokens, end: int, cue: int) -> int:
    """Brackets may stand between a subject and its verb.

    + ماكرون (يمين الوسط) يؤكد أن الحدود آمنة. => يؤكد (ماكرون) الحدود آمنة
    - السفير، يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    """
    return tokens.partner.get(k, -1) + 1 if tokens.flags[k] & OPEN else 0


@rule(silence=0)
def past_adverbial(k: int, tokens: Tokens, end: int, cue: int) -> int:
    """An adverbial or a relative clause between them ends at its comma; without one it is short and has no other verb.

    + السفير، في ختام لقائه الوزير، يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    + السفير الذي زار مصر يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    + السفير في ختام اللقاء يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    + السفير مع أكبر شكر يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    + السفير في لقاء مع نائب يؤكد أن الحدود آمنة. => none
    - السفير، يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    """
    relative = tokens.flags[k] & RELATIVE
    if not (relative or tokens.flags[k] & (ADJUNCT | PREP)):
        return 0
    comma = _next_comma(tokens, k, cue)
    if comma is not None:
        return comma + 1
    if can_speak(tokens.flags[cue - 1]) and not tokens.flags[cue - 1] & _KNOWN:
        # لمرشح يؤيد: a clause about somebody else
        return -1
    # a relative clause brings one verb of its own, a source phrase (وفقا لـ) none
    first, longest = (k + 2, _RELATIVE_WITHOUT_COMMA) if relative else (k + 1, _ADVERBIAL_WITHOUT_COMMA)
    return cue if cue - k <= longest and not any(_is_verb(tokens, m) for m in range(first, cue)) else -1


@rule(silence=0)
def past_mark(k: int, tokens: Tokens, end: int, cue: int) -> int:
    """A comma, a date, a turn and قد may stand between a subject and its verb.

    + السفير، يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    + السفير هو يؤكد أن الحدود آمنة. => يؤكد (السفير) الحدود آمنة
    - السفير شاكرا يؤكد أن الحدود آمنة. => none
    """
    passed = tokens.flags[k] & _PASSED or tokens.plain[k] in _SKIPPED_INSIDE
    return k + 1 if passed or is_auxiliary(k, tokens, cue) else 0


@rule(silence=0)
def past_aside(k: int, tokens: Tokens, end: int, cue: int) -> int:
    """An aside between commas is passed over before a verb with قد or ف (الوزير، طلب عدم ذكر اسمه، قد قال).

    So is what وهو says of the subject right before the verb.

    + وكان مسؤول محلي، طلب عدم الكشف عن اسمه، قد انتقد القرار. => انتقد (مسؤول محلي) القرار
    + أما محاميه، بدا سعيدا، فيقول إن الحدود آمنة. => فيقول (محاميه) الحدود آمنة
    + وانتهى اللقاء، لكن السفير، وهو من عمان، قال إن الحدود آمنة. => قال (السفير) الحدود آمنة
    - وانتهى اللقاء، لكن السفير، وهو ما يخشاه السكان، قال إن الحدود آمنة. => قال (?) الحدود آمنة
    - أما محاميه، بدا سعيدا، يقول إن الحدود آمنة. => none
    - أما محاميه بدا سعيدا، يقول إن الحدود آمنة. => none
    - أما محاميه، وبدا سعيدا، قد انتقد القرار. => none
    """
    he = tokens.plain[k] in _AND_HE and tokens.plain[k + 1] not in _RELATIVE_MA
    if not tokens.flags[k - 1] & COMMA or (tokens.flags[k] & (COMP | PRON | AND) and not he):
        return 0
    comma = _next_comma(tokens, k, min(cue, k + _ASIDE_WITHIN))
    if comma is None:
        return 0
    taken_up = any(form.proclitic == "ف" for form in tokens.forms[cue].cues)
    resumed = (comma + 1 == cue and (taken_up or he)) or tokens.plain[cue - 1] in _QAD
    return cue if resumed else 0


@rule(silence=0)
def past_apposition(k: int, tokens: Tokens, end: int, cue: int) -> int:
    """A second title between commas belongs to the subject.

    + وصل الرئيس الكيني إلى أنقرة. السفير، في عمان، رئيس الوفد، أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    + وصل الرئيس الكيني إلى أنقرة. السفير، في عمان، الدكتور سالم حداد، أكد أن الحدود آمنة. => أكد (السفير) الحدود آمنة
    - السفير، في عمان، شاكرا، يؤكد أن الحدود آمنة. => none
    """
    titled = tokens.flags[k] & (OFFICE | HONORIFIC)
    stop = phrase_end(tokens, k, cue) if titled else k
    return stop if stop > k else 0


_PASSES = (past_brackets, past_adverbial, past_mark, past_aside, past_apposition)


def _is_verb(tokens: Tokens, k: int) -> bool:
    form = tokens.forms[k]
    return bool(form.narrates) or any(
        cue.kind not in ("source", "noun") and not cue.lemma.like_noun for cue in form.cues
    )
