"""The codebook: reading it strictly, and finding its patterns in statements.

A codebook is a YAML file (`lexicons/codebook.yaml` explains the syntax of patterns). Patterns are compiled once into
tables keyed by the word: each written word of a text is looked up once, whatever the number of patterns, so matching
takes time linear in the text. Hits carry offsets into the verbatim text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from taawun.arabic import Word, fold_text, segment_words
from taawun.errors import TaawunError
from taawun.lexicons import lexicon_path
from taawun.tables import Row
from taawun.yaml_files import YamlFile, read_yaml

GAP = 5
"""Words that `..` may skip."""
LAYERS = ("frame", "modality", "ingroup", "outgroup", "intensity", "issue")
"""Layers of a codebook in the order of the report."""

PROCLITICS = frozenset("وفبلكس")
_ENDS_SENTENCE = frozenset(".!?؟؛;")
_TRANSPARENT = frozenset("\"'«»“”‘’()[]{}…ـ")
_LINE_BREAK = re.compile("\n")
_TOKEN = re.compile(r"([=~]?)((?:\w+\*?)(?:\|\w+\*?)*)")
_META_KEYS = ("version", "unit")
_CODE_KEYS = ("id", "label", "definition", "include", "exclude", "maps_to", "patterns", "weak", "anti_patterns")


class Hit(NamedTuple):
    """A pattern found in a text.

    Attributes
    ----------
    layer, code
        What the pattern stands for.
    pattern
        The pattern as written in the codebook.
    start, end
        Where it stands in the text: from the first word's stem to the last word's end.
    """

    layer: str
    code: str
    pattern: str
    start: int
    end: int


@dataclass(frozen=True)
class Code:
    """A frame, or a class of another layer.

    Attributes
    ----------
    layer, id
        Together they name the code.
    label_en, label_ar
        Name for the reader.
    definition, include, exclude
        Instructions for human coders; empty outside the frames.
    patterns, weak, anti_patterns
        As written. `weak` are patterns that a robustness check leaves out.
    """

    layer: str
    id: str
    label_en: str
    label_ar: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    patterns: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    anti_patterns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """A codebook that has passed all checks, ready to match.

    Examples
    --------
    >>> book = load_codebook()
    >>> book.code("frame", "CT").label_en
    'Counter-terrorism'
    >>> len(book.layer("frame"))
    12
    """

    version: str
    path: Path
    codes: tuple[Code, ...]
    matcher: _Matcher = field(repr=False, compare=False)

    def layer(self, name: str) -> list[Code]:
        """Codes of one layer, in the order of the file."""
        return [code for code in self.codes if code.layer == name]

    def code(self, layer: str, id_: str) -> Code:
        """Return the code of that name.

        Raises
        ------
        KeyError
            There is none.
        """
        for code in self.codes:
            if (code.layer, code.id) == (layer, id_):
                return code
        raise KeyError((layer, id_))


def load_codebook(path: str | Path | None = None) -> Codebook:
    """Read a codebook and compile its patterns.

    Parameters
    ----------
    path
        A YAML file; the project's own codebook when not given.

    Raises
    ------
    TaawunError
        Unknown key, wrong type, broken pattern, the same pattern twice, a pattern that another one of its code finds
        anyway, a pattern that an anti-pattern always removes, an anti-pattern that removes nothing. Names the line.
    """
    return _load(lexicon_path("codebook") if path is None else Path(path))


@cache
def _load_cached(path: Path, stamp: tuple[int, int]) -> Codebook:
    return _read_codebook(read_yaml(path))


def _load(path: Path) -> Codebook:
    if not path.is_file():
        raise TaawunError("there is no such codebook", "check the name", file=path)
    stat = path.stat()
    return _load_cached(path, (stat.st_mtime_ns, stat.st_size))


def match_text(text: str, spans: Iterable[Sequence[int]], codebook: Codebook) -> list[Hit]:
    """Find the codebook's patterns within spans of a text.

    Parameters
    ----------
    text
        Verbatim text.
    spans
        (start, end) pairs to search. A pattern does not reach from one span into another.

    Returns
    -------
    list of Hit
        By position, then code and pattern.

    Examples
    --------
    >>> text = "دعا إلى تعزيز العلاقات بين البلدين"
    >>> [(hit.code, text[hit.start : hit.end]) for hit in match_text(text, [(0, len(text))], load_codebook())]
    [('COOP', 'تعزيز العلاقات'), ('COOP', 'العلاقات بين البلدين'), ('dyad', 'البلدين')]
    """
    words = codebook.matcher.read(text)
    return codebook.matcher.find(words, spans)


def match_statements(
    articles: Iterable[Mapping[str, Any]], statements: Iterable[Mapping[str, Any]], codebook: Codebook
) -> Iterator[Row]:
    """Find the codebook's patterns in the content of statements.

    Reporting words inside a content (those of other statements) never count as modality. References to states enter
    as layer `ingroup`, code `self_state` (the speaker's own state) or as layer `issue` with the state's ISO code.

    Parameters
    ----------
    articles
        Rows with `id` and `text`.
    statements
        Rows as `taawun.tables.STATEMENTS`; those of unknown articles are an error.

    Yields
    ------
    dict
        Rows as `taawun.tables.FRAMES`, in the order of the articles and statements given.

    Raises
    ------
    TaawunError
        A statement's article is not among the articles.
    """
    by_article: dict[str, list[Mapping[str, Any]]] = {}
    for row in statements:
        by_article.setdefault(row["article_id"], []).append(row)
    for article in articles:
        rows = by_article.pop(article["id"], None)
        if rows:
            yield from _match_article(article["text"], rows, codebook)
    if by_article:
        raise TaawunError(
            "there are statements of an article that is not in the article table",
            "make the statements again from these articles",
            article=min(by_article),
        )


def _match_article(text: str, rows: Sequence[Mapping[str, Any]], codebook: Codebook) -> Iterator[Row]:
    words = codebook.matcher.read(text)
    cues = [tuple(row["cue"]) for row in rows]
    for row in rows:
        spans = [(int(start), int(end)) for start, end in row["content"]]
        hits = [
            hit
            for hit in codebook.matcher.find(words, spans)
            if hit.layer != "modality" or not any(hit.start < end and start < hit.end for start, end in cues)
        ]
        hits += _state_references(words, spans, row.get("speaker_state"))
        for hit in sorted(hits, key=_report_order):
            yield {"article_id": row["article_id"], "statement_id": row["statement_id"], **hit._asdict()}


def _report_order(hit: Hit) -> tuple[int, int, int, str, str]:
    return LAYERS.index(hit.layer), hit.start, hit.end, hit.code, hit.pattern


def _state_references(words: _Words, spans: Sequence[tuple[int, int]], own: str | None) -> list[Hit]:
    from taawun.names.states import find_states

    hits = []
    starts = _state_words()
    for first, last in words.within(spans):
        for at in range(first, last):
            if not starts(words.written[at]):
                continue
            before = max(first, at - 1)
            for mention in find_states(words.written[before : min(last, at + 6)]):
                if before + mention.start == at:
                    end = before + mention.end - 1
                    phrase = " ".join(words.written[at : end + 1])
                    name = ("ingroup", "self_state") if mention.code == own else ("issue", mention.code)
                    hits.append(Hit(*name, phrase, words.stem_start[at], words.end[end]))
    return hits


@cache
def _state_words() -> Any:
    """Tell whether a written word can begin the name of a state; cached by word."""
    from taawun.names.states import state_names

    firsts = {name.split(" ")[0] for name in state_names()}

    @cache
    def begins(word: str) -> bool:
        if word in firsts:
            return True
        for cut in range(1, min(4, len(word) - 1)):
            if word[cut - 1] not in "وفبلكا":
                return False
            if word[cut:] in firsts or "ال" + word[cut:] in firsts:
                return True
        return False

    return begins


# --- words as patterns see them ---------------------------------------------------------------------------------------


class _Words(NamedTuple):
    """The written words of a text, in columns: one entry a word, clitics joined to it."""

    stem_start: list[int]
    end: list[int]
    written: list[str]
    classes: list[tuple[int, ...]]
    # What stands before the word: 0 at most quotation marks, 1 other punctuation, 2 the end of a sentence.
    parted: list[int]

    def within(self, spans: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
        """Ranges of words whose stems lie within the spans."""
        from bisect import bisect_left

        for start, end in spans:
            first = bisect_left(self.stem_start, start)
            last = bisect_left(self.end, end + 1)
            if first < last:
                yield first, last


class _Form(NamedTuple):
    """A written word: as a whole, its stem, and the stem with what follows it."""

    written: str
    bare: str
    rest: str
    enclitic: bool
    lemma: str

    def stems(self) -> set[str]:
        """Forms a plain pattern word may equal: without the article, without tanwin, before a pronoun."""
        stems = {self.bare}
        if self.enclitic and self.bare[-1:] == "ت":
            stems.add(self.bare[:-1] + "ة")
        if self.enclitic and self.bare[-1:] in ("ئ", "ؤ"):
            stems.add(self.bare[:-1] + "ء")
        stems |= {stem[2:] for stem in stems if stem.startswith("ال") and len(stem) > 3}
        if not self.enclitic:
            stems |= {stem[:-1] for stem in stems if stem.endswith("ا") and len(stem) > 3}
        return stems

    def runs(self) -> set[str]:
        """Forms whose beginning a starred pattern word may equal."""
        return {self.rest, self.rest[2:]} if self.rest.startswith("ال") and len(self.rest) > 3 else {self.rest}

    def exact(self) -> set[str]:
        """Forms a pattern word with = may equal."""
        return {self.written, self.written[1:]} if self.written[:1] in ("و", "ف") else {self.written}


def _stem_position(group: Sequence[Word]) -> int:
    """Which of the parts of a written word is its stem: the first that is no proclitic."""
    at = 0
    while at < len(group) - 1 and group[at].form in PROCLITICS:
        at += 1
    return at


def _lost_alef(group: Sequence[Word], at: int) -> bool:
    """Whether the stem is a definite noun after ل, which takes the alef of the article (للبلد)."""
    return at > 0 and group[at - 1].form == "ل" and group[at].form[:1] == "ل" and len(group[at].form) > 3


def _form_of(group: Sequence[Word]) -> _Form:
    at = _stem_position(group)
    stem, after = group[at], "".join(word.form for word in group[at + 1 :])
    bare = ("ا" if _lost_alef(group, at) else "") + stem.form
    return _Form("".join(word.form for word in group), bare, bare + after, bool(after), stem.lemma)


class _Token(NamedTuple):
    kind: str
    word: str
    starred: bool


class _Matcher:
    """Compiled patterns. Word classes are the pattern words; each written word is classified once and remembered."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._ids: dict[_Token, int] = {}
        self._exact: dict[str, int] = {}
        self._plain: dict[str, int] = {}
        self._lemma: dict[str, int] = {}
        self._stars: dict[str, tuple[dict[str, int], list[int]]] = {"": ({}, []), "=": ({}, [])}
        self._known: dict[str | tuple[str, ...], tuple[int, str, tuple[int, ...]]] = {}
        # Class of the first word -> (code position, pattern, remaining words, removes hits instead of making them)
        self._first: dict[int, list[tuple[int, str, tuple[tuple[frozenset[int], bool], ...], bool]]] = {}
        self.names = [(code.layer, code.id) for code in codes]
        for position, code in enumerate(codes):
            for pattern in code.patterns:
                self._add(position, pattern, removes=False)
            for pattern in code.anti_patterns:
                self._add(position, pattern, removes=True)
        for prefixes, lengths in self._stars.values():
            lengths[:] = sorted({len(prefix) for prefix in prefixes})

    def _add(self, position: int, pattern: str, *, removes: bool) -> None:
        first, *others = [
            (frozenset(self._class_of(token) for token in tokens), gap) for tokens, gap in parse_pattern(pattern)
        ]
        for class_ in first[0]:
            self._first.setdefault(class_, []).append((position, pattern, tuple(others), removes))

    def _class_of(self, token: _Token) -> int:
        number = self._ids.setdefault(token, len(self._ids))
        if token.starred:
            self._stars[token.kind][0][token.word] = number
        else:
            {"": self._plain, "=": self._exact, "~": self._lemma}[token.kind][token.word] = number
        return number

    def read(self, text: str) -> _Words:
        """Words of a text with their classes. Runs for every word of a corpus: one lookup for each written word."""
        words = _Words([], [], [], [], [])
        known, breaks = self._known, [found.start() for found in _LINE_BREAK.finditer(text)]
        next_break = iter([*breaks, len(text)])
        line_end = next(next_break)
        group: list[Word] = []
        parted = last_end = 0
        # A full stop after the end closes the last word.
        for word in (*segment_words(text), Word(len(text) + 1, len(text) + 1, ".", ".", "punct")):
            start, end, form, _, kind = word
            if group and (start != last_end or kind == "punct" or kind == "symbol"):
                key = group[0].form if len(group) == 1 else tuple([part.form for part in group])
                seen = known.get(key)
                if seen is None:
                    whole = _form_of(group)
                    at = _stem_position(group)
                    seen = known[key] = at - _lost_alef(group, at), whole.written, self.classify(whole)
                at, written, classes = seen
                words.stem_start.append(group[at].start)
                words.end.append(last_end)
                words.written.append(written)
                words.classes.append(classes)
                words.parted.append(parted)
                group = []
                parted = 0
            if line_end < start:
                parted = 2
                while line_end < start:
                    line_end = next(next_break, len(text) + 2)
            if kind == "punct" or kind == "symbol":
                if form in _ENDS_SENTENCE:
                    parted = 2
                elif parted == 0 and form not in _TRANSPARENT:
                    parted = 1
            else:
                group.append(word)
            last_end = end
        return words

    def classify(self, form: _Form) -> tuple[int, ...]:
        """Classes of a written word."""
        found = {self._plain[stem] for stem in form.stems() if stem in self._plain}
        found |= {self._exact[written] for written in form.exact() if written in self._exact}
        if form.lemma in self._lemma:
            found.add(self._lemma[form.lemma])
        for kind, candidates in (("", form.runs()), ("=", form.exact())):
            prefixes, lengths = self._stars[kind]
            for candidate in candidates:
                for length in lengths:
                    if length > len(candidate):
                        break
                    number = prefixes.get(candidate[:length])
                    if number is not None:
                        found.add(number)
        return tuple(sorted(found))

    def find(self, words: _Words, spans: Iterable[Sequence[int]]) -> list[Hit]:
        """Hits within spans, without those that an anti-pattern removes."""
        made: list[tuple[int, str, tuple[int, ...]]] = []
        removed: dict[int, set[int]] = {}
        first = self._first
        for begin, end in words.within(spans):
            for at in range(begin, end):
                for class_ in words.classes[at]:
                    for position, pattern, others, removes in first.get(class_, ()):
                        path = self._follow(words, at, end, others)
                        if path is None:
                            continue
                        if removes:
                            removed.setdefault(position, set()).update(path)
                        else:
                            made.append((position, pattern, path))
        hits = {
            Hit(*self.names[position], pattern, words.stem_start[path[0]], words.end[path[-1]])
            for position, pattern, path in made
            if not removed.get(position, _NOTHING).intersection(path)
        }
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.layer, hit.code, hit.pattern))

    def _follow(
        self, words: _Words, at: int, end: int, others: tuple[tuple[frozenset[int], bool], ...]
    ) -> tuple[int, ...] | None:
        """Positions of a pattern's words from `at`, the nearest that fit, or None."""
        if not others:
            return (at,)
        (classes, gap), rest = others[0], others[1:]
        for place in range(at + 1, min(end, at + 2 + (GAP if gap else 0))):
            if words.parted[place] > (1 if gap else 0):
                return None
            if not classes.isdisjoint(words.classes[place]):
                path = self._follow(words, place, end, rest)
                if path is not None:
                    return (at, *path)
        return None


