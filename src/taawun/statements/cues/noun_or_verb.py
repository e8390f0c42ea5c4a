"""Forms that are verbs, nouns or prepositions by where they stand: وثمن، ثمن الأرض، عبر الوزير عن، عبر الحدود."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.preverbal import phrase_before
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.non_speakers import is_thing
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BACKGROUND,
    BE,
    CLOSE,
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
    MASDAR,
    NAME,
    OBJECT,
    OCCASION,
    OFFICE,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUOTE,
    RANK,
    RELATIVE,
    STATE,
    SUFFIX,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.forms import read_form
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import is_verb

_TURNED = TURN | TURN_WORD
_ENDS_ADVERBIAL = DEFINITE | SUFFIX | DOCUMENT | TIME | NAME | STATE
_LIKE_SUBJECT = NAME | OFFICE | HONORIFIC | RANK
#: a verb may stand right behind these, a noun that looks like it less likely
_BEFORE_VERB = CONJ | PRON | HE_VERB | COMMA | DASH | _TURNED | TIME | STATE | NAME | DEMONYM | DEFINITE
_BEFORE_VERB |= QUOTE | COLON | RELATIVE | CLOSE
_VERB_FOLLOWS = word_group("same_time") | word_group("adverbial_ends")
_AGENTLESS, _VERB_BEHIND_THAT = word_group("agentless"), word_group("verb_behind_that")
_LETTERS_OF_ROOT = 3
_AUXILIARY_BEFORE, _ADVERBIAL_WITHIN = setting("auxiliary_before"), setting("adverbial_before_verb")
_THEREIN, _RELATIVE_MA = word_group("therein"), word_group("relative_particles")


def opens_with_adverbial(verb: Verb) -> bool:
    """Whether an adverbial opens the sentence and who speaks follows, so that a verb must stand between (وفي بيان رفض الوزير)."""
    adverbial = verb.tokens.flags[verb.start] & (PREP | ADJUNCT | TIME) and verb.i - verb.start <= _ADVERBIAL_WITHIN
    between = verb.tokens.forms[verb.start + 1 : verb.i]
    other_verb = any(is_verb(form.form) or form.cues or form.flags & RELATIVE for form in between)
    # في ختام: the noun lacks its genitive
    whole = verb.before & _ENDS_ADVERBIAL or not verb.tokens.flags[verb.i - 2] & PREP
    return bool(adverbial and verb.following & _LIKE_SUBJECT and whole) and not other_verb


@rule
def is_preposition(verb: Verb) -> bool:
    """عقب and عبر are prepositions before a thing or an occasion, and where no clause begins.

    + وأوضح الوزير عقب لقائه السفير أن الخلاف انتهى. => وأوضح (الوزير) الخلاف انتهى
    + وقال الوزير إن الوفد وصل عبر مطار دبي عن طريق الهند. => وقال (الوزير) الوفد وصل عبر مطار دبي عن طريق الهند
    + عقب اجتماع السفراء أن الخلاف انتهى. => none
    + من جهته، عقب تصريح السفراء أن الخلاف انتهى. => none
    + وأوضح الوزير في مؤتمر صحفي عقب الاجتماع أن الخلاف انتهى. => وأوضح (الوزير) الخلاف انتهى
    - عبر الرئيس الكيني عن ثقته بنجاح المحادثات. => عبر (الرئيس الكيني) ثقته بنجاح المحادثات
    - من جهته عقب الوزير قائلا إن الخلاف انتهى. => عقب (الوزير) الخلاف انتهى
    - قال الوزير إنه عبر عن ثقته بنجاح المحادثات.
      => قال (الوزير) إنه عبر عن ثقته بنجاح المحادثات ; عبر (الوزير) ثقته بنجاح المحادثات {level 2}
    - وبعث الوزير رسالة إلى الوفد عبر فيها عن ثقته بنجاح المحادثات. => عبر (الوزير) ثقته بنجاح المحادثات
    - وانتهى اللقاء بعد أن عبر الوفد عن ثقته بنجاح المحادثات. => عبر (الوفد) ثقته بنجاح المحادثات
    - وعبر الوفد عن ثقته بنجاح المحادثات. => وعبر (الوفد) ثقته بنجاح المحادثات
    - وكان الوفد عبر في بيان عن ثقته بنجاح المحادثات. => عبر (الوفد) ثقته بنجاح المحادثات
    - وفي بيان عبر الوزير عن ثقته بنجاح المحادثات. => عبر (الوزير) ثقته بنجاح المحادثات
    + وعقب لقائه السفير أعلن الوزير أن الخلاف انتهى. => أعلن (الوزير) الخلاف انتهى
    """
    written = read_form(verb.tokens.plain[verb.i].removeprefix(verb.cue.proclitic)).flags
    if verb.cue.kind != "past" or not written & (PREP | ADJUNCT) or verb.doubled:
        return False
    if not verb.bare:
        # وعقب لقائه السفير
        return bool(verb.following & OCCASION) and not verb.following & DOCUMENT
    # عبر فيها عن: no preposition stands before another one
    opened = not verb.before or verb.before & (CONJ | COMMA | DASH | _TURNED | BE | PRON | HE_VERB)
    another = verb.following & (PREP | ADVERB) and not verb.following & PREP_PRONOUN
    opened = opened or another or verb.tokens.plain[verb.i + 1] in _THEREIN or opens_with_adverbial(verb)
    opened = opened or _verb_follows(verb)
    noun = verb.following & (OCCASION | MASDAR) or is_thing(verb.tokens, verb.i + 1)
    return not opened or bool(noun)


def _verb_follows(verb: Verb) -> bool:
    """Whether nothing but a verb stands behind the word before: بعد أن، في وقت، في الوقت الذي."""
    that = verb.before & COMP and verb.tokens.plain[verb.i - 2].lstrip("وف") in _VERB_BEHIND_THAT
    # في الوقت الذي عبر
    when = verb.before & RELATIVE and verb.tokens.plain[verb.i - 2].removeprefix("ال") in _VERB_FOLLOWS
    return bool(that or when) or verb.previous in _VERB_FOLLOWS


@rule
def lacks_conjunction(verb: Verb) -> bool:
    """Some forms (بين، ثمن) are another word unless و, a turn or a comma, or أن and a whole subject, stand before them.

    + ودفع الخبير الكيني ثمن قراره تشجيع السياحة. => none
    - قال الخبير إن الوزير الكيني ثمن جهود الوساطة.
      => قال (الخبير) الوزير الكيني ثمن جهود الوساطة ; ثمن (الوزير الكيني) جهود الوساطة {level 2}
    - قال الخبير إن الحكومة ثمنت جهود الوساطة.
      => قال (الخبير) الحكومة ثمنت جهود الوساطة ; ثمنت (الحكومة) جهود الوساطة {level 2}
    - من جانبه ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    + ثمن الأرض أن يعمل الجميع. => none
    - في ختام اللقاء، ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - القاهرة - «النهر»: ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - أدان السفير القصف، فيما ثمن الوزير جهود الوساطة. => أدان (السفير) القصف ; ثمن (الوزير) جهود الوساطة
    - وانتهى اللقاء بعد أن ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - وثمن الوزير جهود الوساطة. => وثمن (الوزير) جهود الوساطة
    - وفي كلمته ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - قال الخبير إن الحكومة تثمن قراره تشجيع السياحة.
      => قال (الخبير) الحكومة تثمن قراره تشجيع السياحة ; تثمن (الحكومة) قراره تشجيع السياحة {level 2}
    - قال الخبير إن الحكومة مدحت قراره تشجيع السياحة.
      => قال (الخبير) الحكومة مدحت قراره تشجيع السياحة ; مدحت (الحكومة) قراره تشجيع السياحة {level 2}
    """
    if not verb.bare or verb.cue.lemma.bare or verb.doubled or verb.before & (_TURNED | COMMA):
        return False
    if verb.cue.gender == "f" or verb.cue.number != "s" or _verb_follows(verb):
        return False
    subject = phrase_before(verb.tokens, verb.i)
    if subject and verb.tokens.flags[subject[0] - 1] & (COMP | BE):
        return False
    opens = verb.i == verb.start or verb.before & (CONJ | COLON)
    return not (opens and verb.following & (OFFICE | HONORIFIC | RANK | NAME)) and not opens_with_adverbial(verb)


@rule
def is_noun(verb: Verb) -> bool:
    """A form that is verb or noun (ذكر، طلب) is a noun unless a verb must stand in its place.

    + بحث المجلس مشروع طلب أن تفتح الطريق. => none
    + ويشار ذكر أن الطريق مفتوح. => none
    + تم طلب أن تفتح الطريق. => none
    + وانتقد السفير تعنتها ورفضها فتح الطريق. => وانتقد (السفير) تعنتها ورفضها فتح الطريق
    + وافقت اللجنة على 3 طلب أن تفتح الطريق. => none
    - واستنكر السفير ما وصفه بتأخر البناء. => واستنكر (السفير) ما وصفه بتأخر البناء ; وصفه (السفير) بتأخر البناء {level 2}
    - وطلب السفير من الحكومة أن تفتح الطريق. => وطلب (السفير) الحكومة أن تفتح الطريق
    - طلب السفير من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - تحدث السفير الذي طلب أن تفتح الطريق. => طلب (السفير) تفتح الطريق
    - وكان السفير شخصيا طلب أن تفتح الطريق. => طلب (السفير) تفتح الطريق
    - السفير طلب من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - وفي بيان رفض السفير فتح الطريق. => رفض (السفير) فتح الطريق
    - وأغلق الجسر في وقت طلب السفير من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - من جهة أخرى طلب السفير من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - بوتين طلب من الحكومة أن تفتح الطريق. => طلب (بوتين) الحكومة أن تفتح الطريق
    - لجنة خبراء طلبت أن تفتح الطريق. => طلبت (لجنة خبراء) تفتح الطريق
    - لجنة خبراء أكد أن الطريق مفتوح. => أكد (لجنة خبراء) الطريق مفتوح
    - وأغلق الجسر بعد أن طلب السفير فتح الطريق. => طلب (السفير) فتح الطريق
    - وسبق أن طلب السفير فتح الطريق. => طلب (السفير) فتح الطريق
    """
    cue, before, tokens = verb.cue, verb.before, verb.tokens
    if cue.lemma.like_noun and cue.suffix and cue.proclitic and before & SUFFIX:
        # تعنتها ورفضها: both are hers
        stem = tokens.plain[verb.i].removeprefix(cue.proclitic).removesuffix(cue.suffix)
        return len(stem) == _LETTERS_OF_ROOT and verb.previous.endswith(cue.suffix)
    if not cue.lemma.like_noun or (cue.kind, cue.gender, cue.number) != ("past", "m", "s"):
        return False
    if before & BACKGROUND or verb.previous in _AGENTLESS:
        return True
    if verb.previous in _RELATIVE_MA:
        return False
    if cue.proclitic or not before or before & _BEFORE_VERB or _verb_follows(verb):
        return False
    if before & DOCUMENT and opens_with_adverbial(verb):
        # وفي بيان رفض الوزير
        return False
    named = before & WORD and not before & (COMMON | OBJECT | PREP)
    near = range(max(verb.start, verb.i - _AUXILIARY_BEFORE), verb.i)
    return not named and not any(tokens.flags[k] & BE for k in near)
