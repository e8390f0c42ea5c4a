"""States in Arabic text: names, demonyms and seats of government to ISO 3166 codes.

Standard names come from Unicode CLDR through Babel; demonyms, other spellings and seats from `lexicons/states.yaml`.
Everything here works on folded words (`taawun.arabic.fold_text`) and loads nothing heavy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from taawun.arabic import fold_text
from taawun.arabic.fold import FOREIGN_LETTERS
from taawun.lexicons import load_lexicon

#: endings of the regular inflection of a demonym: feminine, plurals, duals, accusative
_ENDINGS = ("", "ة", "ون", "ين", "ات", "ان", "تان", "تين", "ا")
#: proclitics that may stand before a state's name in one written word, longest first
_PROCLITICS = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "وب", "ول", "و", "ف", "ب", "ل", "ك")
#: those that end in the article of the word, which is put back
_WITH_ARTICLE = frozenset(prefix for prefix in _PROCLITICS if prefix.endswith(("ال", "لل")))
_FIRST_OF_PROCLITICS = frozenset(prefix[0] for prefix in _PROCLITICS)


class StateMention(NamedTuple):
    """A state found among words: ``words[start:end]``, its code, and what kind of expression it is."""

    start: int
    end: int
    code: str
    kind: str


def label_state(code: str, language: str = "en") -> str:
    """Name of a state by its ISO code, from Unicode CLDR, in English or Arabic; what is no state stays as it is.

    Examples
    --------
    >>> label_state("IR"), label_state("??"), label_state("IR", "ar") != "IR"
    ('Iran', '??', True)
    """
    from babel import Locale

    return str(Locale("ar" if language == "ar" else "en").territories.get(code, code))


@cache
def state_names() -> Mapping[str, tuple[str, str]]:
    """Map each folded expression for a state to its code and kind.

    Returns
    -------
    mapping
        Folded phrase (words joined by one space) to ``(ISO 3166 alpha-2 code, kind)``. The kind is ``name`` (تركيا),
        ``demonym`` (التركية, with and without ال, all regular forms) or ``capital`` (أنقرة, and other seats that stand
        for a government). Where two expressions share a form a name wins over a capital and that over a demonym.

    Examples
    --------
    >>> state_names()[fold_text("تركيا")], state_names()[fold_text("الإيرانية")], state_names()[fold_text("أنقرة")]
    (('TR', 'name'), ('IR', 'demonym'), ('TR', 'capital'))
    """
    from babel import Locale

    cldr = Locale("ar").territories
    table: dict[str, tuple[str, str]] = {}
    entries: dict[str, dict[str, Any]] = load_lexicon("states")["states"]
    for code, entry in entries.items():
        names = list(entry.get("names") or ())
        if entry.get("cldr", True) and not entry.get("homograph") and code in cldr:
            names.append(cldr[code])
        for name in names:
            table.setdefault(_folded(name), (code, "name"))
    for code, entry in entries.items():
        for seat in entry.get("seats") or ():
            table.setdefault(_folded(seat), (code, "capital"))
    for code, entry in entries.items():
        for form in _demonym_forms(entry):
            table.setdefault(form, (code, "demonym"))
    return MappingProxyType(table)


def find_states(words: Sequence[str]) -> list[StateMention]:
    """Find the states among folded words, left to right, the longest expression first.

    Written proclitics (وتركيا، للعراق) are looked through, and letters of foreign names (ڤيتنام). A demonym that is really a personal name is left out: the
    indefinite one counts only after another indefinite word (مسؤول تركي, not الأمير تركي), the definite one not after a
    bare name (خالد اليمني).

    Parameters
    ----------
    words
        Folded words in text order, as `taawun.arabic.fold_text` gives them.

    Examples
    --------
    >>> find_states(fold_text("وزير الدفاع التركي في الولايات المتحدة").split())
    [StateMention(start=2, end=3, code='TR', kind='demonym'), StateMention(start=4, end=6, code='US', kind='name')]
    >>> [[one.code for one in find_states(fold_text(text).split())] for text in ("الوزير الأردني في عمان", "الأردن وعمان")]
    [['JO', 'JO'], ['JO', 'OM']]
    """
    names, others = state_names(), _not_states()
    known = list(map(_begin, words))
    if not any(longest for _, longest in known):
        # most phrases name no state
        return []
    words = [word for word, _ in known]
    found = []
    end = 0
    for i, (_, longest) in enumerate(known):
        if not longest or i < end:
            continue
        for n in range(min(longest, len(words) - i), 0, -1):
            phrase = " ".join(words[i : i + n])
            if phrase in others or (n > 1 and not others.isdisjoint(strip_proclitics(phrase))):
                end = i + n
                break
            hit = names.get(phrase) or _without_proclitic(phrase, names)
            if hit and (hit[1] != "demonym" or _agrees(words, i)):
                found.append(StateMention(i, i + n, *hit))
                end = i + n
                break
    return list(_settle_seats(words, found))


def _settle_seats(words: Sequence[str], found: Sequence[StateMention]) -> Iterator[StateMention]:
    """Read a name that is also another state's seat (عمان) as the seat, where only that other state is named by another word.

    Behind the name of a state (الأردن وعمان) it is the name of one too.
    """
    seats = _shared_seats()
    bare = [
        one.end - one.start == 1 and one.kind == "name" and words[one.start].endswith(tuple(seats)) for one in found
    ]
    if not any(bare):
        yield from found
        return
    others = {one.code for one, shared in zip(found, bare, strict=True) if not shared}
    for at, (one, shared) in enumerate(zip(found, bare, strict=True)):
        listed = at > 0 and found[at - 1].end == one.start and found[at - 1].kind == "name"
        seat = next((code for name, code in seats.items() if words[one.start].endswith(name)), "")
        moves = shared and not listed and seat in others and one.code not in others
        yield one._replace(code=seat, kind="capital") if moves else one


@cache
def _shared_seats() -> Mapping[str, str]:
    return {_folded(name): code for name, code in load_lexicon("states")["shared_seats"].items()}


def state_of(words: Sequence[str]) -> str | None:
    """Code of the state a noun phrase belongs to: its first demonym or name, else its first capital.

    Where somebody is posted (لدى اليابان، المبعوث الأممي إلى ليبيا) and what his office deals with (لشؤون سوريا) is not his
    state.

    Examples
    --------
    >>> state_of(fold_text("رئيس هيئة أركان الجيش التركي الجنرال خلوصي أكار").split())
    'TR'
    >>> state_of(fold_text("الأمير تركي الفيصل").split()) is None
    True
    >>> phrases = "سفير المملكة لدى اليابان", "المبعوث الأممي لليمن", "ممثل الأمين العام في العراق", "المندوب لشؤون مالي"
    >>> [state_of(fold_text(phrase).split()) for phrase in phrases]
    [None, None, None, None]
    >>> state_of(fold_text("المبعوث الأمريكي إلى أفغانستان").split())
    'US'
    >>> state_of(fold_text("قائد الحرس الثوري").split())
    'IR'
    """
    return _state_of(tuple(words))


@lru_cache(maxsize=1 << 14)  # the same offices are named again and again
def _state_of(words: tuple[str, ...]) -> str | None:
    places, posted = _places("posted_at"), len(words)
    if not places.isdisjoint(words):
        posted = next(k for k, word in enumerate(words) if word in places)
    found = [mention for mention in find_states(words[:posted]) if not _is_elsewhere(words, mention)]
    for mention in found:
        if mention.kind != "capital":
            return mention.code
    if found:
        return found[0].code
    if _first_of_bodies().isdisjoint(words):
        return None
    text = f" {' '.join(words)} "
    return next((code for phrase, code in _bodies() if phrase in text), None)


@cache
def _bodies() -> tuple[tuple[str, str], ...]:
    """Bodies and titles that only one state has, as they stand among other words."""
    states: dict[str, dict[str, Any]] = load_lexicon("states")["states"]
    return tuple((f" {_folded(body)} ", code) for code, entry in states.items() for body in entry.get("bodies") or ())


@cache
def _first_of_bodies() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase, _ in _bodies())


def _is_elsewhere(words: Sequence[str], mention: StateMention) -> bool:
    """Whether a state is that of a posting (المبعوث إلى اليمن، السفارة بالخرطوم) or what an office deals with."""
    k = mention.start
    if mention.kind != "demonym" and k and words[k - 1] in _places("affairs"):
        return True
    before = {word.removeprefix("ال").replace("ة", "ه") for word in words[:k]}
    if words[k].startswith("ل") and before & _places("posted_for"):
        return True
    attached = words[k].startswith("ب") and words[k] not in state_names()
    at = attached or (k and words[k - 1] in _places("posting_prepositions"))
    return bool(at and before & _places("posted"))


@cache
def _places(name: str) -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("contexts")[name]))


def _folded(phrase: str) -> str:
    return " ".join(fold_text(phrase).split())


def _demonym_forms(entry: Mapping[str, Any]) -> list[str]:
    forms = []
    for demonym in entry.get("demonyms") or ():
        parts = _folded(demonym).split()
        # "جنوب سوداني": only the relative adjective inflects, and ال stands on the phrase
        fixed = parts[:-1] if len(parts) > 1 and not parts[0].endswith("ي") else []
        moving = parts[len(fixed) :]
        for ending in _ENDINGS:
            inflected = [part + ending for part in moving]
            forms.append(" ".join([*fixed, *inflected]))
            definite = ["ال" + fixed[0], *inflected] if fixed else ["ال" + part for part in inflected]
            forms.append(" ".join(definite))
    for plural in entry.get("plurals") or ():
        forms += [_folded(plural), "ال" + _folded(plural)]
    return forms


@lru_cache(maxsize=1 << 14)
def _begin(word: str) -> tuple[str, int]:
    """A word in Arabic letters, and the words of the longest expression that begins with it: 0 for most."""
    word = word.translate(FOREIGN_LETTERS)
    lengths = _lengths_by_first_word()
    return word, max(lengths.get(start, 0) for start in (word, *strip_proclitics(word)))


@cache
def _lengths_by_first_word() -> dict[str, int]:
    lengths: dict[str, int] = {}
    for phrase in (*state_names(), *_not_states()):
        first, *rest = phrase.split()
        lengths[first] = max(lengths.get(first, 0), 1 + len(rest))
    return lengths


def strip_proclitics(phrase: str) -> Iterator[str]:
    """Yield a folded phrase without each proclitic that it may begin with; the ال that لـ swallowed comes back."""
    for prefix in _PROCLITICS if phrase[:1] in _FIRST_OF_PROCLITICS else ():
        if phrase.startswith(prefix):
            rest = phrase[len(prefix) :]
            yield "ال" + rest if prefix in _WITH_ARTICLE else rest


@cache
def _not_states() -> frozenset[str]:
    return frozenset(_folded(phrase) for phrase in load_lexicon("states")["not_states"])


def _without_proclitic(phrase: str, names: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    for rest in strip_proclitics(phrase):
        hit = names.get(rest)
        # a bare demonym after a proclitic is too often another word (ليبي, وهندي)
        if hit and (hit[1] != "demonym" or rest.startswith("ال")):
            return hit
    return None


def _agrees(words: Sequence[str], i: int) -> bool:
    """Whether a demonym at `i` can be one, and not a personal name such as تركي or اليمني.

    Only the masculine singular serves as a name. It is an adjective when it agrees in definiteness with the word before
    it, where ال or an attached pronoun (نظيره الإيراني) makes definite.
    """
    word = words[i]
    definite = word.startswith(("ال", "وال", "لل", "بال"))
    if not word.endswith("ي"):
        return True
    if i == 0:
        return definite
    # و stands alone before a quotation mark: الجانبين الفلسطيني و«الإسرائيلي».
    before = words[i - 2] if i > 1 and words[i - 1] == "و" else words[i - 1]
    before_definite = before.startswith(("ال", "وال", "بال", "لل", "فال", "كال"))
    if definite:
        # no name of a family has a conjunction (حسين والتشادي)
        return before_definite or word.startswith("وال") or before.endswith(("ه", "ها", "هم", "هما", "نا"))
    return not before_definite
