"""What the walk from a reporting word passes over: addressees, asides, relative clauses, adverbials."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import is_object_noun
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    ATTITUDE,
    BI,
    COLON,
    COMMA,
    COMP,
    DASH,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    FIRST_PERSON,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    MASDAR,
    MEDIA,
    NAME,
    OBJECT,
    OCCASION,
    OFFICE,
    OPEN,
    ORGAN,
    PLACE,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUOTE,
    RANK,
    RELATIVE,
    SAYING,
    SEMI,
    STATE,
    STOP,
    SUFFIX,
    TIME,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.silent_nouns import noun_group
from taawun.statements.reading.tokens import Tokens

#: a name in quotation marks stands behind these
_NAMED_IN_QUOTES = MEDIA | STATE | GROUP | INSTITUTION | DOCUMENT | ORGAN | PREP
#: end an adverbial wherever they stand
_MARKS_OFF = COMMA | COLON | COMP | PRON | STOP | SEMI | DASH | FIRST_PERSON
_NOT_ADDRESSED = COMP | PRON | PREP | RELATIVE | ADJUNCT | BI | OFFICE | HONORIFIC
_AFTER_TIME = OFFICE | HONORIFIC | RANK | OBJECT
_SAID = OBJECT | ATTITUDE
#: behind these an adverbial can be whole
_ENDS_PLACE = STATE | DEFINITE | SUFFIX | TIME | PREP_PRONOUN
#: behind a letter and من stands who sent it
_SENDERS = OFFICE | HONORIFIC | NAME | INSTITUTION | GROUP | STATE
_GOVERNED = word_group("governed_prepositions")
_LONGEST_ASIDE = setting("longest_aside")
#: end an adverbial before a noun of what happened
_BEFORE_EVENT = STATE | DOCUMENT
#: nouns of what is said or done
_DONE = OBJECT | ATTITUDE | MASDAR
_GOVERNED_IN = {"عن": "عن", "علي": "على", "الي": "إلى"}
_CLAUSES = frozenset(("أن", "اسم"))
_MORE, _OF_ONE_WORD = word_group("once_more"), word_group("whole_adverbials")
_ON = word_group("links_of_supervision")
_JOINING = word_group("joining")
_SAME = word_group("same")
_DASHED_ASIDE_WITHIN = setting("dashed_aside_within")
_LONGEST_NAME = setting("longest_quoted_name")
_RELATIVE_BEGINNING, _CLAUSE_BEHIND_NAME = setting("relative_beginning"), setting("clause_behind_name")
_ISSUED_BY, _RECEIVING = word_group("issued_by"), word_group("receiving")
_MET, _ITS = OFFICE | HONORIFIC | NAME, ("ه", "ها", "هم", "هما")
#: ranks of risk of lemmas that mostly report, see `lexicons/cues.yaml`
_REPORTING = ("L", "M")


@rule
def begins_clause(tokens: Tokens, j: int) -> bool:
    """A past tense with و or ف or behind a conjunction, or a participle of reporting, begins a clause of its own.

    + وأكد الوزير الكويتي، وقال إن الميناء جاهز. => وقال (الوزير الكويتي) الميناء جاهز
    + وحذر الوزير الكويتي حيث قال إن الميناء مغلق. => قال (الوزير الكويتي) الميناء مغلق
    + وصرح الوزير الكويتي مؤكدا أن الميناء جاهز. => مؤكدا (الوزير الكويتي) الميناء جاهز
    + وصرحت الوزيرة الكويتية، مؤكدة أن الميناء جاهز. => مؤكدة (الوزيرة الكويتية) الميناء جاهز
    - وأعلنت الوزيرة الكويتية المؤكدة الحضور أن الميناء جاهز. => وأعلنت (الوزيرة الكويتية المؤكدة الحضور) الميناء جاهز
    - وأكد الوزير الكويتي وبدأ العمل أن الميناء جاهز. => none
    """
    for cue in tokens.forms[j].cues:
        if cue.lemma.risk not in _REPORTING:
            continue
        if cue.kind == "past" and (cue.proclitic or tokens.plain[j - 1] in _JOINING):
            return True
        plain = (cue.number == "s" and cue.gender == "m") or tokens.flags[j - 1] & COMMA
        if cue.kind == "participle" and plain:
            return not tokens.flags[j] & SAYING
    return False


def skip_aside(tokens: Tokens, j: int, end: int) -> int:
    """Past brackets, or past what stands between dashes."""
    closed = tokens.partner.get(j)
    if closed is not None:
        return min(closed + 1, end)
    if tokens.flags[j] & DASH:
        for k in range(j + 1, min(end, j + _DASHED_ASIDE_WITHIN)):
            if tokens.flags[k] & DASH:
                return k + 1
            if tokens.flags[k] & (COMP | PRON | COLON | QUOTE):
                return j + 1
    return j + 1


def skip_addressee(tokens: Tokens, j: int, end: int) -> int:
    """Past an addressee: its first word and what plainly belongs to it."""
    flags = tokens.flags
    k = j + 1
    while k < end:
        bits = flags[k]
        closed = tokens.partner.get(k, end)
        if bits & QUOTE and closed - k <= _LONGEST_NAME:
            if k == j + 1:
                # لـ«عكاظ»: the name is whole
                return closed + 1
            if flags[closed + 1] & DEMONYM and flags[closed + 1] & DEFINITE:
                # لصحيفة «عكاظ» السعودية
                closed += 1
            k = closed + 1
        elif bits & OPEN:
            # لوكالة (الجسر) الروسية
            k = closed + 1
        elif not bits & WORD or bits & _NOT_ADDRESSED or begins_clause(tokens, k):
            break
        else:
            k += 1
    return k


def skip_relative(tokens: Tokens, j: int, end: int, takes: frozenset[str] = frozenset()) -> int:
    """Past a relative clause: to the comma that closes it, to a complementizer or what is governed after its first words.

    A verb of issuing with its object pronoun governs no أن: that belongs to the reporting word (البيان الذي نشرته).
    """
    flags = tokens.flags
    issued = tokens.plain[j + 1] in _ISSUED_BY
    beginning = _RELATIVE_BEGINNING - 1 if issued else _RELATIVE_BEGINNING
    k = j + 1
    while k < end:
        closed = tokens.partner.get(k, end)
        if flags[k] & QUOTE and closed - k <= _LONGEST_NAME:
            k = closed
        elif (
            flags[k] & (COMMA | DASH | COLON | STOP | SEMI)
            or (flags[k] & (COMP | PRON | QUOTE) and (k - j > beginning or belongs_outside(tokens, j, k)))
            or (takes and k - j > 2 and goes_on_outside(tokens, j, k, takes))
        ):
            return k
        k += 1
    return end


@rule
def goes_on_outside(tokens: Tokens, j: int, k: int, takes: frozenset[str]) -> bool:
    """Inside a relative clause that no comma opens what the reporting word governs is a noun of speech or of acting.

    + وأعرب الصياد الذي باع قاربه عن شكره للتجار. => وأعرب (الصياد) شكره للتجار
    + وندد الصيادون الذين باعوا القوارب بإغلاق الميناء. => وندد (الصيادون) بإغلاق الميناء
    - وأعرب الصياد الذي عبر للتجار عن شكره. => none
    - وأعرب الصياد الذي سأل التجار عن البحر. => none
    """
    form, following = tokens.plain[k], tokens.flags[k + 1]
    if tokens.flags[k] & BI:
        governed, said = "ب" in takes, tokens.flags[k] & _DONE
    else:
        governed, said = _GOVERNED_IN.get(form) in takes, following & (_DONE | SUFFIX)
    if not governed or not said:
        return False
    return not any(cue.lemma.takes & takes - _CLAUSES for word in tokens.forms[j + 1 : k] for cue in word.cues)


@rule
def belongs_outside(tokens: Tokens, j: int, k: int) -> bool:
    """Where nothing is said in a relative clause, إن belongs to the verb of saying before it (الذي زار السوق إن).

    + وقال الصياد الذي باع قاربه إن البحر هادئ. => وقال (الصياد) البحر هادئ
    - وقال الصياد الذي ذكر إن القارب غرق. => ذكر (?) القارب غرق
    - وقال الصياد الذي أراد أن يرحل إن البحر هادئ. => وقال (الصياد) البحر هادئ
    """
    return tokens.text[tokens.starts[k]] == "إ" and not any(form.cues for form in tokens.forms[j + 1 : k])


def skip_adverbial(tokens: Tokens, j: int, end: int, takes: frozenset[str]) -> int:
    """Past an adverbial: to a mark, a complementizer, a preposition the verb governs, or another reporting word."""
    flags = tokens.flags
    if flags[j] & PREP_PRONOUN or (flags[j] & TIME):
        # مرة جديدة
        return j + 2 if tokens.plain[j + 1] in _MORE else j + 1
    k = j + 1
    # بالأزهر: of one word
    whole = 0 if flags[j] & (PLACE | STATE | INSTITUTION) or tokens.plain[j] in _OF_ONE_WORD else 1
    while k < end:
        bits = flags[k]
        if bits & QUOTE:
            closed = tokens.partner.get(k, end)
            if not _is_name_inside(tokens, k, closed, end, takes):
                return k
            k = closed + 1
        elif tokens.partner.get(k, k) - k > _LONGEST_ASIDE:
            return k
        elif bits & OPEN:
            k = skip_aside(tokens, k, end)
        elif bits & DASH and _is_hyphen(tokens, k):
            k += 1
        elif bits & _MARKS_OFF or (k > j + whole and _is_governed(tokens, k, takes)) or _begins_saying(tokens, k):
            return k
        elif bits & TIME and flags[k + 1] & _AFTER_TIME and not meets(tokens, k):
            # قال أمس الوزير: the date is the whole adverbial
            return k + 1
        elif tokens.plain[k] in _SAME:
            # في الوقت نفسه
            return k + 1
        elif k > j + 1 and "اسم" in takes and ends_adverbial(tokens, k):
            return k
        else:
            k += 1
    return k


@rule
def ends_adverbial(tokens: Tokens, k: int) -> bool:
    """A text or an occasion is over behind its owner's pronoun or an adjective in ي: a word with the article is the object.

    + واتهمت كينيا في بيان لها الشركة بالتقصير. => واتهمت (كينيا) الشركة بالتقصير
    + واتهمت كينيا خلال مؤتمر صحفي الشركة بالتقصير. => واتهمت (كينيا) الشركة بالتقصير
    - واتهمت كينيا في بيان الشركة بالتقصير. => واتهمت (?) كينيا في بيان الشركة بالتقصير
    - واتهمت كينيا في بيان لجنة الشركة بالتقصير. => واتهمت (?) كينيا في بيان لجنة الشركة بالتقصير
    """
    text, before = tokens.flags[k - 2], tokens.flags[k - 1]
    if not text & (DOCUMENT | OCCASION) or (text | before) & DEFINITE or not tokens.flags[k] & DEFINITE:
        return False
    return bool(before & PREP_PRONOUN) or (tokens.plain[k - 1].endswith("ي") and not before & (NAME | PREP))


@rule
def meets(tokens: Tokens, k: int) -> bool:
    """Whom somebody receives (خلال لقائه أمس الوزير) stands behind the date too, and is no subject.

    + وأكد أن السوق مفتوح. وأكد خلال استقباله أمس السفير الكيني أهمية العمل.
      => وأكد (?) السوق مفتوح ; وأكد (?) أهمية العمل
    - وأكد خلال الحفل أمس السفير الكيني أهمية العمل. => وأكد (السفير الكيني) أهمية العمل
    """
    return tokens.plain[k - 1] in _RECEIVING


def _is_name_inside(tokens: Tokens, k: int, closed: int, end: int, takes: frozenset[str]) -> bool:
    """Whether quotation marks inside an adverbial hold a name, and do not open what is said."""
    if closed + 1 >= end:
        return False
    if closed - k > _LONGEST_NAME:
        return names_occasion(tokens, closed, end, takes)
    comma_follows = tokens.flags[closed + 1] & COMMA
    # أمام الصحفيين «تصلب الطرفين»: people have no such name
    named = tokens.flags[k - 1] & _NAMED_IN_QUOTES and not tokens.plain[k - 1].endswith("ين")
    return not ("اسم" in takes and comma_follows and not named)


@rule
def names_occasion(tokens: Tokens, closed: int, end: int, takes: frozenset[str]) -> bool:
    """A long quotation inside an adverbial is a name where the verb's own أن still comes behind it (ندوة «...»، إن).

    + وقال الأمين العام، في ندوة «إنجازات المدن العربية في مجال حقوق الطفل» في الرياض، إن العمل مستمر.
      => وقال (الأمين العام) العمل مستمر
    - وقال الأمين العام في بيان «إنجازات المدن العربية في مجال حقوق الطفل كبيرة» وهي تنمو كل يوم.
      => وقال (الأمين العام) «إنجازات المدن العربية في مجال حقوق الطفل كبيرة»
    """
    k = closed + 1
    while k < end and k - closed <= _CLAUSE_BEHIND_NAME and not begins_clause(tokens, k):
        if tokens.flags[k] & (COMP | PRON):
            return not tokens.flags[k] & AND
        k += 1
    return False


def _is_governed(tokens: Tokens, k: int, takes: frozenset[str]) -> bool:
    """Whether a word inside an adverbial may be the preposition or the object that the reporting word takes."""
    bits = tokens.flags[k]
    if bits & BI and bits & _MET and tokens.flags[k - 1] & OCCASION and tokens.plain[k - 1].endswith(_ITS):
        # عقب اجتماعه بالوزير: with whom one meets
        return False
    if tokens.plain[k] in _GOVERNED or (bits & BI and "ب" in takes):
        return True
    if tokens.plain[k] == "من":
        return warns_of(tokens, k)
    before = tokens.flags[k - 1]
    if "اسم" not in takes or (before & PREP and not (before & PREP_PRONOUN and tokens.flags[k - 2] & DOCUMENT)):
        return False
    # في بيان له وفاة
    of_text = before & PREP_PRONOUN and tokens.flags[k - 2] & DOCUMENT
    if (of_text or before & _BEFORE_EVENT) and noun_group(tokens.plain[k]) == "verbal_nouns":
        # توقع المكتب في السودان عبور اللاجئين، أعلن الجيش في بيان وفاة جندي
        return True
    return bool(bits & _SAID) and is_object_noun(bits)


def _is_hyphen(tokens: Tokens, k: int) -> bool:
    """Whether a dash joins two words: جان-ايف."""
    words = tokens.flags[k - 1] & tokens.flags[k + 1] & WORD
    return bool(words) and tokens.ends[k - 1] == tokens.starts[k] and tokens.ends[k] == tokens.starts[k + 1]


@rule
def warns_of(tokens: Tokens, k: int) -> bool:
    """Behind a whole adverbial من is what the reporting word governs (حذر في كلمته من الخطر), unless it tells when.

    + وحذر الوزير الكويتي في كلمته من خطورة السيول. => وحذر (الوزير الكويتي) خطورة السيول
    + وحذر الوزير الكويتي في بيان من خطورة السيول. => وحذر (الوزير الكويتي) خطورة السيول
    + وحذر الوزير الكويتي في بيان له من خطورة السيول. => وحذر (الوزير الكويتي) خطورة السيول
    - وحذر الوزير الكويتي في رسالة من السفير نزار حداد. => none
    - وحذر الوزير الكويتي بعد خروج بعض من جنوده. => none
    """
    written = tokens.flags[k - 1] & DOCUMENT and not tokens.flags[k + 1] & _SENDERS
    return bool(written or tokens.flags[k - 1] & _ENDS_PLACE)


@rule
def stands_before_clause(tokens: Tokens, j: int, end: int, takes: frozenset[str]) -> bool:
    """A noun with ب between the subject and أن tells where or how: أكد الوزير بالأدلة أن.

    + وأكد الشيخ سالم قاضي بالأدلة القاطعة أن البرامج مفيدة. => وأكد (الشيخ سالم قاضي) البرامج مفيدة
    + وأكد رئيس الوزراء بمملكة البحرين على الموقف الخليجي. => وأكد (رئيس الوزراء) الموقف الخليجي
    + وأكد المدير خلال كلمته بمؤتمر المناخ، أن البرامج مفيدة. => وأكد (المدير) البرامج مفيدة
    - وأقر المدير بفشل الخطة التي قال إنها مفيدة.
      => وأقر (المدير) بفشل الخطة التي قال إنها مفيدة ; قال (المدير) إنها مفيدة {level 2}
    - وصرح المدير بضرورة الحوار أن البرامج مفيدة. => وصرح (المدير) بضرورة الحوار أن البرامج مفيدة
    """
    if tokens.flags[j] & (OBJECT | ATTITUDE):
        return False
    k = j + 1
    while tokens.flags[k] & (DEFINITE | NAME | STATE) and not tokens.flags[k] & PREP:
        k += 1
    if tokens.flags[k] & COMMA:
        k += 1
    if tokens.flags[k] & (COMP | PRON):
        return k < end
    return tokens.plain[k] in _ON and "على" in takes


def _begins_saying(tokens: Tokens, k: int) -> bool:
    return bool(tokens.flags[k] & SAYING) or begins_clause(tokens, k)
