"""The speakers of one article: which mentions name the same one."""

from __future__ import annotations

from dataclasses import dataclass, field

from taawun.names.states import state_names, state_of
from taawun.statements.cues.clause import is_feminine
from taawun.statements.mentions.mentions import Mention
from taawun.statements.reading.features import AND, BI, DEFINITE, HONORIFIC, LI, OFFICE, WORD
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_GENERIC = word_group("generic_speakers")
_NO_QUOTES = str.maketrans("", "", '"«»“”„‟‹›')
_REMEMBERED = 400
_MASCULINE = word_group("masculine_titles")
_STRONG = word_group("unique_offices")
_PREFIXED = AND | BI | LI


@dataclass(slots=True)
class Entity:
    """One speaker of an article; `titles` and `names` hold folded words, `code` the state."""

    kind: str
    span: tuple[int, int]
    names: tuple[str, ...]
    titles: frozenset[str]
    heads: frozenset[str]
    code: str | None
    gender: str
    plural: bool
    rank: int = 0
    last: int = 0
    office: tuple[int, int] | None = None
    members: list[int] = field(default_factory=list)
    all_names: set[str] = field(default_factory=set)
    label: str = ""


class EntityRegister:
    """Entities of an article, grown mention by mention in text order."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.entities: list[Entity] = []
        self.by_start: dict[int, int] = {}
        self.ends: dict[int, int] = {}

    def link(
        self, mention: Mention, focus: int | None = None, gender: str = "", avoid: int | None = None
    ) -> int | None:
        """Entity of a mention, a new one when no earlier one fits; None for a pronoun without antecedent."""
        if mention.kind == "pronoun":
            return focus
        if mention.members:
            members = [self.link(part) for part in mention.members]
            found = self._same_words(mention)
            if found is None:
                found = self._add(mention, gender)
            self.entities[found].members = [m for m in members if m is not None]
            return self._touch(found, mention)
        found = self._find(mention, focus, gender, avoid)
        if found is None:
            found = self._add(mention, gender)
        else:
            self._merge(found, mention, gender)
        return self._touch(found, mention)

    def _touch(self, found: int, mention: Mention) -> int:
        self.entities[found].last = mention.start
        self.by_start[mention.start] = found
        self.ends[mention.start] = mention.end
        return found

    def add_unnamed(self, label: str) -> int:
        """Add a joint speaker that the article does not name (تم التأكيد على)."""
        for index, entity in self._known():
            if entity.label == label:
                return index
        self.entities.append(Entity("group", (0, 0), (), frozenset(), frozenset(), None, "m", True, label=label))
        return len(self.entities) - 1

    def name(self, index: int) -> str:
        """Canonical name: the fullest mention as written, without a proclitic or quotation marks around its parts."""
        entity = self.entities[index]
        return entity.label or " ".join(span_text(self.tokens, entity.span).translate(_NO_QUOTES).split())

    def _known(self) -> list[tuple[int, Entity]]:
        """List the entities, of a very long text the last ones only."""
        first = max(0, len(self.entities) - _REMEMBERED)
        return list(enumerate(self.entities[first:], first))

    # --- finding ---

    def _find(self, mention: Mention, focus: int | None, gender: str, avoid: int | None) -> int | None:
        if mention.name:
            found = self._by_name(mention)
            return self._untitled(mention) if found is None else found
        if mention.kind in ("person", "anonymous"):
            return self._by_title(mention, focus, gender, avoid)
        return self._by_words(mention)

    def _untitled(self, mention: Mention) -> int | None:
        """Find a speaker known so far by the same office only (متحدث باسم X, then المتحدث باسم X فلان)."""
        if len(mention.title) < 2:
            return None
        words, code = self._title_words(mention)
        for index, entity in self._known():
            if (
                not entity.names
                and entity.kind in ("person", "anonymous")
                and entity.titles == words
                and entity.code == code
            ):
                entity.kind = "person"
                return index
        return None

    def _by_name(self, mention: Mention) -> int | None:
        wanted = _name_words(mention.name)
        if not wanted:
            return None
        head = mention.title[0] if mention.title else ""
        best, best_score = None, 0.0
        for index, entity in self._known():
            if not entity.all_names or entity.kind not in ("person", "unknown", "media", "institution"):
                continue
            have = entity.all_names
            common = sum(1 for word in wanted if word in have or any(_alike(word, other) for other in have))
            if common < min(len(wanted), len(have)):
                continue
            if (
                len(wanted) == 1
                and head in _STRONG
                and entity.heads
                and not entity.heads & {head}
                and entity.heads & _STRONG
            ):
                continue
            score = common + (1.0 if wanted[-1] == _name_words(entity.names)[-1] else 0.0) + entity.last * 1e-6
            if score > best_score:
                best, best_score = index, score
        return best

    def _by_title(self, mention: Mention, focus: int | None, gender: str, avoid: int | None) -> int | None:
        words, code = self._title_words(mention)
        if not mention.title:
            return focus
        head = mention.title[0]
        bits = self.tokens.flags[mention.start]
        indefinite_form = mention.kind == "anonymous" and not self.tokens.forms[mention.start].form.startswith("ال")
        indefinite = not self.tokens.forms[mention.start].form.startswith("ال") and len(mention.title) == 1
        best, best_score = None, -100.0
        for index, entity in self._known():
            if entity.kind not in ("person", "anonymous") or entity.plural != mention.plural:
                continue
            if code and entity.code and code != entity.code:
                continue
            if (gender == "f" and entity.gender == "m") or (gender == "m" and entity.gender == "f"):
                continue
            plain = words
            have = entity.titles
            if head in entity.heads and plain <= have:
                extra = len(have - plain)
                if code and not entity.code and extra >= 2:
                    continue
                score = 10.0 - extra + (2 if code and code == entity.code else 0) + (1 if index == focus else 0)
            elif (
                head in _GENERIC
                and self.tokens.forms[mention.start].form.startswith("ال")
                and plain <= have | _GENERIC | {head}
            ):
                score = 2.0 + (3 if index == focus else 0) + (1 if code and code == entity.code else 0)
                if entity.kind == "anonymous" and head in ("مصدر", "مصادر"):
                    score += 2
                elif head in ("مصدر", "مصادر"):
                    continue
            else:
                continue
            if entity.kind == "anonymous" and indefinite_form and (plain != have or code != entity.code):
                continue
            score += entity.last * 1e-6 - (6 if index == avoid else 0)
            if score > best_score:
                best, best_score = index, score
        if indefinite and not bits & DEFINITE and best is not None and best_score < 5:
            return None
        return best

    def _by_words(self, mention: Mention) -> int | None:
        wanted = set(mention.title)
        if not wanted:
            return None
        found, best = None, -1.0
        for index, entity in self._known():
            if entity.kind == "person" or (entity.members and not mention.members):
                continue
            have = entity.titles
            if not have:
                continue
            if wanted == have:
                score = 10.0
            elif mention.title[0] in entity.heads and (wanted <= have or have <= wanted):
                score = 5 - len(wanted ^ have) * 0.1
            elif entity.kind == mention.kind == "state" and (wanted <= have or have <= wanted):
                score = 5.0
            elif entity.kind == mention.kind == "media" and wanted & have and (wanted <= have or have <= wanted):
                score = 4.0
            else:
                continue
            score += entity.last * 1e-6
            if score > best:
                found, best = index, score
        return found

    def _same_words(self, mention: Mention) -> int | None:
        wanted = frozenset(mention.title)
        for index, entity in self._known():
            if entity.titles == wanted:
                return index
        return None

    # --- growing ---

    def _title_words(self, mention: Mention) -> tuple[set[str], str | None]:
        words = set()
        for word in mention.title:
            if word in _states():
                continue
            words.add(word)
        code = state_of(
            [self.tokens.forms[k].form.replace("ه", "ه") for k in range(mention.start, mention.end)]
            and self._raw(mention)
        )
        return words, code

    def _raw(self, mention: Mention) -> list[str]:
        from taawun.arabic import fold_text

        return [
            fold_text(self.tokens.text[self.tokens.starts[k] : self.tokens.ends[k]])
            for k in range(mention.start, mention.end)
            if self.tokens.flags[k] & WORD
        ]

    def _add(self, mention: Mention, gender: str) -> int:
        words, code = self._title_words(mention)
        kind = mention.kind
        titles = frozenset(words if kind == "person" else mention.title)
        head = {mention.title[0]} if mention.title else set()
        self.entities.append(
            Entity(
                kind="person" if kind == "unknown" and mention.name else kind,
                span=(mention.start, mention.end),
                names=mention.name,
                titles=titles,
                heads=frozenset(head),
                code=code,
                gender=self._gender(mention, gender),
                plural=mention.plural,
                rank=_fullness(mention),
                last=mention.start,
                office=None,
                all_names=set(_name_words(mention.name)),
            )
        )
        return len(self.entities) - 1

    def _gender(self, mention: Mention, gender: str) -> str:
        head = self.tokens.flags[mention.start]
        mention.title[0] if mention.title else self.tokens.forms[mention.start].form
        if mention.kind in ("person", "unknown"):
            titles = OFFICE | HONORIFIC
            last = mention.name_span[0] if mention.name_span else mention.start + 1
            for k in {mention.start, last - 1}:
                # the title at the head, or the one right before the name: المندوب الدائم السفيرة فلانة
                if (
                    k >= mention.start
                    and self.tokens.flags[k] & titles
                    and self.tokens.text[self.tokens.ends[k] - 1] == "ة"
                ) and (self.tokens.forms[k].form not in _MASCULINE):
                    return "f"
            return gender
        if mention.plural:
            return gender
        return "f" if is_feminine(self.tokens.forms[mention.start].form, head) else "m"

    def _merge(self, index: int, mention: Mention, gender: str) -> None:
        entity = self.entities[index]
        if gender and not entity.gender and entity.kind == "person":
            entity.gender = gender
        words, code = self._title_words(mention)
        if mention.kind == "person" and entity.kind == "person" and mention.title and mention.title[0] not in _GENERIC:
            entity.titles = entity.titles | frozenset(words)
            entity.heads = entity.heads | {mention.title[0]}
        elif mention.kind == entity.kind and entity.kind != "person" and len(mention.title) > len(entity.titles):
            entity.titles = frozenset(mention.title)
        if code and not entity.code:
            entity.code = code
        entity.all_names |= set(_name_words(mention.name))
        if _fullness(mention) > entity.rank and not (entity.names and not mention.name):
            entity.span, entity.rank = (mention.start, mention.end), _fullness(mention)
            if len(mention.name) >= len(entity.names):
                entity.names = mention.name


_MARKS = (("«", "»"), ("»", "«"), ('"', '"'), ("“", "”"), ("”", "“"))


def span_text(tokens: Tokens, span: tuple[int, int]) -> str:
    """Text of a mention, without a proclitic on its first word."""
    text = tokens.words(*span).strip(" ،,-–:")
    for mark, other in _MARKS:
        # a mark at the edge whose partner lies outside the mention
        if text.count(mark) > text.count(other) or (mark == other and text.count(mark) % 2):
            text = text.strip(mark)
    if len(text) > 2 and (text[0], text[-1]) in _MARKS:
        text = text[1:-1]
    bits = tokens.flags[span[0]]
    if bits & AND and len(text) > 2:
        text = text[1:].strip()
    if bits & LI and text.startswith("لل"):
        return "ال" + text[2:]
    if bits & (BI | LI) and len(text) > 2:
        return text[1:]
    return " ".join(text.split())


def _fullness(mention: Mention) -> int:
    """How much a mention says: a name with an office beats a name, a name an office."""
    if mention.kind in ("person", "unknown"):
        return min(len(mention.name), 4) * 3 + min(len(mention.title), 6) + (4 if mention.name and mention.title else 0)
    return min(len(mention.title), 6)


def _states() -> frozenset[str]:
    global _STATE_WORDS
    if not _STATE_WORDS:
        words = set()
        for phrase in state_names():
            if " " not in phrase:
                form = phrase.replace("ة", "ه")
                words.add(form)
                if form.startswith("ال"):
                    words.add(form[2:])
        _STATE_WORDS = frozenset(words)
    return _STATE_WORDS


_STATE_WORDS: frozenset[str] = frozenset()


def _name_words(name: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    joined = ""
    for word in name:
        if joined:
            word, joined = joined + word, ""
        elif word in ("عبد", "ابو", "ال"):
            joined = word
            continue
        elif word == "الله" and out:
            # نصر الله is one name with نصرالله
            out[-1] += word
            continue
        if word in ("بن", "ابن", "بنت", "د", "م"):
            continue
        out.append(word[2:] if word.startswith("ال") and len(word) > 4 else word)
    if joined:
        out.append(joined)
    return tuple(out)


def _alike(one: str, other: str) -> bool:
    """Two spellings of one foreign name: same consonants."""
    if len(one) < 5 or len(other) < 5 or one[0] != other[0]:
        return False
    a, b = _skeleton(one), _skeleton(other)
    return a == b and len(a) >= 3


_SKELETON = str.maketrans({"ا": "", "و": "", "ي": "", "ه": "", "غ": "ج", "ق": "ك", "ط": "ت", "ئ": "", "ؤ": "", "ء": ""})


def _skeleton(word: str) -> str:
    return word.translate(_SKELETON)
