"""Whether a finite verb reports speech in its place: guards against homographs, mood, subject and complement."""

from __future__ import annotations

from typing import NamedTuple

from taawun.statements.cues.clause import Clause, is_feminine
from taawun.statements.cues.complements import read_complement
from taawun.statements.cues.passive import is_passive
from taawun.statements.cues.preverbal import directly_before, phrase_before, subject_before
from taawun.statements.cues.valency import CLAUSAL, PREPOSITIONAL, match_valency
from taawun.statements.mentions.non_speakers import is_accusative_plural, is_adverbial, is_no_noun, is_saying, is_thing
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BACKGROUND,
    BE,
    BI,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    HE_VERB,
    HONORIFIC,
    IDENTITY,
    IRREALIS,
    NAME,
    NEG,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUOTE,
    RELATIVE,
    STATE,
    STOP,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.forms import has_rare_bi
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_TURNED = TURN | TURN_WORD
#: a verb may stand right behind these, a noun that looks like it less likely
_BEFORE_VERB = CONJ | PRON | HE_VERB | COMMA | DASH | _TURNED | TIME | STATE | NAME | DEMONYM | DEFINITE
_BEFORE_VERB |= QUOTE | COLON

#: endings of what belongs to the one who speaks
_OF_FIRST_PERSON = ("نا", "تي")
_RESUMING = word_group("resuming")
_ELATIVES = word_group("elatives")
_AGENTLESS = word_group("agentless")
_NOT_AFTER = word_group("relative_particles")
_CLAUSE_OPENERS = word_group("clause_openers")
_BEFORE_IRREALIS = word_group("before_irrealis")


class _Verb(NamedTuple):
    """A verb in its place: token, reading, own features, and features and form of the word before in the sentence."""

    tokens: Tokens
    i: int
    cue: CueForm
    bits: int
    start: int
    before: int
    previous: str

    @property
    def bare(self) -> bool:
        """A past tense without و or ف."""
        return self.cue.kind == "past" and not self.cue.proclitic


