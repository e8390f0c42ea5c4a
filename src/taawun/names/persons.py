"""Take the name of a speaker apart: personal name, office, state; and bring spellings together.

A name is compared by its key, a tuple of folded words in standard spelling (`lexicons/persons.yaml`) without titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.names.states import find_states, state_of

Key = tuple[str, ...]

_WORD = re.compile(r"\w+")
#: words that a personal name cannot begin with
PATRONYMS = frozenset({"بن", "ابن", "بنت"})
#: first halves of compounds that are one name
_JOINED = frozenset({"عبد", "ابو"})
_CONNECTING = frozenset({"في", "من", "لدى", "على", "الى", "عن", "مع", "باسم", "و"})


class SpeakerName(NamedTuple):
    """A speaker's name taken apart.

    Attributes
    ----------
    key
        Words of the personal name in standard spelling, empty when only an office is named.
    office
        Standard form of the office, empty when none is named (`office_key`).
    state
        ISO 3166 alpha-2 code, null when unknown.
    """

    key: Key
    office: str
    state: str | None


@lru_cache(maxsize=1 << 13)
def parse_speaker(speaker: str, office: str | None = None, state: str | None = None) -> SpeakerName:
    """Take a speaker's name apart.

    Parameters
    ----------
    speaker
        Name as the statement has it, with or without title: الرئيس الإيراني حسن روحاني.
    office, state
        What is known of them already; else they are read off the name.

    Examples
    --------
    >>> parse_speaker("رئيس هيئة الأركان التركية الجنرال هولوسي أكار")
    SpeakerName(key=('خلوصي', 'اكار'), office='رئيس اركان', state='TR')
    >>> parse_speaker("وزير الخارجية الإيراني")
    SpeakerName(key=(), office='وزير خارجية', state='IR')
    """
    words = folded_words(speaker)
    given = folded_words(office or "")
    start, end = _name_place(words, given)
    titles = words[:start] + words[end:]
    return SpeakerName(
        key=name_key(words[start:end]),
        office=office_key(given or titles),
        state=state or state_of(given) or state_of(titles or words),
    )


@lru_cache(maxsize=1 << 13)
def title_words(speaker: str, office: str | None = None) -> tuple[str, ...]:
    """Folded words of a speaker's name outside the personal name, and those of the office.

    Examples
    --------
    >>> title_words("الرئيس الإيراني السابق سالم الراشدي")
    ('الرئيس', 'الايراني', 'السابق')
    """
    words = folded_words(speaker)
    given = folded_words(office or "")
    start, end = _name_place(words, given)
    return (*words[:start], *words[end:], *given)


def is_former(words: Iterable[str]) -> bool:
    """Whether folded words of a title say that its holder is no longer in office.

    Examples
    --------
    >>> is_former(title_words("الرئيس السابق سالم الراشدي")), is_former(title_words("الرئيس سالم الراشدي"))
    (True, False)
    """
    return any(word.removeprefix("ال") in _former_words() for word in words)


_WRITTEN = re.compile(r"[\w\u0610-\u061a\u064b-\u065f\u0670]+")


@lru_cache(maxsize=1 << 14)
def name_text(speaker: str) -> str:
    """Personal name of a speaker as written, without title; the whole when no name is found.

    Examples
    --------
    >>> name_text("الرئيس التركي رجب طيّب إردوغان")
    'رجب طيّب إردوغان'
    """
    written = _WRITTEN.findall(speaker)
    words = [fold_text(word) for word in written]
    start, end = _name_place(words, [])
    return " ".join(written[start:end]) or speaker


def folded_words(text: str) -> list[str]:
    """Words of a name, folded, without punctuation.

    Examples
    --------
    >>> folded_words("رئيس الحكومة، أحمد")
    ['رئيس', 'الحكومة', 'احمد']
    """
    return _WORD.findall(fold_text(text))


def name_key(words: list[str] | tuple[str, ...]) -> Key:
    """Key of a personal name: standard spellings, compounds joined, honorifics left out.

    Examples
    --------
    >>> name_key(["رجب", "طيب", "اردوجان"])
    ('رجب', 'طيب', 'اردوغان')
    >>> name_key(["عبد", "الله", "بن", "زايد"])
    ('عبدالله', 'بن', 'زايد')
    """
    key: list[str] = []
    lexicon = _titles()
    for place, word in enumerate(words):
        if key and key[-1] in _JOINED:
            key[-1] += word
        elif word == "الله" and place and words[place - 1] not in lexicon["no name"]:
            # نصر الله is one name with نصرالله
            key[-1:] = ["".join([*key[-1:], word])]
        elif word not in lexicon["no name"] or len(words) == 1:
            key.append(word)
    spellings = _spellings()
    return tuple(spellings.get(word, word) for word in key)


@lru_cache(maxsize=1 << 14)
def _office_key(words: tuple[str, ...]) -> str:
    lexicon = _titles()
    states = {i for found in find_states(words) for i in range(found.start, found.end)}
    # "جمهورية" belongs to the state's full name as much as to the office: رئيس الجمهورية الإسلامية الإيرانية
    kept = [
        word.removeprefix("ال")
        for i, word in enumerate(words)
        if i not in states and word not in lexicon["honorifics"] | lexicon["ranks"] and word not in _idle_words()
    ]
    while kept and kept[-1] in _CONNECTING:
        kept.pop()
    return _same_offices().get(" ".join(kept), " ".join(kept))


def office_key(words: list[str] | tuple[str, ...]) -> str:
    """Bring an office to its standard form: without ال, state and honorifics, former or current; synonyms are one.

    Examples
    --------
    >>> office_key(folded_words("رئيس الجمهورية الإسلامية الإيرانية")), office_key(folded_words("الرئيس الإيراني"))
    ('رئيس', 'رئيس')
    >>> office_key(folded_words("وزير خارجية تركيا")), office_key(folded_words("رئيس الحكومة التركية"))
    ('وزير خارجية', 'رئيس وزراء')
    """
    return _office_key(tuple(words))


def is_part_of(short: Key, long: Key) -> bool:
    """Whether a shorter name can be another form of a longer one.

    Its words must stand in the longer name in order and share the family name, or begin it when the rest is
    patronymic (محمد بن نايف بن عبدالعزيز).

    Examples
    --------
    >>> is_part_of(("ظريف",), ("محمد", "جواد", "ظريف")), is_part_of(("محمد", "ظريف"), ("جواد", "ظريف"))
    (True, False)
    """
    if not short or len(short) >= len(long):
        return False
    if short[-1] == long[-1]:
        rest = iter(long)
        return all(word in rest for word in short)
    return len(short) >= 3 and long[: len(short)] == short and long[len(short)] in PATRONYMS


def slug(words: list[str] | tuple[str, ...], state: str | None = None) -> str:
    """Make an id of folded words and a state: Arabic letters and hyphens, the state last in lower case.

    Examples
    --------
    >>> slug(("حسن", "روحاني"), "IR")
    'حسن-روحاني-ir'
    """
    return "-".join([*words, *([state.lower()] if state else [])]) or "unknown"


def read_slug(text: str) -> tuple[list[str], str | None]:
    """Take an id apart into words and state.

    Examples
    --------
    >>> read_slug("حسن-روحاني-ir")
    (['حسن', 'روحاني'], 'IR')
    """
    words = [word for word in text.split("-") if word]
    if len(words) > 1 and re.fullmatch("[a-z]{2}", words[-1]):
        return words[:-1], words[-1].upper()
    return words, None


def romanize_name(name: str) -> str:
    """Spell a name in Latin letters: the usual form where the lexicon has one, else letter by letter.

    Letter by letter means without short vowels, which the script does not write: good enough to tell names apart and to
    read them aloud, not to quote them.

    Examples
    --------
    >>> romanize_name("حسن روحاني"), romanize_name("رجب طيب إردوغان")
    ('Hassan Rouhani', 'Recep Tayyip Erdoğan')
    >>> romanize_name("كريم الشمري")
    'Krim al-Shmri'
    """
    usual = _latin()
    parts = []
    for word in name_key(folded_words(name)):
        stem = word.removeprefix("ال") if len(word) > 4 else word
        if word in usual:
            parts.append(usual[word])
        elif stem != word:
            parts.append("al-" + usual.get(stem, _letters(stem)))
        else:
            parts.append(_letters(word))
    return " ".join(parts)


#: hamza is not written; long vowels are, as u and i
_ROMAN = {"ء": "", "ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "غ": "gh", "چ": "ch", "ژ": "zh"} | dict(
    zip("ابتجحدرزسصضطظعفقكلمنهويةؤئپگڤ", "abtjhdrzssdtzafqklmnhuiauipgv", strict=True)
)


def _letters(word: str) -> str:
    out = "".join(_ROMAN.get(letter, letter) for letter in word)
    if word.startswith("و") or (word.startswith("ي") and len(word) > 1):
        out = ("w" if word[0] == "و" else "y") + out[1:]
    return out[:1].upper() + out[1:]


def _name_place(words: list[str], office: list[str]) -> tuple[int, int]:
    """Where the personal name stands in a speaker's name, start and end; empty when there is none.

    What stands before it is title: an office that is known, then every word that can go on a title. It ends where an
    office follows.
    """
    first, end = _without_office(words, office)
    start = _skip_title(words, first, end)
    if first < start < end and words[start] in PATRONYMS:
        start -= 1
    end = next((i for i in range(start + 1, end) if _office_follows(words, i, end)), end)
    return (start, end) if start < end else (len(words), len(words))


def _without_office(words: list[str], office: list[str]) -> tuple[int, int]:
    """Cut a known office off the one end or the other."""
    lexicon = _titles()
    heads = lexicon["offices"] | lexicon["honorifics"] | lexicon["ranks"] | lexicon["plural_offices"]
    if office and office[0] in heads:
        if words[: len(office)] == office:
            return len(office), len(words)
        if words[-len(office) :] == office:
            return 0, len(words) - len(office)
    return 0, len(words)


def _skip_title(words: list[str], first: int, end: int) -> int:
    """Place of the first of `words[first:end]` that is no longer title."""
    in_states = {i for found in find_states(words) for i in range(found.start, found.end)}
    start = first
    while start < end and _is_title(words, start, end, inside=start > first, in_states=in_states):
        start += 1
    if start > first:
        # a demonym after the title's last noun ends the title, whatever the words before it are
        start = max([start, *(i + 1 for i in in_states if start <= i < end - 1)])
    return start


def _is_title(words: list[str], i: int, end: int, *, inside: bool, in_states: set[int]) -> bool:
    """Whether a word begins a title or, inside one, goes on with it."""
    lexicon, word = _titles(), words[i]
    title = lexicon["any title"]
    if word in title:
        # a first name that is also a title (سلطان، أمين) is a name when a name goes on after it
        named = word in lexicon["names"] or (word in given_names() and _begins_name(words, i + 1, end))
        return inside or not named or i + 1 == end or words[i + 1] in title
    if i in in_states or word in _CONNECTING:
        return True
    bare = re.sub("^(و?لل|[ولب])", "", word)
    return inside and (bare in title or (word not in lexicon["names"] and _definite_goes_on(words, i, end)))


def _office_follows(words: list[str], i: int, end: int) -> bool:
    """Whether an office stands after the name: سيرغي لافروف وزير خارجية روسيا."""
    lexicon = _titles()
    if words[i] not in lexicon["offices"] or words[i] in lexicon["names"] or {words[i - 1], words[i]} & PATRONYMS:
        return False
    # حسين أمير عبد اللهيان: the name goes on
    return not (words[i] in given_names() and _begins_name(words, i + 1, end))


def _begins_name(words: list[str], i: int, end: int) -> bool:
    return i < end and (words[i] in _JOINED or words[i] in _titles()["names"])


def _definite_goes_on(words: list[str], start: int, end: int) -> bool:
    """Whether a word with ال inside a title belongs to it: not when it can be the family name that ends the name."""
    word = words[start]
    return word.startswith(("ال", "لل", "وال", "بال")) and (start + 1 < end or word.endswith(("ية", "ات")))


@cache
def _titles() -> dict[str, frozenset[str]]:
    """Word lists of the lexicon, folded, with and without ال."""
    lexicon = load_lexicon("titles")
    lists: dict[str, frozenset[str]] = {}
    for key in ("honorifics", "ranks", "offices", "plural_offices", "organs", "names", "formulas"):
        words = {fold_text(word) for word in lexicon[key].split()}
        if key in ("offices", "honorifics", "ranks"):
            words |= {"ال" + word for word in words if not word.startswith("ال")}
        if key == "ranks":
            words |= set(map(fold_text, load_lexicon("offices")["bare_ranks"]))
        lists[key] = frozenset(words)
    parts = ("honorifics", "ranks", "offices", "plural_offices", "organs")
    lists["any title"] = frozenset().union(*(lists[key] for key in parts))
    lists["no name"] = lists["honorifics"] | lists["ranks"] | lists["formulas"]
    return lists


@cache
def _spellings() -> dict[str, str]:
    table: dict[str, str] = {}
    for standard, *others in load_lexicon("persons")["spellings"]:
        table |= {fold_text(other): fold_text(standard) for other in others}
    return table


@cache
def _former_words() -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("sides")["former"].split()))


@cache
def given_names() -> frozenset[str]:
    """Given names that are family names as well, folded and in standard spelling."""
    words = map(fold_text, load_lexicon("persons")["given_names"].split())
    return frozenset(_spellings().get(word, word) for word in words)


@cache
def _latin() -> dict[str, str]:
    return {fold_text(word): latin for word, latin in load_lexicon("persons")["latin"].items()}


@cache
def _idle_words() -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("offices")["idle_words"]))


@cache
def _same_offices() -> dict[str, str]:
    return {fold_text(name): fold_text(group[0]) for group in load_lexicon("offices")["same_office"] for name in group}
