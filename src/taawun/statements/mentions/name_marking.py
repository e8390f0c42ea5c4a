"""Names an article makes known: fixed names made of other words, and the names it gives with an office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from taawun.lexicons import load_lexicon, setting
from taawun.names.states import state_names
from taawun.rules import rule
from taawun.statements.mentions.homonyms import (
    family_name_like_office,
    family_name_like_title,
    given_name_like_noun,
    given_name_like_office,
    given_name_like_verb,
    noun_like_body,
    office_like_given_name,
    pronoun_like_name,
)
from taawun.statements.mentions.mentions import Mention, read_mention
from taawun.statements.mentions.name_spans import may_have_name, principal_start
from taawun.statements.mentions.noun_phrases import phrase_end
from taawun.statements.mentions.phrase import BODY, TITLE
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    ANONYMOUS,
    BE,
    BI,
    COMMA,
    COMMON,
    COMP,
    DASH,
    DEFINITE,
    DEMONYM,
    GROUP,
    INSTITUTION,
    LI,
    MASDAR,
    NAME,
    NUMBER,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PREP,
    PREP_PRONOUN,
    PRON,
    RELATIVE,
    STATE,
    SURNAME,
    WORD,
)
from taawun.statements.reading.forms import Form, read_form
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.matching import given_forms, matching_form, word_group
from taawun.statements.reading.tokens import Tokens

_ADJECTIVE = ORGAN | DEMONYM
_BEGINS_PERSON = TITLE | NAME
_SPEAKS = TITLE | BODY | ANONYMOUS
_SAME_BEFORE = word_group("same_before")
#: no second half of a name
_NEVER_NAME = COMP | PRON | PREP | RELATIVE | AND | BE | NUMBER
#: no office behind a name begins with one of these
_NO_OFFICE = AND | PREP | BI | LI
#: of a word that can only be a name, as far as lists know
_LISTED = TITLE | ORGAN | STATE | DEMONYM | INSTITUTION | GROUP | OBJECT | DEFINITE | AND


def fix_names(tokens: Tokens) -> None:
    """Mark names made of other words (بان كي مون) as names only, and لهسبريس as told where هسبريس is named too."""
    # About most words none of this has anything to say.
    listed, asked = tokens.find(_listed_forms()), _forms_asked_about()
    _mark_fixed(tokens, listed)
    _mark_states(tokens, listed)
    adjectives = [k for k, bits in enumerate(tokens.flags) if bits & _ADJECTIVE and tokens.plain[k][-1] == "ي"]
    for k in sorted({*adjectives, *(k for k in listed if tokens.plain[k] in asked)}):
        if joins_next(tokens, k):
            tokens.flags[k] = (tokens.flags[k] & ~TITLE) | NAME
            tokens.flags[k + 1] = NAME | WORD | (tokens.flags[k + 1] & DEFINITE)
        elif numbers_ruler(tokens, k):
            tokens.flags[k] = NAME | WORD | DEFINITE
        elif office_like_given_name(tokens, k):
            tokens.flags[k] &= ~NAME
        elif given_name_like_office(tokens, k):
            tokens.flags[k] = NAME | WORD
        elif family_name_like_title(tokens, k):
            tokens.flags[k] = NAME | WORD | DEFINITE
        elif length := particles_of_name(tokens, k):
            tokens.flags[k : k + length] = [NAME | WORD] * length
        elif means_the_same(tokens, k):
            tokens.flags[k] = tokens.flags[k + 1] & ~DEFINITE
        else:
            _fix_homonym(tokens, k)
    for k in tokens.find_joined("ل"):
        if told_by_name(tokens, k):
            tokens.flags[k] |= LI | OBJECT


def _fix_homonym(tokens: Tokens, k: int) -> None:
    for part, is_name, flags in _HOMONYMS:
        if tokens.plain[k] in _name_parts()[part] and is_name(tokens, k):
            tokens.flags[k] = flags


_HOMONYMS = (
    ("offices_as_family_names", family_name_like_office, NAME | WORD | DEFINITE),
    ("names_like_verbs", given_name_like_verb, NAME | WORD),
    ("noun_names", given_name_like_noun, NAME | WORD),
    ("names_like_pronouns", pronoun_like_name, PREP_PRONOUN | ADJUNCT | WORD),
    ("bodies_like_nouns", noun_like_body, OBJECT | WORD),
)


def _mark_fixed(tokens: Tokens, listed: list[int]) -> None:
    for k, end in _found(tokens, listed, fixed_names()):
        for m in range(k, end):
            if tokens.flags[m] & WORD:
                tokens.flags[m] = NAME | WORD


def _mark_states(tokens: Tokens, listed: list[int]) -> None:
    """بيونغ يانغ، كوريا الشمالية، الكورية الجنوبية: the second word belongs to the first."""
    for k, end in _found(tokens, listed, _long_state_names()):
        more = ORGAN if tokens.flags[k] & (DEMONYM | DEFINITE) else NAME | ORGAN
        if tokens.flags[k] & COMMON and not tokens.flags[k] & STATE:
            # a house: البيت الأبيض
            continue
        if not tokens.flags[k] & (STATE | DEMONYM):
            tokens.flags[k] = STATE | WORD | (tokens.flags[k] & DEFINITE)
        for m in range(k + 1, end):
            # كوريا الجنوبية: no name, behind which that of a person may stand
            named = more & ~NAME if tokens.flags[m] & DEFINITE else more
            tokens.flags[m] = named | WORD | (tokens.flags[m] & DEFINITE)


def _found(tokens: Tokens, listed: list[int], table: Mapping[str, list[list[str]]]) -> Iterator[tuple[int, int]]:
    """Tokens of the names of a table, wherever they stand in the text; a hyphen may join their words (كي-مون)."""
    for k in listed:
        for words in table.get(tokens.plain[k], ()):
            end, left = k, list(words)
            while left and (tokens.plain[end] == left[0] or tokens.flags[end] & DASH):
                left = left if tokens.flags[end] & DASH else left[1:]
                end += 1
            if not left:
                yield k, end


@cache
def _long_state_names() -> dict[str, list[list[str]]]:
    """Names and demonyms of states that have several words, by their first word."""
    table: dict[str, list[list[str]]] = {}
    for name, (_, kind) in state_names().items():
        words = matching_form(name).split()
        first = word_flags().get(words[0], 0)
        if kind == "capital" or (len(words) > 1 and first & (DEMONYM | STATE)):
            table.setdefault(words[0], []).append(words)
    return table


@rule
def joins_next(tokens: Tokens, k: int) -> bool:
    """A word that cannot end a name makes one name with the next: عبد الله، آل مبارك، نصر الله، أم خالد.

    + قال الملك عبد الله إن الجسر آمن. وأضاف عبد الله أن العمل مستمر.
      => قال (الملك عبد الله) الجسر آمن ; وأضاف (الملك عبد الله) العمل مستمر
    + وقالت أم خالد إن الماء قليل. => وقالت (أم خالد) الماء قليل
    + قال المفتي حسن نصر الله إن الصيام غدا. وأضاف نصر الله أن الهلال ظهر.
      => قال (المفتي حسن نصر الله) الصيام غدا ; وأضاف (المفتي حسن نصر الله) الهلال ظهر
    + وأكد نصر الله أهمية الصيام. => وأكد (نصر الله) أهمية الصيام
    + قال الوزير سالم بن علي إن الجسر آمن. وأضاف سالم بن علي أن العمل مستمر.
      => قال (الوزير سالم بن علي) الجسر آمن ; وأضاف (الوزير سالم بن علي) العمل مستمر
    - وقالت أبو ظبي إن الحوار مستمر. => وقالت (أبو ظبي) الحوار مستمر
    - وكشف مدير الـ «رياض» سامي حداد أن الجسر آمن. => وكشف (مدير الـ رياض سامي حداد) الجسر آمن
    - قال رئيس الوزراء شينزو آبي إن الجزيرة آمنة. وصرح آبي أن الحوار مستمر.
      => قال (رئيس الوزراء شينزو آبي) الجزيرة آمنة ; وصرح (رئيس الوزراء شينزو آبي) الحوار مستمر
    """
    parts, form, following = _name_parts(), tokens.plain[k], tokens.plain[k + 1]
    if form not in parts["joined"]:
        return False
    bits = tokens.flags[k + 1]
    named = bool(tokens.flags[k - 1] & NAME)
    if form in parts["before_allah"]:
        # أكد نصر الله جاهزيته
        return (named or bool(tokens.forms[k - 1].cues)) and following == "الله"
    if form in parts["mothers"]:
        return bool(bits & NAME)
    if form in parts["patronymics_in_name"] and not named:
        return False
    if form in parts["joining_in_name"] and not named:
        return False
    return bool(bits & WORD) and f"{form} {following}" not in state_names()


@rule
def numbers_ruler(tokens: Tokens, k: int) -> bool:
    """A number behind the name of a king or pope belongs to the name: الملك عبد الله الثاني.

    + دعا العاهل الأردني الملك عبد الله الثاني المجتمع الدولي إلى الحوار. وقال الملك عبد الله إن الجسر آمن.
      => دعا (العاهل الأردني الملك عبد الله الثاني) الحوار ; وقال (العاهل الأردني الملك عبد الله الثاني) الجسر آمن
    + وقال ملك الأردن عبد الله الثاني إن الجسر آمن. وأضاف عبد الله الثاني أن العمل مستمر.
      => وقال (ملك الأردن عبد الله الثاني) الجسر آمن ; وأضاف (ملك الأردن عبد الله الثاني) العمل مستمر
    - وقال الوزير سامي حداد الثاني إن الميناء جاهز. => وقال (الوزير سامي حداد الثاني) الميناء جاهز
    """
    parts = _name_parts()
    if tokens.plain[k] not in parts["numbers"]:
        return False
    for m in range(k - 1, max(-1, k - 1 - setting("longest_ruler")), -1):
        if not tokens.flags[m] & WORD:
            return False
        if tokens.plain[m].removeprefix("ال") in parts["numbered"]:
            return True
    return False


@rule(silence=0)
def particles_of_name(tokens: Tokens, k: int) -> int:
    """Particles and the word behind them belong to a foreign name: فان دير ميرفي، دي لا توري؛ one alone behind a name.

    + قال الأمين العام يوهان فان در ميرفي إن القوات ستبقى. وأضاف فان در ميرفي أن العدد ثابت.
      => قال (الأمين العام يوهان فان در ميرفي) القوات ستبقى ; وأضاف (الأمين العام يوهان فان در ميرفي) العدد ثابت
    + وقال الوزير الهولندي بيتر فان بيرسي إن الحوار مستمر. => وقال (الوزير الهولندي بيتر فان بيرسي) الحوار مستمر
    - وقال الوزير سامي حداد فان الوضع صعب. => none
    - وقال جون دي: «الجسر آمن». => وقال (جون دي) «الجسر آمن»
    """
    parts = _name_parts()
    if tokens.plain[k] not in parts["particles"]:
        return 0
    two = tokens.plain[k + 1] in parts["second_particles"]
    last = k + 2 if two else k + 1
    if not two and not tokens.flags[k - 1] & NAME:
        return 0
    bits = tokens.flags[last]
    return last + 1 - k if bits & WORD and not bits & (_NEVER_NAME | _LISTED) else 0


@rule
def means_the_same(tokens: Tokens, k: int) -> bool:
    """ذات and نفس before a definite noun of a speaker stand for it: ذات الوزارة is the ministry, ذات المسؤول the official.

    + وأعلنت وزارة المالية أن الجسر آمن. وأكد الوزير أن الماء يكفي. وذكرت ذات الوزارة أن السد قديم.
      => وأعلنت (وزارة المالية) الجسر آمن ; وأكد (الوزير) الماء يكفي ; وذكرت (وزارة المالية) السد قديم
    + قال المدير سالم حداد إن الجسر آمن. وأوضح ذات المسؤول، في تصريح، بأن السد قديم.
      => قال (المدير سالم حداد) الجسر آمن ; وأوضح (المدير سالم حداد) السد قديم
    - وأعلنت وزارة المالية أن الجسر آمن. وذكرت في ذات الوقت أن السد قديم.
      => وأعلنت (وزارة المالية) الجسر آمن ; وذكرت (وزارة المالية) السد قديم
    """
    following = tokens.flags[k + 1]
    return tokens.plain[k] in _SAME_BEFORE and bool(following & DEFINITE and following & _SPEAKS)


@cache
def _name_parts() -> dict[str, frozenset[str]]:
    """Words that join or number a name, in matching form; those that join a name with a proclitic too."""
    titles = load_lexicon("titles")
    joined = ("joining", "joining_in_name", "patronymics", "patronymics_in_name", "before_allah", "mothers")
    others = tuple(part for part, _, _ in _HOMONYMS)
    names = (*joined, *others, "numbered", "numbers", "particles", "second_particles")
    lists = {name: frozenset(map(matching_form, titles[name].split())) for name in names}
    lists["joining"] |= {letter + word for word in lists["joining"] for letter in "وفلب"}
    lists["joined"] = frozenset().union(*(lists[name] for name in joined))
    lists["other_words"] = frozenset().union(*(lists[name] for name in others))
    return lists


@cache
def _listed_forms() -> frozenset[str]:
    """Forms that names of several words begin with, or that a rule asks about."""
    return _forms_asked_about().union(fixed_names(), _long_state_names())


@cache
def _forms_asked_about() -> frozenset[str]:
    """Forms that a rule about the word at its place looks for; of given names those that can be a title or an adjective."""
    parts = _name_parts()
    given = {form for form in given_forms() if read_form(form).flags & (TITLE | _ADJECTIVE)}
    return parts["joined"] | parts["numbers"] | parts["particles"] | parts["other_words"] | given | _SAME_BEFORE


@rule
def told_by_name(tokens: Tokens, k: int) -> bool:
    """A word with ل whose rest is named elsewhere is the one told, not the one who tells: صرح لهسبريس.

    + قال الوزير سامي حداد إن الجسر آمن. وصرح لكنعانة بأن العمل مستمر. وقالت كنعانة إن السوق مفتوحة.
      => قال (الوزير سامي حداد) الجسر آمن ; وصرح (الوزير سامي حداد) العمل مستمر ; وقالت (كنعانة) السوق مفتوحة
    - وقالت السيدة جنة حداد إن الجسر آمن. وأكدت لجنة الطرق أن العمل مستمر.
      => وقالت (السيدة جنة حداد) الجسر آمن ; وأكدت (لجنة الطرق) العمل مستمر
    """
    return not tokens.flags[k] & ~(WORD | LI)


@cache
def fixed_names() -> dict[str, list[list[str]]]:
    """Return the fixed names by their first word."""
    table: dict[str, list[list[str]]] = {}
    for name in load_lexicon("titles")["fixed_names"]:
        words = [matching_form(word) for word in name.split()]
        table.setdefault(words[0], []).append(words)
    return table


def know_names(tokens: Tokens, persons: list[Mention]) -> None:
    """Mark the names that the article gives with an office as names wherever they stand alone, and which end a name."""
    known: dict[str, int] = {}
    for mention in persons:
        assert mention.name_span is not None
        for k in range(*mention.name_span):
            if known_alone(tokens, k, mention):
                form = tokens.plain[k]
                known[form] = known.get(form, NAME) | (SURNAME if _is_surname(tokens, k, mention) else 0)
    for k in tokens.find(known.keys()):
        tokens.flags[k] |= known[tokens.plain[k]]


@rule
def known_alone(tokens: Tokens, k: int, mention: Mention) -> bool:
    """A word of a full name is a name elsewhere too, unless it is common; a family name always.

    + قال الوزير سامي صيداني إن الجسر آمن. وأعلن صيداني زيارة إلى الجزيرة.
      => قال (الوزير سامي صيداني) الجسر آمن ; وأعلن (الوزير سامي صيداني) زيارة إلى الجزيرة
    + قال الوزير سامي دوران إن الهدنة صامدة. وأضاف دوران أن اللقاء مفيد.
      => قال (الوزير سامي دوران) الهدنة صامدة ; وأضاف (الوزير سامي دوران) اللقاء مفيد
    + قال الوزير منير صيداني إن الجسر آمن. ووصف صيداني الاتفاق بأنه صعب.
      => قال (الوزير منير صيداني) الجسر آمن ; ووصف (الوزير منير صيداني) الاتفاق بأنه صعب
    + قال الوزير سامي الدباغ إن الجسر آمن. ورفض الدباغ التهديد.
      => قال (الوزير سامي الدباغ) الجسر آمن ; ورفض (الوزير سامي الدباغ) التهديد
    - وقال الوزير سامي إن الجسر آمن. => وقال (الوزير سامي) الجسر آمن
    """
    bits = tokens.flags[k]
    return _is_surname(tokens, k, mention) or (len(tokens.plain[k]) > 2 and not bits & COMMON)


def _is_surname(tokens: Tokens, k: int, mention: Mention) -> bool:
    assert mention.name_span is not None
    return len(tokens.plain[k]) > 3 and len(mention.name) > 1 and k == mention.name_span[1] - 1


def named_persons(tokens: Tokens) -> list[Mention]:
    """Mentions with an office or honorific and a name, wherever they stand."""
    found = []
    flags, past = tokens.flags, 0
    for i in [k for k, bits in enumerate(flags) if bits & _BEGINS_PERSON]:
        if i < past or flags[i] & PREP:
            continue
        end = phrase_end(tokens, i, tokens.sentence_end[i], splitting=True, joining=False, bare=True)
        if end > i + 1:
            past = principal_start(tokens, i, end) or end
            if not may_have_name(tokens, i, end):
                continue
            mention = read_mention(tokens, i, end)
            if mention.name_span is not None:
                mention = office_behind_name(tokens, mention) or mention
            if mention.name and (flags[i] & TITLE or len(mention.name) > 1):
                found.append(mention)
    return found


@rule(silence=None)
def office_behind_name(tokens: Tokens, mention: Mention) -> Mention | None:
    """An office without a name behind a name is its bearer's, where no verb of meeting has him as its subject.

    + ترأس الدكتور سامي حداد وزير النقل اجتماعا. وأكد الوزير أن العمل مستمر.
      => وأكد (الدكتور سامي حداد وزير النقل) العمل مستمر
    - استقبل الدكتور سامي حداد وزير النقل. وأكد الوزير أن العمل مستمر.
      => وأكد (الوزير) العمل مستمر
    - ترأس الدكتور سامي حداد وزير النقل نبيل قاسم. وأكد الوزير أن العمل مستمر.
      => وأكد (وزير النقل نبيل قاسم) العمل مستمر
    """
    flags, end = tokens.flags, mention.end
    k = end + 1 if flags[end] & COMMA else end
    if not flags[k] & OFFICE or flags[k] & _NO_OFFICE or tokens.plain[k].endswith("ا"):
        return None
    if k == end and _takes_person(tokens.forms[mention.start - 1]):
        return None
    stop = phrase_end(tokens, k, tokens.sentence_end[mention.start], splitting=True, joining=False)
    whole = read_mention(tokens, mention.start, stop)
    return whole if whole.name == mention.name and not read_mention(tokens, k, stop).name else None


def _takes_person(form: Form) -> bool:
    """Whether a word may have one person as its subject and another one as its object."""
    return bool(form.cues or form.flags & (MASDAR | OCCASION)) or form.form.removeprefix("و") in word_group(
        "meets_person"
    )