def judge_finite(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """Clause of a finite verb that reports speech, None when it does not."""
    start = tokens.sentence_start[i]
    inside = i > start
    before, previous = (tokens.flags[i - 1], tokens.forms[i - 1].form) if inside else (0, "")
    verb = _Verb(tokens, i, cue, tokens.flags[i], start, before, previous)
    if _is_name(verb):
        return None
    if previous in _NOT_AFTER and not cue.proclitic:
        return _judge_anaphoric(tokens, i, cue)
    if _is_other_word(verb):
        return None
    if previous == "و":
        verb = verb._replace(cue=cue._replace(proclitic="و"), before=0)
    resumed = cue.kind == "present" and _resumes(tokens, i, verb.cue)
    if _cannot_report(verb, resumed) or _is_noun(verb):
        return None
    clause = read_complement(tokens, i, verb.cue)
    if clause.complement == "none" and "ب" in cue.lemma.needs and _rare_object(tokens, i):
        clause = read_complement(tokens, i, verb.cue)
    if not _mood_allows(verb, clause, resumed) or _tells(verb, clause):
        return None
    if verb.before & RELATIVE:
        clause.position = "relative"
        if not _relative_reports(verb, clause):
            return None
    return _complete(verb, clause, resumed)


def _complete(verb: _Verb, clause: Clause, resumed: bool) -> Clause | None:
    """Find the subject, and check that the complement is one that the verb takes."""
    tokens, i, cue = verb.tokens, verb.i, verb.cue
    if verb.before & (PRON | HE_VERB) and cue.lemma.person and clause.subject is not None and clause.person is None:
        # إنه طالب الحكومة: the pronoun is the subject
        clause.person, clause.subject, clause.subject_rule = clause.subject, None, "dropped"
    free = _free_subject(tokens, clause)
    if not _find_subject(tokens, clause):
        return None
    if not free and (clause.subject is None or not can_speak(tokens.flags[clause.subject[0]])):
        return None
    if clause.subject is None and _is_construct(verb, clause):
        return None
    if tokens.quoted_from[i] >= 0 and (clause.subject is None or clause.complement not in ("an", "pronoun")):
        return None
    fits = match_valency(tokens, clause, cue.lemma.needs)
    if not fits or (cue.lemma.passive and cue.kind == "present" and is_passive(tokens, clause)):
        return None
    known = OFFICE | NAME | HONORIFIC | DOCUMENT
    named = clause.subject is not None and bool(tokens.flags[clause.subject[0]] & known)
    if clause.content - i > cue.lemma.reach and clause.saying < 0 and not (named and cue.proclitic):
        return None
    if resumed:
        if clause.subject is not None and clause.subject_rule == "before":
            clause.subject, clause.subject_rule = None, "dropped"
        clause.position, clause.left = "resumed", i - 2 if verb.previous == "ان" else i
    elif cue.proclitic == "ل":
        return None
    clause.rule = "finite:" + fits
    return clause


# --- before the complement is read --------------------------------------------------------------------------------------


def _is_name(verb: _Verb) -> bool:
    """Tell a word that can be a name or a title: it stands behind another one or behind a preposition."""
    behind_verb = any(c.kind == "past" for c in verb.tokens.forms[verb.i - 1].cues)
    if verb.cue.proclitic == "ف" and verb.i > verb.start and behind_verb:
        # قال فالح: no verb follows another one without a mark
        return True
    own = verb.bits & (NAME | OFFICE | HONORIFIC | DEFINITE) and not verb.cue.proclitic
    return bool(own and verb.before & (OFFICE | NAME | HONORIFIC | ORGAN | PREP))


def _is_other_word(verb: _Verb) -> bool:
    """Homographs: نفي and نفى, a dual that is an adverb, a preposition."""
    tokens, cue = verb.tokens, verb.cue
    weak = cue.lemma.lemma.endswith("ى") and cue.gender == "m" and cue.kind == "past" and not cue.suffix
    if tokens.dotless and weak and tokens.text[tokens.ends[verb.i] - 1] == "ي":
        # where على is written with its dotless ya, نفي is the noun and نفى the verb
        return True
    if cue.kind == "past" and cue.number == "d" and (verb.bits & ADJUNCT or is_adverbial(tokens, verb.i)):
        return True
    if not verb.bare or not verb.bits & (PREP | ADJUNCT):
        return False
    if verb.i + 1 < len(tokens) and (tokens.flags[verb.i + 1] & OCCASION or is_thing(tokens, verb.i + 1)):
        # عقب اجتماع، عقب توقيع
        return True
    if verb.i == verb.start:
        return False
    return not verb.before & (CONJ | COMMA | DASH | _TURNED | BE)


def _cannot_report(verb: _Verb, resumed: bool) -> bool:
    """Places in which a verb reports nothing: behind a preposition, in the subjunctive, in a byline, behind a verb."""
    before, cue = verb.before, verb.cue
    governed = before & PREP and not before & (CONJ | NEG | IRREALIS)
    if governed and not cue.proclitic and verb.previous not in _CLAUSE_OPENERS:
        return True
    if before & COMP and not before & PRON and not cue.proclitic and cue.kind == "present" and not resumed:
        return True
    if cue.lemma.act == "write" and verb.i == 0 and cue.kind == "past":
        # كتب - فلان: a byline
        return True
    if not verb.bare:
        return False
    if not cue.lemma.bare and not before & (_TURNED | COMMA):
        return True
    return (
        verb.i > verb.start
        and any(c.kind != "noun" or not before & DEFINITE for c in verb.tokens.forms[verb.i - 1].cues)
        and not before & (CONJ | OFFICE | NAME)
    )


def _is_noun(verb: _Verb) -> bool:
    """Whether a form that is verb or noun (ذكر، طلب) is a noun: it is one unless a verb must stand in its place."""
    cue, before = verb.cue, verb.before
    if not cue.lemma.like_noun or cue.kind != "past" or cue.gender != "m" or cue.number != "s":
        return False
    if before & BACKGROUND or verb.previous in _AGENTLESS:
        return True
    if cue.proclitic or verb.i == verb.start or before & _BEFORE_VERB:
        return False
    named = before & WORD and not before & (COMMON | OBJECT | PREP)
    return not named and not any(verb.tokens.flags[k] & BE for k in range(max(verb.start, verb.i - 5), verb.i))


# --- when the complement is read --------------------------------------------------------------------------------------


def _mood_allows(verb: _Verb, clause: Clause, resumed: bool) -> bool:
    """Whether a negated, future or conditional verb still reports; sets polarity and factuality."""
    cue, before, previous = verb.cue, verb.before, verb.previous
    negated = before & NEG and previous not in ("ما", "غير", "دون", "عدم") and not cue.proclitic
    if negated or (cue.proclitic and verb.i > verb.start and previous in ("لا", "لم")):
        if not _names_who_says_what(verb.tokens, clause) and not _denial(verb, clause):
            return False
        clause.polarity = "negated"
    future = not resumed and (cue.future or (previous in _BEFORE_IRREALIS and cue.kind == "present"))
    if future or (previous in ("لو", "اذا") and verb.bare):
        if not _names_who_says_what(verb.tokens, clause):
            return False
        clause.factuality = "irrealis"
    return True


def _denial(verb: _Verb, clause: Clause) -> bool:
    """لم ينف الوزير أن، لم ينكر الاتهام: not to deny is to say something."""
    if verb.cue.lemma.act not in ("deny", "reject", "concede"):
        return False
    if clause.clausal:
        return True
    named = clause.subject is not None and can_speak(verb.tokens.flags[clause.subject[0]])
    return named and clause.complement == "noun" and verb.cue.lemma.act == "deny"


def _tells(verb: _Verb, clause: Clause) -> bool:
    """Whether the verb tells the journalist's own story: يذكر أن، اطلعت عليه، في بيان أعلن فيه، رفض ذكر اسمه."""
    tokens, i, lemma = verb.tokens, verb.i, verb.cue.lemma
    end = tokens.sentence_end[i]
    following = tokens.flags[i + 1] if i + 1 < end else 0
    if verb.bits & BACKGROUND and clause.subject is None and clause.content - i <= 3 and verb.cue.kind == "present":
        return True
    if lemma.lemma == "أطلع" and following & (PREP | PREP_PRONOUN):
        # اطلعت عليه الصحيفة: to see something
        return True
    if verb.before & OCCASION and following & PREP_PRONOUN and clause.complement not in ("an", "pronoun"):
        # في بيان أعلن فيه التغييرات: no statement of its own
        return True
    silent = lemma.act in ("reject", "demand") or lemma.lemma == "تحدث"
    return silent and any(tokens.flags[k] & IDENTITY for k in range(i + 1, min(i + 6, end)))


def _relative_reports(verb: _Verb, clause: Clause) -> bool:
    """الذي قال إن: a verb of a relative clause reports where what is said stands right beside it."""
    i, flags = verb.i, verb.tokens.flags
    near = clause.content - (clause.subject[1] if clause.subject else i + 1)
    prepositional = clause.complement in PREPOSITIONAL or clause.complement == "ب"
    aside = prepositional and i - 2 > verb.start and bool(flags[i - 2] & COMMA)
    if not (clause.complement in CLAUSAL or clause.clausal or aside):
        return False
    return near <= (2 if clause.complement in ("quote", "colon") else 4)


def _free_subject(tokens: Tokens, clause: Clause) -> bool:
    """Make what stands behind the verb and cannot speak no subject; False when it is a thing that shows something."""
    span, form = clause.subject, clause.form
    if span is None or clause.subject_rule != "after":
        return True
    head, shows = span[0], False
    if _ends_plural(tokens.forms[clause.cue].form, form) or is_accusative_plural(tokens, head):
        # a verb in the plural has its subject before it; a plural in ين is accusative
        _make_object(clause, span)
    elif not is_thing(tokens, head):
        return True
    elif is_saying(tokens, head) and clause.clausal:
        # كرر قوله بأن: the word only stands for what follows
        pass
    elif _is_whole_object(tokens, clause, span):
        clause.content, clause.complement = head, "noun"
    elif form.lemma.lemma == "قال" and tokens.forms[head].form.endswith(_OF_FIRST_PERSON):
        # وقال هدفنا واضح: speech without marks
        clause.content, clause.complement, clause.clausal = head, "bare", True
    else:
        shows = True
    clause.subject, clause.subject_rule = None, "dropped"
    return not shows


def _is_construct(verb: _Verb, clause: Clause) -> bool:
    """Whether a form that is verb or noun heads a construct, with nobody who speaks: كان الأول هو رفض الانضمام."""
    lemma = verb.cue.lemma
    noun = lemma.like_noun and (verb.bare or lemma.lemma in _ELATIVES)
    if clause.complement != "noun" or not noun:
        return False
    a_verb = verb.before & (PRON | HE_VERB | CONJ) and verb.previous not in ("هو", "هي")
    return not a_verb and is_thing(verb.tokens, clause.content)


def _ends_plural(word: str, cue: CueForm) -> bool:
    """Whether a verb shows its dual or plural subject by its ending; رأت and قلنا are listed as other forms."""
    return cue.number != "s" and word.endswith(("وا", "ون", "ان", "ا")) and not word.endswith("نا")


def _is_whole_object(tokens: Tokens, clause: Clause, span: tuple[int, int]) -> bool:
    """Whether a thing behind a verb is what is said: alone, with its genitive, or of another gender than the verb.

    With a verb that calls somebody something it is who is called so (اعتبرت التوافق مهما).
    """
    if "اسم" not in clause.form.lemma.takes:
        return False
    head = span[0]
    described = clause.form.lemma.person == "موصوف"
    construct = clause.content == span[1] and (described or not tokens.flags[head] & DEFINITE)
    feminine = is_feminine(tokens.forms[head].form, tokens.flags[head]) and clause.form.gender == "m"
    return clause.complement == "none" or (clause.complement == "noun" and construct) or feminine


def _find_subject(tokens: Tokens, clause: Clause) -> bool:
    """Look for the subject before the verb: the antecedent of a relative, or a phrase that opens the clause.

    False when what is found cannot speak, so that the verb reports nothing.
    """
    i = clause.cue
    if clause.position == "relative":
        if clause.subject is None:
            clause.subject, clause.subject_rule = phrase_before(tokens, i - 1), "antecedent"
        return True
    found = subject_before(tokens, i, clause)
    if found is not None and _is_outside(tokens, found[0][0]):
        found = None
    told = i > 1 and tokens.forms[i - 1].form == "قد" and bool(tokens.flags[i - 2] & COMMA)
    if found is None or (clause.subject is not None and not told and not directly_before(tokens, found[0], i)):
        _find_near(tokens, clause)
        return True
    if is_thing(tokens, found[0][0]):
        # a thing that shows something, unless it belongs to a clause before
        return clause.clausal if clause.subject is not None else _comma_between(tokens, found[0][1], i)
    if _is_other_gender(tokens, found[0], clause.form):
        # إيران توقع اتفاقا is another verb
        return _comma_between(tokens, found[0][1], i)
    after = clause.subject
    clause.subject, clause.left = found
    clause.subject_rule, clause.position = "before", "sv"
    if after is not None:
        _make_object(clause, after)
    return True


def _is_other_gender(tokens: Tokens, span: tuple[int, int], cue: CueForm) -> bool:
    """Whether a state before a masculine past tense is feminine, so that it is no subject."""
    head = tokens.flags[span[0]]
    masculine = cue.kind == "past" and cue.gender == "m" and cue.number == "s"
    return bool(masculine and head & STATE and is_feminine(tokens.forms[span[0]].form, head))


def _comma_between(tokens: Tokens, start: int, end: int) -> bool:
    return any(tokens.flags[k] & COMMA for k in range(start, end))


def _is_outside(tokens: Tokens, head: int) -> bool:
    """Whether a phrase before the verb only seems to be one: a particle, a verb, or what a preposition governs."""
    before = tokens.flags[head - 1] if head else 0
    governed = is_thing(tokens, head) and before & PREP
    # من جهة أخرى
    governed = governed or (head > 0 and tokens.forms[head - 1].form in ("من", "ومن"))
    accusative = is_adverbial(tokens, head) and not before & (COMP | CONJ)
    return bool(governed) or accusative or is_no_noun(tokens, head)


def _find_near(tokens: Tokens, clause: Clause) -> None:
    """Take the person named right before a past tense for its subject."""
    i = clause.cue
    if clause.subject is not None or clause.form.proclitic or clause.form.kind != "past":
        return
    if i == tokens.sentence_start[i] or not tokens.flags[i - 1] & (NAME | DEMONYM):
        return
    near = phrase_before(tokens, i)
    if near is not None and tokens.flags[near[0]] & (OFFICE | HONORIFIC | NAME):
        clause.subject, clause.subject_rule = near, "antecedent"


def _make_object(clause: Clause, phrase: tuple[int, int]) -> None:
    """Make an object of what was taken for the subject behind the verb: the subject stands before it."""
    lemma = clause.form.lemma
    if lemma.person and clause.person is None and clause.complement != "none":
        clause.person = phrase
        if lemma.person == "موصوف":
            clause.content = min(clause.content, phrase[0])
    elif "اسم" in lemma.takes and clause.complement == "none":
        clause.content, clause.complement = phrase[0], "noun"


# --- special verbs ----------------------------------------------------------------------------------------------------


def _resumes(tokens: Tokens, i: int, cue: CueForm) -> bool:
    """عاد الوزير ليؤكد، قبل أن يضيف: a verb in the subjunctive that tells what was said."""
    start, forms = tokens.sentence_start[i], tokens.forms
    if i - start < 2:
        return False
    if forms[i - 1].form == "ان" and not cue.proclitic:
        return forms[i - 2].form == "قبل"
    if cue.proclitic not in ("ل", "ف"):
        return False
    return any(forms[j].form.lstrip("وف") in _RESUMING for j in range(max(start, i - 9), i))


def _judge_anaphoric(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """وهو ما نفاه الوزير: the object pronoun stands for what was reported before; the speaker follows the verb."""
    forms, start = tokens.forms, tokens.sentence_start[i]
    opened = i - 2 > start and forms[i - 1].form == "ما" and forms[i - 2].form in ("وهو", "هو", "الامر")
    if not opened or not cue.suffix or cue.kind not in ("past", "present") or tokens.quoted_from[i] >= 0:
        return None
    k, end = i + 1, tokens.sentence_end[i]
    while k < end and tokens.flags[k] & (ADVERB | TIME) and not tokens.flags[k] & PREP:
        k += 1
    stop = phrase_end(tokens, k, end) if k < end and can_speak(tokens.flags[k]) else k
    if stop == k:
        return None
    return Clause(
        i, cue, stop, "none", (k, stop), "after", rule="finite:anaphoric", left=i - 2 - (forms[i - 2].form == "الامر")
    )


def _rare_object(tokens: Tokens, i: int) -> bool:
    """Mark a rare noun with ب (بهدنة) as such behind a verb that has no other complement."""
    for k in range(i + 1, min(i + 14, tokens.sentence_end[i])):
        bits = tokens.flags[k]
        if bits & (COMMA | STOP | COMP | PRON | COLON | QUOTE):
            return False
        if (
            k > i + 1
            and not tokens.forms[k].flags & (NAME | PREP | OFFICE | BI | DEFINITE)
            and has_rare_bi(tokens.forms[k].form)
        ):
            tokens.flags[k] = (tokens.flags[k] & ~NAME) | BI | OBJECT
            return True
    return False


def _names_who_says_what(tokens: Tokens, clause: Clause) -> bool:
    """Whether a negated, future or conditional verb still has its speaker and a clause beside it."""
    if clause.subject is None or clause.complement not in ("an", "pronoun"):
        return False
    return can_speak(tokens.flags[clause.subject[0]]) and clause.content - clause.cue <= 20
