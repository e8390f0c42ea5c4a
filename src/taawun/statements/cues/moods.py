"""Negated, future and conditional verbs, and what a verb tells as the journalist's own story."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import Clause
from taawun.statements.cues.homographs import describes_it
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.non_speakers import is_thing
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.mentions.phrase import SPEAKERS
from taawun.statements.mentions.phrase_limits import past_identity
from taawun.statements.reading.features import (
    BACKGROUND,
    DEFINITE,
    HE_VERB,
    NEG,
    OCCASION,
    ORGAN,
    PREP,
    PREP_PRONOUN,
    PRON,
)
from taawun.statements.reading.matching import word_group

_BEFORE_IRREALIS = word_group("before_irrealis")
_PUBLISHING = word_group("publishing")
_DENYING = word_group("denying")
_THREATENING, _HIDING = word_group("threatening"), word_group("hiding")
#: acts that nothing but a person does: thinking, expecting and wishing
OF_PERSONS = frozenset(("evaluate", "believe", "predict", "hope", "claim"))
_CONDITIONAL, _SAME_TIME, _THEREIN = (word_group(name) for name in ("conditionals", "same_time", "therein"))
_BACKGROUND_WITHIN = setting("background_within")
_NAMED_WITHIN = setting("named_within")


def names_who_says_what(verb: Verb, clause: Clause) -> bool:
    """Whether a negated, future or conditional verb still has its speaker and a clause beside it."""
    tokens, joint = verb.tokens, clause.content - (clause.complement == "an")
    if clause.complement not in ("an", "pronoun"):
        return is_granted(verb, clause)
    speaker = clause.subject is not None and can_speak(tokens.flags[clause.subject[0]])
    near = clause.content - clause.cue <= _NAMED_WITHIN
    beside = joint == clause.cue + 1
    return (speaker and near) or (beside and (is_granted(verb, clause) or expects_not(verb)))


@rule
def is_granted(verb: Verb, clause: Clause) -> bool:
    """Who does not rule out or deny something says that it may be so: لم يستبعد.

    + وقال الوزير إن الجسر آمن. ولم يستبعد أن يتوقف العمل.
      => وقال (الوزير) الجسر آمن ; يستبعد (الوزير) يتوقف العمل {polarity negated}
    + قال الوزير إن الجسر آمن، لكنه لا يستبعد أن يتوقف العمل.
      => قال (الوزير) الجسر آمن، لكنه لا يستبعد أن يتوقف العمل ; يستبعد (الوزير) يتوقف العمل {level 2, polarity negated}
    - ولا يستبعد أن يتوقف العمل. => none
    - لم يعلن الوزير توقف العمل. => none
    """
    grants = verb.before & NEG and verb.cue.lemma.lemma in _DENYING
    return bool(grants) and (clause.subject is not None or verb.previous.endswith("لم") or _behind_pronoun(verb))


@rule
def expects_not(verb: Verb) -> bool:
    """Behind أنها a negated verb of thinking or wishing has her as its subject: أنها لا تتوقع أن.

    + وقالت الوزيرة إنها لا تتوقع أن يتوقف العمل.
      => وقالت (الوزيرة) إنها لا تتوقع أن يتوقف العمل ; تتوقع (الوزيرة) يتوقف العمل {level 2, polarity negated}
    - وقالت الوزيرة إنها لا تؤكد أن يتوقف العمل. => وقالت (الوزيرة) إنها لا تؤكد أن يتوقف العمل
    - ولا تتوقع أن يتوقف العمل. => none
    """
    return bool(verb.before & NEG) and verb.cue.lemma.act in OF_PERSONS and _behind_pronoun(verb)


def _behind_pronoun(verb: Verb) -> bool:
    return bool(verb.tokens.flags[verb.i - 2] & (PRON | HE_VERB))


# --- mood -------------------------------------------------------------------------------------------------------------


@rule
def is_negated(verb: Verb) -> bool:
    """لم يقل: the verb is negated.

    + لم يقل الوزير إن المشروع سيتوقف. => يقل (الوزير) المشروع سيتوقف {polarity negated}
    + لم يعلن أن المشروع سيتوقف. => none
    - يقول الوزير إن المشروع سيتوقف. => يقول (الوزير) المشروع سيتوقف
    - المشروع مستمر كما وعد لا، وقال الوزير إن العمل بدأ. => وقال (الوزير) العمل بدأ
    """
    return bool(verb.before & NEG) and not describes_it(verb.cue)


@rule
def is_irrealis(verb: Verb) -> bool:
    """سيعلن، قد يقول، لو قال: nothing was said yet.

    + سيعلن الوزير غدا أن الطريق مفتوح. => سيعلن (الوزير) الطريق مفتوح {factuality irrealis}
    + سيعلن الوزير فتح الطريق غدا. => none
    + قد يقول الوزير إن الطريق مفتوح. => يقول (الوزير) الطريق مفتوح {factuality irrealis}
    + إذا قال الوزير إن الطريق مفتوح سافرنا. => قال (الوزير) الطريق مفتوح سافرنا {factuality irrealis}
    - قد قال الوزير إن الطريق مفتوح. => قال (الوزير) الطريق مفتوح
    - يقول الوزير إن الطريق مفتوح. => يقول (الوزير) الطريق مفتوح
    - ولو أن، وقال الوزير إن الطريق مفتوح. => وقال (الوزير) الطريق مفتوح
    - إذا وقالت الشرطة إن الطريق مفتوح. => وقالت (الشرطة) الطريق مفتوح
    """
    if verb.previous in _CONDITIONAL and verb.bare:
        return True
    return verb.cue.future or (verb.previous in _BEFORE_IRREALIS and verb.cue.kind == "present")


def read_mood(verb: Verb, clause: Clause, resumed: bool) -> bool:
    """Set polarity and factuality of a clause; False when it reports nothing."""
    named = names_who_says_what(verb, clause)
    if is_negated(verb):
        if not named:
            return False
        clause.polarity = "negated"
    if not resumed and is_irrealis(verb):
        if not named:
            return False
        clause.factuality = "irrealis"
    return True


# --- the journalist's own story ---------------------------------------------------------------------------------------


@rule
def is_background(verb: Verb, clause: Clause) -> bool:
    """يذكر أن and its like introduce what the journalist knows.

    + وقال السفير إن الاتفاق جيد، ويذكر أن الاتفاق وقع في مايو.
      => وقال (السفير) الاتفاق جيد، ويذكر أن الاتفاق وقع في مايو
    + وقال السفير إن الاتفاق جيد. يذكر أن الاتفاق وقع في مايو. => وقال (السفير) الاتفاق جيد
    - ويذكر السفير أن الاتفاق وقع في مايو. => ويذكر (السفير) الاتفاق وقع في مايو
    - ويؤكد أن الاتفاق وقع في مايو. => ويؤكد (?) الاتفاق وقع في مايو
    - يؤكد السفير التزامه، ويذكر في هذا الصدد أن الاتفاق وقع في مايو.
      => يؤكد (السفير) التزامه ; ويذكر (السفير) الاتفاق وقع في مايو
    """
    near = clause.content - verb.i <= _BACKGROUND_WITHIN
    return bool(verb.bits & BACKGROUND) and clause.subject is None and near


@rule
def is_seen(verb: Verb, clause: Clause) -> bool:
    """اطلع على is to see something.

    + واطلع على أن الاتفاق وقع في مايو. => none
    - وأطلع السفير على أن الاتفاق وقع في مايو. => وأطلع (السفير) الاتفاق وقع في مايو
    - وأكد في عمان أن الاتفاق وقع. => وأكد (?) الاتفاق وقع
    """
    return verb.cue.lemma.lemma == "أطلع" and bool(verb.following & (PREP | PREP_PRONOUN))


@rule
def is_in_document(verb: Verb, clause: Clause) -> bool:
    """What a document or a time is about is no statement of its own, unless it is cited (بيانا أعلن فيه التغييرات).

    + وألقى الوزير كلمة شكر فيها السفير على جهوده. => none
    - وألقى الوزير كلمة قال فيها إن العمل بدأ. => قال (الوزير) العمل بدأ
    - وألقى الوزير كلمة، وشكر فيها السفير على جهوده. => وشكر (الوزير) السفير على جهوده
    - وفي ختام كلمته شكر الوزير السفير على جهوده. => شكر (الوزير) السفير على جهوده
    - وألقى الوزير كلمة شكر السفير على جهوده. => شكر (السفير) جهوده
    - وغادر الوفد في وقت كشف فيه الوزير عن خطة جديدة. => كشف (الوزير) خطة جديدة
    """
    about = verb.before & OCCASION and verb.following & PREP_PRONOUN
    return bool(about) and not clause.clausal and verb.previous not in _SAME_TIME


@rule
def hides_identity(verb: Verb, clause: Clause) -> bool:
    """رفض ذكر اسمه: a source who will not be named says nothing by it.

    + ورفض المسؤول الكشف عن هويته. => none
    + وتحدث المسؤول شريطة عدم ذكر اسمه إن الخبر صحيح. => none
    - ورفض المسؤول القرار. => ورفض (المسؤول) القرار
    - وأكد المسؤول أن هويته معروفة. => وأكد (المسؤول) هويته معروفة
    """
    if verb.cue.lemma.act not in ("reject", "demand") and verb.cue.lemma.lemma != "تحدث":
        return False
    return past_identity(verb.tokens, verb.i) > 0


@rule
def endangers(verb: Verb, clause: Clause) -> bool:
    """What threatens a thing (تهدد سلامة الملاحة) is a danger to it and says nothing.

    + قال الوزير إن تركيا تهدد سلامة الملاحة بأسطولها. => قال (الوزير) تركيا تهدد سلامة الملاحة بأسطولها
    + قال الوزير إن تركيا تهدد أمن الملاحة بأسطولها. => قال (الوزير) تركيا تهدد أمن الملاحة بأسطولها
    - وهدد الوزير بالاستقالة. => وهدد (الوزير) بالاستقالة
    - وصل الوزير، وهدد شركات الملاحة بالعقوبات. => وهدد (الوزير) شركات الملاحة بالعقوبات
    """
    if verb.cue.lemma.lemma not in _THREATENING:
        return False
    held_in = verb.following & ORGAN and not verb.following & (DEFINITE | SPEAKERS)
    return bool(held_in) or is_thing(verb.tokens, verb.i + 1)


@rule
def hides(verb: Verb, clause: Clause) -> bool:
    """Who hides something says it only where that is denied: لم يخف قلقه.

    + وأخفى الوزير أن المال مسروق. => none
    - ولم يخف الوزير أن المال مسروق. => يخف (الوزير) المال مسروق {polarity negated}
    - وأكد الوزير أن المال مسروق. => وأكد (الوزير) المال مسروق
    """
    return verb.cue.lemma.lemma in _HIDING and not verb.before & NEG


@rule
def speaks_in_text(verb: Verb, clause: Clause) -> bool:
    """Who publishes a text in which he says something (نشر تغريدة قال فيها) says it there, once.

    + ونشر الوزير تغريدة قال فيها إن العمل بدأ. => قال (الوزير) العمل بدأ
    - وكتب الوزير أن العمل بدأ. => وكتب (الوزير) العمل بدأ
    """
    tokens = verb.tokens
    if verb.cue.lemma.lemma not in _PUBLISHING:
        return False
    inside = range(verb.i + 2, min(clause.content, len(tokens) - 1) - 1)
    return any(tokens.plain[k + 1] in _THEREIN for k in inside)


STORIES = (is_background, is_seen, is_in_document, hides_identity, speaks_in_text, endangers, hides)