_NOTHING: frozenset[int] = frozenset()


def parse_pattern(pattern: str) -> list[tuple[list[_Token], bool]]:
    """Words of a pattern: for each its alternatives, and whether a gap stands before it.

    Raises
    ------
    ValueError
        The pattern breaks the syntax; the message says how.

    Examples
    --------
    >>> [[token.word for token in tokens] for tokens, _ in parse_pattern("وحدة أراضي*|تراب*")]
    [['وحدة'], ['اراضي', 'تراب']]
    """
    words: list[tuple[list[_Token], bool]] = []
    gap = False
    for part in pattern.split(" "):
        if part == "..":
            if gap or not words:
                raise ValueError("'..' stands between two words, and only once")
            gap = True
            continue
        found = _TOKEN.fullmatch(part)
        if not found:
            raise ValueError(
                f"{part!r} is not a word: letters, with * at the end, | between alternatives, = or ~ first"
            )
        kind = found[1]
        tokens = [_Token(kind, fold_text(word.rstrip("*")), word.endswith("*")) for word in found[2].split("|")]
        if kind == "~" and any(token.starred for token in tokens):
            raise ValueError(f"{part!r}: a lemma takes no *")
        if len(set(tokens)) < len(tokens):
            raise ValueError(f"{part!r} gives the same alternative twice")
        words.append((tokens, gap))
        gap = False
    if gap:
        raise ValueError("'..' stands between two words, and only once")
    return words


