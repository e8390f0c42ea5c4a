"""Marks inside a noun phrase: a name in quotation marks or between dashes, brackets, appositions, abbreviations."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.mentions.phrase import TITLE, Phrase
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    BI,
    COLON,
    COMMA,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DEMONYM,
    IDENTITY,
    LI,
    NAME,
    OFFICE,
    OPEN,
    OPENER,
    ORGAN,
    PLURAL,
    PREP,
    PRON,
    QUOTE,
    RELATIVE,
    STATE,
    STOP,
    TIME,
    WORD,
)
from taawun.statements.reading.tokens import Tokens

#: no apposition begins with one of these
_NO_APPOSITION = AND | PREP | ADJUNCT | TIME | COMP | PRON | RELATIVE | COLON | QUOTE | CONJ | BI


def pass_mark(phrase: Phrase, k: int, bits: int) -> int:
    """Index at which the phrase goes on behind a mark, 0 where it ends there."""
    if bits & QUOTE:
        step = quoted_name(phrase, k)
        phrase.named |= step > 0 and not names_body(phrase, k)
        return step
    if bits & DASH:
        step = hyphenated_name(phrase, k) or name_between_dashes(phrase, k)
        phrase.named |= step > 0
        return step
    if bits & OPEN:
        step = name_in_brackets(phrase, k)
        phrase.named |= step > 0
        return step or aside_in_brackets(phrase, k)
    if stroke_before_name(phrase, k):
        return k + 1
    if bits & STOP:
        return k + 1 if abbreviates(phrase, k) else 0
    return _read_comma(phrase, k) if bits & COMMA else 0


def _read_comma(phrase: Phrase, k: int) -> int:
    after = phrase.after(k)
    # علي may be a name
    if after & _NO_APPOSITION and not after & NAME:
        return 0
    if title_behind_name(phrase, k):
        # a title may have another name behind it, but none between commas
        phrase.bearer = phrase.named
        phrase.named = phrase.complete = False
        return k + 1
    return k + 1 if not phrase.bearer and name_behind_title(phrase, k) else 0


@rule(silence=0)
def quoted_name(phrase: Phrase, k: int) -> int:
    """A few words in quotation marks inside a phrase are a name, unless أن or ل opens them or they are the state addressed.

    - ودعا البرلمان الأوروبي «كينيا» إلى الحوار. => ودعا (البرلمان الأوروبي) الحوار
    + وقالت صحيفة «النهر» إن الميناء سيفتح غدا. => وقالت (صحيفة النهر) الميناء سيفتح غدا
    + وقال المدرب «الحكيم»: الفريق جاهز. => وقال (المدرب الحكيم) الفريق جاهز
    - وقال الوزير «نحن مستعدون للحوار مع الجميع في كل وقت». => وقال (الوزير) «نحن مستعدون للحوار مع الجميع في كل وقت»
    - وقال العمدة «إن الميناء سيفتح غدا»، مضيفا أن العمل بدأ.
      => وقال (العمدة) الميناء سيفتح غدا» ; مضيفا (العمدة) العمل بدأ
    - وقال المدير «نعم => وقال (المدير) «نعم
    - وقال الوزير سامي حداد «للنهر» إن الميناء سيفتح غدا. => وقال (الوزير سامي حداد) الميناء سيفتح غدا
    """
    closed = phrase.tokens.partner.get(k, phrase.limit)
    second_state = phrase.after(k) & STATE and phrase.flags[k - 1] & (DEFINITE | STATE | NAME)
    if phrase.after(k) & (COMP | PRON | BI | LI) or second_state:
        return 0
    if phrase.splitting and quotes_object(phrase.tokens, k, closed):
        return 0
    return closed + 1 if closed - k <= setting("longest_quoted_name") and closed < phrase.limit else 0


@rule
def names_body(phrase: Phrase, k: int) -> bool:
    """Behind an office, or what it is held in, the name in quotation marks is that of a body, unless ال is before it: رئيس «النهر».

    + ودعا رئيس «النهر» الدكتور سامي حداد الحكومة إلى الحوار. => ودعا (رئيس النهر الدكتور سامي حداد) الحوار
    + ووصف الأمين العام لـ«حركة النهر» سامي حداد الاتفاق بأنه جيد. => ووصف (الأمين العام لـحركة النهر سامي حداد) الاتفاق
      بأنه جيد
    - ودعا المدرب «الحكيم» الحكومة إلى الصبر. => ودعا (المدرب الحكيم) الصبر
    - ودعت حركة «النهر» الحكومة إلى الصبر. => ودعت (حركة النهر) الصبر
    """
    return phrase.office and not phrase.quantity and not phrase.flags[k - 1] & DEFINITE


@rule
def quotes_object(tokens: Tokens, k: int, closed: int) -> bool:
    """Where the verb takes an object and no noun follows, a quotation behind a whole phrase is what is said.

    + واستنكر سامي حداد «التطهير العرقي» في المدينة. => واستنكر (سامي حداد) «التطهير العرقي» في المدينة
    + وانتقد الوزير «العمل الجبان»، داعيا إلى الحوار. => وانتقد (الوزير) «العمل الجبان» ; داعيا (الوزير) الحوار
    - واستنكرت حركة «العمل الجديد» الهجوم على المدينة. => واستنكرت (حركة العمل الجديد) الهجوم على المدينة
    - وانتقد الحزب «الجديد» الهجوم على المدينة. => وانتقد (الحزب الجديد) الهجوم على المدينة
    """
    behind_whole = tokens.flags[k - 1] & (NAME | DEFINITE | DEMONYM | STATE)
    following = tokens.flags[closed + 1] if closed + 1 < len(tokens) else 0
    noun = following & WORD and not following & (PREP | ADJUNCT | RELATIVE | LI | AND | TIME)
    return bool(behind_whole) and not noun


@rule(silence=0)
def hyphenated_name(phrase: Phrase, k: int) -> int:
    """A hyphen without spaces joins two words of one name, whatever the second one else is.

    + قال المبعوث جان-بيير دوران إن الهدنة صامدة. وأضاف دوران أن اللقاء مفيد.
      => قال (المبعوث جان-بيير دوران) الهدنة صامدة ; وأضاف (المبعوث جان-بيير دوران) اللقاء مفيد
    - وقالت الحكومة - منذ البداية - إن الجسر آمن. => وقالت (الحكومة) الجسر آمن
    """
    starts, ends = phrase.tokens.starts, phrase.tokens.ends
    joined = phrase.after(k) & WORD and ends[k - 1] == starts[k] and ends[k] == starts[k + 1]
    return k + 2 if joined else 0


@rule
def stroke_before_name(phrase: Phrase, k: int) -> bool:
    """A stroke parts the title from the name behind it: د/ فلان، وزير المالية/ فلان.

    + وصرح وزير المالية/ فؤاد حداد بأن الموازنة جاهزة. => وصرح (وزير المالية/ فؤاد حداد) الموازنة جاهزة
    - وصرح وزير المالية فؤاد حداد/ كينيا بأن الموازنة جاهزة. => وصرح (وزير المالية فؤاد حداد) الموازنة جاهزة
    """
    return phrase.plain[k] == "/" and phrase.titled and not phrase.named


@rule(silence=0)
def name_in_brackets(phrase: Phrase, k: int) -> int:
    """A few words without article and preposition at the head, in brackets behind a title, name its holder.

    + وقال وزير الخارجية الكيني (جون موتوا) إن الاتفاق جاهز. وأضاف موتوا أن العمل بدأ.
      => وقال (وزير الخارجية الكيني (جون موتوا)) الاتفاق جاهز ; وأضاف (وزير الخارجية الكيني (جون موتوا)) العمل بدأ
    - وقال الوزير (رئيس الوفد) إن الجسر آمن. => وقال (الوزير) الجسر آمن
    - وقال الوزير (57 عاما) إن السد آمن. => وقال (الوزير) السد آمن
    - وقال الوزير سامي حداد (أبو كريم) إن السد آمن. => وقال (الوزير سامي حداد) السد آمن
    - وقالت شركة النهر (كريم حداد) إن الجسر آمن. => وقالت (شركة النهر) الجسر آمن
    """
    closed = phrase.tokens.partner.get(k, phrase.limit)
    if not phrase.titled or phrase.named or not 2 < closed - k <= setting("longest_quoted_name"):
        return 0
    inside = phrase.flags[k + 1 : closed]
    plain = all(bits & WORD and not bits & _NO_APPOSITION for bits in inside)
    return closed + 1 if inside[0] & NAME and plain else 0


@rule(silence=0)
def name_between_dashes(phrase: Phrase, k: int) -> int:
    """Words between dashes behind a title are the name of its holder.

    + وقال وزير النقل الكيني - جون موتوا - إن الطريق مفتوح. => وقال (وزير النقل الكيني - جون موتوا) الطريق مفتوح
    - قال الوزير - في مؤتمر صحفي - إن الجسر آمن. => قال (الوزير) الجسر آمن
    - وقالت الحكومة - منذ البداية - إن الجسر آمن. => وقالت (الحكومة) الجسر آمن
    - قال وزير النقل سامي حداد - حفظه الله - إن الجسر آمن. => قال (وزير النقل سامي حداد) الجسر آمن
    """
    if not phrase.titled or phrase.named or phrase.after(k) & (PREP | ADJUNCT):
        return 0
    flags = phrase.flags
    for j in range(k + 1, min(phrase.limit, k + setting("longest_dashed_name"))):
        if flags[j] & DASH:
            return j + 1
    return 0


@rule(silence=0)
def aside_in_brackets(phrase: Phrase, k: int) -> int:
    """Brackets inside a phrase are passed over where more of it follows them.

    + وقال النائب (عن الجنوب) هاني البدري إن السد آمن. => وقال (النائب (عن الجنوب) هاني البدري) السد آمن
    - وقال الوزير (57 عاما) إن السد آمن. => وقال (الوزير) السد آمن
    + وقال المتحدث باسم الشركة (كاف)، سامي حداد، إن السد آمن. => وقال (المتحدث باسم الشركة (كاف)، سامي حداد) السد آمن
    - وقال الوزير (57 عاما): السد آمن. => وقال (الوزير) السد آمن
    """
    closed = phrase.tokens.partner.get(k, phrase.limit)
    if closed - k > setting("longest_aside"):
        return 0
    after = phrase.after(closed)
    if phrase.named:
        return closed + 1 if after & (NAME | TITLE) else 0
    if after & COMMA and phrase.after(closed + 1) & NAME:
        return closed + 1
    return closed + 1 if after & WORD and not after & (PREP | COMP | PRON) else 0


@rule
def abbreviates(phrase: Phrase, k: int) -> bool:
    """A stop behind a single letter abbreviates a title and ends nothing.

    + وقال د. هاني البدري إن السد آمن. => وقال (د. هاني البدري) السد آمن
    - وقال الوزير. وغادر بعد ذلك. => none
    - الأخبار صعبة، كما يرى الوزير.. والسوق مفتوحة. => يرى (الوزير) الأخبار صعبة
    """
    return k + 1 < phrase.limit and len(phrase.plain[k - 1]) == 1


@rule
def title_behind_name(phrase: Phrase, k: int) -> bool:
    """An office behind a comma says who the one before it is.

    + وقال جون موتوا، وزير الخارجية الكيني، إن الاتفاق جاهز. => وقال (جون موتوا، وزير الخارجية الكيني) الاتفاق جاهز
    + وقال وزير النقل سامي حداد، رئيس الوفد، إن الجسر آمن. => وقال (وزير النقل سامي حداد، رئيس الوفد) الجسر آمن
    - ودعا الرئيس الكيني، الأمين العام للحزب، إلى الحوار. => ودعا (الرئيس الكيني) الحوار
    - وقال جون موتوا، مزارع من الجنوب، إن المطر كثير. => وقال (جون موتوا) المطر كثير
    """
    bits = phrase.after(k)
    return bool(bits & TITLE) and not (phrase.splitting and phrase.office)


@rule
def name_behind_title(phrase: Phrase, k: int) -> bool:
    """Words between commas behind a title are the name of its holder.

    + وقال وزير الخارجية الكيني، جون موتوا، إن الاتفاق جاهز. => وقال (وزير الخارجية الكيني، جون موتوا) الاتفاق جاهز
    + ودعا وزير الإعلام، اللواء سامي حداد، جميع القوى إلى الحوار. => ودعا (وزير الإعلام، اللواء سامي حداد) الحوار
    + وقال المدرب، موتومبا الكيني، إن الفريق جاهز. => وقال (المدرب، موتومبا الكيني) الفريق جاهز
    - ونفى مسؤول في المدينة، فضل عدم ذكر اسمه، صحة الخبر. => ونفى (مسؤول في المدينة) صحة الخبر
    - ووفق خبراء في المدينة، يعيش الناس في خوف. => ووفق (خبراء في المدينة) يعيش الناس في خوف
    - والأزمة، كما أوضح الخبير، ستستمر في المدينة. => أوضح (الخبير) والأزمة
    - وستطلب كينيا، حسب السفير، قروضا أوروبية جديدة. => حسب (السفير) وستطلب كينيا … قروضا أوروبية جديدة
    - وقال الرئيس، أكد ذلك المتحدث باسمه، إن الاتفاق جاهز.
      => وقال (الرئيس) الاتفاق جاهز ; أكد (المتحدث باسمه) الاتفاق جاهز {level 2}
    """
    flags = phrase.flags
    second = phrase.after(k + 1)
    another = phrase.after(k) & TITLE and (phrase.after(k) & OFFICE or not second & NAME)
    if not phrase.titled or phrase.named or phrase.tokens.forms[k + 1].cues or another:
        return False
    if phrase.after(k) & OPENER and not phrase.after(k) & NAME:
        # كما أوضح الخبير، ستطول
        return False
    if flags[phrase.start] & PLURAL or (second & (DEMONYM | ORGAN) and not second & DEFINITE):
        # a thing and its adjective: قروضا أوروبية
        return False
    if any(bits & IDENTITY for bits in flags[k + 1 : min(phrase.limit, k + setting("longest_dashed_name"))]):
        # فضل عدم ذكر اسمه
        return False
    closing = COMMA | COMP | PRON | COLON | QUOTE | STOP | TIME | PREP
    end = k + 1 + setting("longest_dashed_name")
    return any(flags[m] & closing for m in range(k + 2, min(phrase.limit, end)))
