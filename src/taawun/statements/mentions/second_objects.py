"""Nouns that are the object behind a phrase that is whole: matters, whom the genre calls on, and what is the owner's."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.mentions.phrase import BODY, RELATING, SPEAKERS, TITLE, Phrase
from taawun.statements.mentions.second_plurals import behind_counted
from taawun.statements.reading.features import (
    ANONYMOUS,
    BI,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    LI,
    MASDAR,
    NAME,
    NUMBER,
    OBJECT,
    ORGAN,
    PLURAL,
    STATE,
    SUFFIX,
    SURNAME,
    TAIL,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import is_no_name, is_shaped_like_verbal_noun, is_verbal_noun, noun_names, rarity
from taawun.statements.reading.silent_nouns import is_listed_noun, is_matter

#: behind one of these no genitive stands
_CLOSED = DEFINITE | DEMONYM | NAME | STATE
_KNOWN_GENITIVE = setting("known_genitive")
#: before the only word of a name
_NO_GIVEN_NAME = TITLE | BODY | ORGAN | DEMONYM | STATE | DEFINITE
#: words that are rarer with the article may be foreign names
_KNOWN_WITH_ARTICLE = 680
#: شعبه, not طه
_SHORTEST_OWNED = 4


@rule
def matter_behind_whole(phrase: Phrase, k: int, bits: int) -> bool:
    """A noun of a matter or an act is the object behind whoever is whole: a definite word, a name, a source, a plural.

    Where it is a name as well, only before a noun with the article that is no family name.

    + وأكدت مصادر محلية توتر الأجواء. => وأكدت (مصادر محلية) توتر الأجواء
    + وأكد ناشطون وفاة السفير. => وأكد (ناشطون) وفاة السفير
    + وأكد أطباء وفاة السفير. => وأكد (أطباء) وفاة السفير
    + وأكد شهود عيان وفاة السفير. => وأكد (شهود عيان) وفاة السفير
    + وأعلن أربعة نواب مقاطعة الجلسة. => وأعلن (أربعة نواب) مقاطعة الجلسة
    + وأعلن الوزير وفاة السفير. => وأعلن (الوزير) وفاة السفير
    + وأعلن حداد هدنة جديدة. => وأعلن (حداد) هدنة جديدة
    + وأعلنت الوزيرة سلمى حداد وفاة رجلين. => وأعلنت (الوزيرة سلمى حداد) وفاة رجلين
    + وأكد مسؤول كيني سلامة المسافرين. => وأكد (مسؤول كيني) سلامة المسافرين
    - وأكد المدير سلامة الخطيب أهمية الحوار. => وأكد (المدير سلامة الخطيب) أهمية الحوار
    - وأكدت مصادر محلية رفيعة مقتل رجلين. => وأكدت (مصادر محلية رفيعة) مقتل رجلين
    - وأكد المستشار الألماني أولاف شولتس أهمية الحوار. => وأكد (المستشار الألماني أولاف شولتس) أهمية الحوار
    - وأعلن مدير إنتاج النفط. => none
    """
    form, before = phrase.plain[k], phrase.flags[k - 1]
    if bits & (NAME | ORGAN | BODY):
        return False
    source = phrase.flags[phrase.start] & ANONYMOUS and phrase.plain[k - 1].endswith(RELATING)
    # مسؤولون غربيون: no genitive stands behind a plural in ون
    plural = phrase.plain[k - 1].endswith("ون") or phrase.plain[k - 1] in word_group("ends_of_plurals")
    # أطباء وفاة, not عمال صيانة
    plural = plural or (bool(before & PLURAL) and form in word_group("happenings"))
    behind = source or before & _CLOSED or plural or behind_counted(phrase, k)
    if not behind and phrase.named:
        behind = phrase.flags[k - 2] & NAME
        behind = behind or (phrase.seen > 1 and (is_listed_noun(form) or is_no_name(form, everyday=False)))
    if not behind or not (_looks_done(phrase, k) or is_matter(form)):
        return False
    if not is_listed_noun(form) and rarity("ال" + form) >= _KNOWN_WITH_ARTICLE:
        # أولاف، إيتمار، بيب: foreign names
        return False
    # behind one name alone it may be the family name: خالد عودة, behind a title any noun may: المدير خالد جبل
    alone = before & NAME and not before & SURNAME and (k - 1 == phrase.start or phrase.flags[k - 2] & _NO_GIVEN_NAME)
    if form in noun_names():
        return not alone and _is_known_genitive(phrase, k + 1)
    return not alone or k - 1 == phrase.start


def _looks_done(phrase: Phrase, k: int) -> bool:
    # مصادر محلية مشاركة: an adjective
    return is_verbal_noun(phrase.plain[k]) and not (
        phrase.plain[k].startswith("م") and phrase.plain[k - 1].endswith("ه")
    )


def _is_known_genitive(phrase: Phrase, k: int) -> bool:
    """Whether a noun stands behind a word that is a name as well, and no family name before what is said."""
    form, bits = phrase.plain[k], phrase.after(k - 1)
    if bits & (NUMBER | SUFFIX):
        return True
    if phrase.after(k) & (OBJECT | MASDAR | DOCUMENT) or is_matter(phrase.plain[k + 1]):
        # سلامة الخطيب أهمية الحوار
        return False
    # مال الله
    name = form.endswith(RELATING) or form in word_group("second_halves")
    return bool(bits & DEFINITE) and not name and rarity(form) < _KNOWN_GENITIVE


@rule
def addressed(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a definite word, a name or a state the world's states are whom the verb calls on: الأمين العام المجتمع الدولي.

    + وناشدت الجامعة العربية المجتمع الدولي التدخل. => وناشدت (الجامعة العربية) التدخل
    + ودعا الأمين العام الدول الأعضاء إلى الصبر. => ودعا (الأمين العام) الصبر
    - ودعا الأمين العام لجامعة الدول العربية إلى الصبر. => ودعا (الأمين العام لجامعة الدول العربية) الصبر
    """
    return phrase.plain[k] in word_group("the_world") and bool(phrase.flags[k - 1] & (DEFINITE | NAME | STATE))


@rule
def his_own(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a man's title a word with his pronoun is no adjective: الرئيس ضيفه; behind anybody an act of his is none.

    + وشكر الرئيس ضيفه على الزيارة. => وشكر (الرئيس) ضيفه على الزيارة
    + واتهم الوزير خصومه بالتقصير. => واتهم (الوزير) خصومه بالتقصير
    + وأكد ناشط شاب اعتزامه السفر. => وأكد (ناشط شاب) اعتزامه السفر
    - وأعلن الوزير هدنة جديدة. => وأعلن (الوزير) هدنة جديدة
    """
    tokens, form = phrase.tokens, phrase.plain[k]
    before = phrase.flags[k - 1]
    if bits & TAIL and form.endswith("ه") and is_shaped_like_verbal_noun(form[:-1]):
        return tokens.text[tokens.ends[k] - 1] == "ه"
    if not before & DEFINITE or not before & SPEAKERS or bits & (NAME | ORGAN | BI | LI) or len(form) < _SHORTEST_OWNED:
        return False
    return tokens.text[tokens.ends[k] - 1] == "ه" and not phrase.plain[k - 1].endswith("ه")