# --- reading and checking the file ------------------------------------------------------------------------------------


def _read_codebook(file: YamlFile) -> Codebook:
    check = _Checker(file)
    data = check.mapping((), ("meta", "frames", "layers"), required=("meta", "frames"))
    meta = check.mapping(("meta",), _META_KEYS, required=_META_KEYS)
    codes = []
    if not isinstance(data["frames"], list):
        raise check.error(("frames",), "expected a list of frames (lines that start with - )")
    for position, frame in enumerate(data["frames"]):
        frame_place: tuple[str | int, ...] = ("frames", position)
        check.mapping(frame_place, _CODE_KEYS, required=("id", "label", "definition", "patterns"))
        codes.append(_read_code(check, frame_place, "frame", frame["id"], frame))
    layers = check.mapping(("layers",), LAYERS[1:]) if "layers" in data else {}
    for layer in layers:
        for id_, code in check.mapping(("layers", layer)).items():
            place = ("layers", layer, id_)
            check.mapping(place, tuple(key for key in _CODE_KEYS if key != "id"), required=("label", "patterns"))
            codes.append(_read_code(check, place, layer, id_, code))
    seen: dict[tuple[str, str], int] = {}
    for code in codes:
        if (code.layer, code.id) in seen:
            raise TaawunError(f"the code {code.id!r} is given twice", "rename one of them", file=file.path)
        seen[code.layer, code.id] = 1
    ordered = tuple(sorted(codes, key=lambda code: LAYERS.index(code.layer)))
    return Codebook(str(meta["version"]), file.path, ordered, _Matcher(ordered))


