"""Words that are names or something else, by what stands around them: أمين، الخطيب، رفعت."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.mentions.phrase import TITLE
from taawun.statements.reading.features import (
    BI,
    COLON,
    COMMON,
    COMP,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    HONORIFIC,
    LI,
    NAME,
    OFFICE,
    PREP,
    RANK,
    WORD,
)
from taawun.statements.reading.matching import given_forms, word_group
from taawun.statements.reading.tokens import Tokens


@rule
def office_like_given_name(tokens: Tokens, k: int) -> bool:
    """A given name that is an office too is the office before what kind of it, and behind another one: نائب أمين الحزب.

    + ودعا أمين عام حزب النهر سالم الراشدي السفير إلى الحوار. => ودعا (أمين عام حزب النهر سالم الراشدي) الحوار
    + وقال نائب أمين الشباب في الحزب سالم الراشدي إن الحوار مستمر.
      => وقال (نائب أمين الشباب في الحزب سالم الراشدي) الحوار مستمر
    - ودعا أمين الراشدي السفير إلى الحوار. => ودعا (أمين الراشدي) الحوار
    """
    before = tokens.flags[k - 1]
    behind_office = before & OFFICE and not before & (DEFINITE | NAME | HONORIFIC)
    return bool(behind_office) or tokens.plain[k + 1] in word_group("kinds_of_office")


@rule
def given_name_like_office(tokens: Tokens, k: int) -> bool:
    """A given name right before a name is no office, whatever else it means: حسين أمير عبد اللهيان.

    + ودعا حسين أمير عبد الكريم إلى الحوار. وأضاف أمير عبد الكريم أن العمل مستمر.
      => ودعا (حسين أمير عبد الكريم) الحوار ; وأضاف (حسين أمير عبد الكريم) العمل مستمر
    - وقال أمير الكويت إن الجسر آمن. => وقال (أمير الكويت) الجسر آمن
    """
    return tokens.plain[k] in given_forms() and bool(tokens.flags[k + 1] & NAME)


@rule
def family_name_like_title(tokens: Tokens, k: int) -> bool:
    """Between a given name and the end of its phrase an adjective in ي with the article is the family name: نبيل العربي.

    + وقال نبيل العربي إن الجسر آمن. وأضاف العربي أن العمل مستمر.
      => وقال (نبيل العربي) الجسر آمن ; وأضاف (نبيل العربي) العمل مستمر
    + وقال سالم بن عبدالكريم العراقي إن الجسر آمن. وأضاف العراقي أن العمل مستمر.
      => وقال (سالم بن عبدالكريم العراقي) الجسر آمن ; وأضاف (سالم بن عبدالكريم العراقي) العمل مستمر
    + وطالب نائب رئيس الوزراء كريم العربي بوقف العمل. => وطالب (نائب رئيس الوزراء كريم العربي) بوقف العمل
    + وقال النائب الكيني موتوا التركي إن الجسر آمن. وأضاف التركي أن العمل مستمر.
      => وقال (النائب الكيني موتوا التركي) الجسر آمن ; وأضاف (النائب الكيني موتوا التركي) العمل مستمر
    - وقال الاتحاد العربي إن الجسر آمن. => وقال (الاتحاد العربي) الجسر آمن
    - وقال سامي عبدالكريم المدير التنفيذي لشركة النهر إن السوق مفتوحة.
      => وقال (سامي عبدالكريم المدير التنفيذي لشركة النهر) السوق مفتوحة
    - وقال الوزير سامي العربي الجديد إن الجسر آمن. => وقال (الوزير سامي العربي الجديد) الجسر آمن
    """
    before = tokens.plain[k - 1]
    if not tokens.flags[k] & DEFINITE:
        return False
    given = before in given_forms() or tokens.flags[k - 2] & NAME
    # السياسي التونسي خيام التركي: a word that is nothing else, behind a title
    unknown = tokens.flags[k - 1] == WORD and tokens.flags[k - 2] & (DEMONYM | TITLE)
    named = (given and tokens.flags[k - 1] & NAME) or unknown or _is_no_adjective(tokens, k - 1)
    return bool(named) and not tokens.flags[k + 1] & (DEFINITE | NAME)


def _is_no_adjective(tokens: Tokens, k: int) -> bool:
    """Whether a given name that is an adjective too (كريم) is the name: behind a definite word of a title."""
    before = tokens.flags[k - 1]
    titled = before & DEFINITE and any(bits & (TITLE | DEMONYM) for bits in tokens.flags[max(k - 3, 0) : k])
    return bool(titled) and tokens.plain[k] in given_forms() and not tokens.flags[k] & DEFINITE


@rule
def family_name_like_office(tokens: Tokens, k: int) -> bool:
    """Behind a given name, الخطيب or الشيخ is the family name where neither a bearer nor a kind of office follows.

    + وانتقد سامي الخطيب القرار. => وانتقد (سامي الخطيب) القرار
    + وطالب نبيل الشيخ الحكومة بوقف العمل. => وطالب (نبيل الشيخ) بوقف العمل
    + ووقع سامي الخطيب الاتفاقية، مؤكدا أن العمل مستمر. => مؤكدا (سامي الخطيب) العمل مستمر
    - وانتقد سامي الشيخ نبيل حداد. => وانتقد (سامي) الشيخ نبيل حداد
    - وقال الوزير سامي حداد الأمين العام للحزب إن الجسر آمن. => وقال (الوزير سامي حداد الأمين العام للحزب) الجسر آمن
    """
    after, behind = tokens.flags[k + 1], tokens.plain[k + 1]
    given = (tokens.flags[k - 1] & NAME and not tokens.flags[k - 2] & NAME) or _is_no_adjective(tokens, k - 1)
    kind = (after & DEFINITE and behind.endswith("ي")) or behind in word_group("kinds_of_office")
    named = after & (NAME | HONORIFIC | RANK | LI) and not after & PREP
    return bool(given) and not (kind or named)


@rule
def given_name_like_verb(tokens: Tokens, k: int) -> bool:
    """رفعت and its like are given names behind a verb or a title of a man: no verb in the feminine belongs to either.

    + وقال مدحت السالمي إن الجسر آمن. => وقال (مدحت السالمي) الجسر آمن
    + وأكد النائب رفعت حداد أهمية الجسر. => وأكد (النائب رفعت حداد) أهمية الجسر
    - وقالت الوزيرة إن المحكمة رفعت الجلسة. => وقالت (الوزيرة) المحكمة رفعت الجلسة
    """
    before = tokens.forms[k - 1]
    title = tokens.flags[k - 1] & TITLE and not before.form.endswith("ه")
    verb = any(cue.kind in ("past", "present") and cue.gender == "m" and not cue.suffix for cue in before.cues)
    return bool(title or verb) and bool(tokens.flags[k + 1] & WORD)


@rule
def given_name_like_noun(tokens: Tokens, k: int) -> bool:
    """A noun that is a given name too is one behind a reporting verb, before a definite word and إن or its like.

    + وقالت أمل العفيفي إن الجسر آمن. => وقالت (أمل العفيفي) الجسر آمن
    + وأكدت وفاء السالمي: «الجسر آمن والعمل مستمر». => وأكدت (وفاء السالمي) «الجسر آمن والعمل مستمر»
    - وقال بيان للمسيرة إن الجسر آمن. => وقال (بيان للمسيرة) الجسر آمن
    """
    verb = any(cue.kind in ("past", "present") and not cue.suffix for cue in tokens.forms[k - 1].cues)
    after = tokens.flags[k + 1]
    named = after & (DEFINITE | NAME) and not after & (LI | BI) and tokens.flags[k + 2] & (COMP | COLON)
    return bool(verb and named) and not tokens.flags[k] & DOCUMENT


@rule
def pronoun_like_name(tokens: Tokens, k: int) -> bool:
    """Behind a reporting verb لي and مني mean me, where nobody is called so with another name or a title.

    + وقال الوزير سامي حداد إن الجسر آمن. وقال لي إن العمل مستمر.
      => وقال (الوزير سامي حداد) الجسر آمن ; وقال (الوزير سامي حداد) العمل مستمر
    - وقال لي وانغ إن الجسر آمن. => وقال (لي وانغ) الجسر آمن
    - وأكد الوزير لي أهمية الجسر. وقال لي إن العمل مستمر.
      => وأكد (الوزير لي) أهمية الجسر ; وقال (الوزير لي) العمل مستمر
    """
    if not any(cue.kind in ("past", "present") for cue in tokens.forms[k - 1].cues):
        return False
    beside = [(tokens.flags[j - 1] | tokens.flags[j + 1] & NAME) for j in tokens.find({tokens.plain[k]})]
    return tokens.flags[k + 1] & ~COMMON != WORD and not any(bits & (NAME | TITLE | DEMONYM) for bits in beside)


@rule
def noun_like_body(tokens: Tokens, k: int) -> bool:
    """فتح behind a reporting verb and right before a thing is the opening of it, before a title a verb; else the movement.

    + واقترحت المديرة فتح تحقيق. وطلبت فتح ملف جديد. => واقترحت (المديرة) فتح تحقيق ; وطلبت (المديرة) فتح ملف جديد
    + فتح الوزير سامي حداد الجسر مؤكدا أهميته. => مؤكدا (الوزير سامي حداد) أهميته
    - ورفضت فتح اقتراح المديرة. => ورفضت (فتح) اقتراح المديرة
    """
    behind_verb = any(cue.kind in ("past", "present") for cue in tokens.forms[k - 1].cues)
    if not behind_verb and tokens.flags[k + 1] & DEFINITE and tokens.flags[k + 1] & (HONORIFIC | OFFICE):
        return True
    return behind_verb and tokens.flags[k + 1] & ~COMMON == WORD