class _Checker:
    """Errors that name the file and the line."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def value(self, keys: tuple[str | int, ...]) -> Any:
        value = self.file.data
        for key in keys:
            value = value[key]
        return value

    def error(self, keys: tuple[str | int, ...], what: str, do: str = "correct it") -> TaawunError:
        name = ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)
        return TaawunError(what, do, file=self.file.path, line=self.file.line(keys), field=name or None)

    def mapping(
        self, keys: tuple[str | int, ...], known: Sequence[str] | None = None, required: Sequence[str] = ()
    ) -> dict[str, Any]:
        value = self.value(keys)
        if not isinstance(value, dict):
            raise self.error(keys, "expected a block of keys")
        for key in value:
            if known is not None and key not in known:
                near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.5)
                advice = f"did you mean {near[0]!r}?" if near else f"valid keys here: {', '.join(known)}"
                raise self.error((*keys, key), f"unknown key {str(key)!r}", advice)
        for key in required:
            if key not in value:
                raise self.error(keys, f"the key {key!r} is missing", "add it")
        return value

    def text(self, keys: tuple[str | int, ...]) -> str:
        value = self.value(keys)
        if not isinstance(value, str) or not value.strip():
            raise self.error(keys, "expected text")
        return value

    def texts(self, keys: tuple[str | int, ...], *, filled: bool = False) -> tuple[str, ...]:
        value = self.value(keys)
        if not isinstance(value, list) or (filled and not value):
            raise self.error(keys, "expected a list" + (" with at least one pattern" if filled else ""))
        return tuple(self.text((*keys, position)) for position in range(len(value)))


def _read_code(check: _Checker, place: tuple[str | int, ...], layer: str, id_: str, given: dict[str, Any]) -> Code:
    if layer == "frame":
        check.text((*place, "id"))
    check.mapping((*place, "label"), ("en", "ar"), required=("en", "ar"))
    code = Code(
        layer,
        id_,
        check.text((*place, "label", "en")),
        check.text((*place, "label", "ar")),
        **{key: check.text((*place, key)) for key in ("definition", "include", "exclude") if key in given},
        patterns=check.texts((*place, "patterns"), filled=True),
        weak=check.texts((*place, "weak")) if "weak" in given else (),
        anti_patterns=check.texts((*place, "anti_patterns")) if "anti_patterns" in given else (),
    )
    for position, pattern in enumerate(code.weak):
        if pattern not in code.patterns:
            raise check.error((*place, "weak", position), f"{pattern!r} is not among the patterns", "write it as there")
    _check_patterns(check, place, code)
    return code


def _check_patterns(check: _Checker, place: tuple[str | int, ...], code: Code) -> None:
    """Refuse patterns that cannot add anything: each example of a pattern is matched with all the others."""
    for key in ("patterns", "anti_patterns"):
        seen: dict[str, str] = {}
        for position, pattern in enumerate(getattr(code, key)):
            try:
                parse_pattern(pattern)
            except ValueError as error:
                raise check.error((*place, key, position), f"broken pattern {pattern!r}: {error}") from None
            for word in re.findall(r"(?<![=~\w|])\w+", pattern):
                if _has_conjunction(word):
                    raise check.error(
                        (*place, key, position),
                        f"the pattern {pattern!r} has a word with و, which would match nothing",
                        "write the word without its و",
                    )
            if fold_text(pattern) in seen:
                raise check.error(
                    (*place, key, position), f"the pattern {pattern!r} is given twice", "keep one of them"
                )
            seen[fold_text(pattern)] = pattern
        matcher = _Matcher([_only(code, key)])
        for position, pattern in enumerate(getattr(code, key)):
            for words in _examples(pattern, matcher):
                covering = sorted({hit.pattern for hit in matcher.find(words, _ALL)} - {pattern})
                if covering:
                    raise check.error(
                        (*place, key, position),
                        f"the pattern {pattern!r} is covered: {covering[0]!r} finds {' '.join(words.written)!r} anyway",
                        "delete it, or the alternative that is covered",
                    )
    whole = _Matcher([code])
    for position, pattern in enumerate(code.patterns):
        alive = any(
            any(hit.pattern == pattern for hit in whole.find(words, _ALL)) for words in _examples(pattern, whole)
        )
        if not alive:
            raise check.error(
                (*place, "patterns", position), f"an anti-pattern always removes {pattern!r}", "delete one of them"
            )
    classes = {class_ for found in whole._first.items() for class_ in _classes_of_patterns(*found)}
    for position, pattern in enumerate(code.anti_patterns):
        if "=" in pattern:  # whether a written word shares its stem with a pattern is the segmentation's affair
            continue
        if not any(classes.intersection(found) for words in _examples(pattern, whole) for found in words.classes):
            raise check.error(
                (*place, "anti_patterns", position),
                f"the anti-pattern {pattern!r} has no word in common with any pattern, so it removes nothing",
                "delete it",
            )


def _classes_of_patterns(first: int, patterns: Iterable[tuple[Any, ...]]) -> Iterator[int]:
    for _, _, others, removes in patterns:
        if not removes:
            yield first
            for classes, _ in others:
                yield from classes


def _only(code: Code, key: str) -> Code:
    return Code(code.layer, code.id, code.label_en, code.label_ar, patterns=getattr(code, key))


_ALL = ((0, 10**9),)
_FILLER = "ژژژ"  # no Arabic word, so it stands for any word that no pattern names


def _examples(pattern: str, matcher: _Matcher) -> Iterator[_Words]:
    """Shortest-reach texts that a pattern finds, one for each choice of alternatives, its gaps filled to the limit."""
    parsed = parse_pattern(pattern)
    for choice in product(*(tokens for tokens, _ in parsed)):
        forms: list[_Form] = []
        for token, (_, gap) in zip(choice, parsed, strict=True):
            forms += [_Form(_FILLER, _FILLER, _FILLER, False, _FILLER)] * (GAP if gap else 0)
            if token.kind == "=":
                written = token.word + (_FILLER if token.starred else "")
                forms.append(_form_of(segment_words(written))._replace(lemma=_FILLER))
            elif token.kind == "~":
                forms.append(_Form(_FILLER, _FILLER, _FILLER, False, token.word))
            else:
                stem = token.word + (_FILLER if token.starred else "")
                forms.append(_Form("ژ" + stem, stem, stem, False, _FILLER))
        places = list(range(0, 2 * len(forms), 2))
        yield _Words(
            places,
            [place + 1 for place in places],
            [form.written for form in forms],
            [matcher.classify(form) for form in forms],
            [0] * len(forms),
        )


def _has_conjunction(word: str) -> bool:
    group = segment_words(word)
    return len(group) > 1 and group[0].form == "و"
