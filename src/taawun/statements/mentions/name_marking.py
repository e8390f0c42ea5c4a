"""Names an article makes known: fixed names made of other words, and the names it gives with an office."""

from __future__ import annotations

from functools import cache

from taawun.lexicons import load_lexicon
from taawun.names.persons import given_names
from taawun.names.states import state_names
from taawun.statements.mentions.mentions import Mention, read_mention
from taawun.statements.mentions.name_spans import principal_start
from taawun.statements.mentions.noun_phrases import phrase_end
from taawun.statements.reading.features import (
    AND,
    BE,
    COMMON,
    COMP,
    DEFINITE,
    DEMONYM,
    HONORIFIC,
    LI,
    NAME,
    NUMBER,
    OBJECT,
    OFFICE,
    ORGAN,
    PREP,
    PRON,
    RANK,
    RELATIVE,
    SURNAME,
    TIME,
    WORD,
)
from taawun.statements.reading.forms import is_no_name
from taawun.statements.reading.matching import matching_form
from taawun.statements.reading.tokens import Tokens

_NO_NAME = PREP | ORGAN | DEMONYM | OBJECT
#: no second half of a name
_NEVER_NAME = COMP | PRON | PREP | RELATIVE | AND | BE | NUMBER
_LONGEST_NAME = 5
_TITLE = OFFICE | HONORIFIC | RANK


def fix_names(tokens: Tokens) -> None:
    """Mark names made of other words (بان كي مون) as names only, and لهسبريس as told where هسبريس is named too."""
    written = {form.form for form in tokens.forms}
    _mark_fixed(tokens, written)
    _mark_joined(tokens, written)
    _mark_given(tokens, written)
    _mark_told(tokens, written)


def _mark_fixed(tokens: Tokens, written: set[str]) -> None:
    table = fixed_names()
    firsts = table.keys() & written
    if not firsts:
        return
    for k, form in enumerate(tokens.forms):
        if form.form not in firsts:
            continue
        for rest in table[form.form]:
            if [f.form for f in tokens.forms[k : k + len(rest)]] == rest:
                tokens.flags[k : k + len(rest)] = [NAME | WORD] * len(rest)


def _mark_joined(tokens: Tokens, written: set[str]) -> None:
    """عبد الله، سالم آل مبارك، حسن نصر الله: a word that cannot end a name has its second half behind it."""
    parts = _name_parts()
    if not written & parts["any"]:
        return
    flags, forms = tokens.flags, tokens.forms
    for k in range(len(tokens)):
        form = forms[k].form
        if form not in parts["any"]:
            continue
        named = k > 0 and bool(flags[k - 1] & NAME) and not flags[k - 1] & _TITLE
        if form in parts["numbers"]:
            if _numbered(tokens, k):
                flags[k] = NAME | WORD | DEFINITE
        elif k + 1 < len(tokens) and _joins(tokens, k, named):
            flags[k] = (flags[k] & ~_TITLE) | NAME
            flags[k + 1] = NAME | WORD | (flags[k + 1] & DEFINITE)


def _joins(tokens: Tokens, k: int, named: bool) -> bool:
    """Whether a word makes one name with the next; `named` when a name stands before it."""
    parts, form, following = _name_parts(), tokens.forms[k].form, tokens.forms[k + 1].form
    if form in parts["before_allah"]:
        return named and following == "الله"
    if form in parts["patronymics_in_name"] and not named:
        return False
    if form in parts["joining_in_name"] and not (named and tokens.text[tokens.starts[k]] != "آ"):
        # آبي is a name by itself
        return False
    bits = tokens.flags[k + 1]
    patronymic = form in parts["patronymics"] or form in parts["patronymics_in_name"]
    if patronymic and not bits & (NAME | DEFINITE):
        # ابن رسول الله, or Tony Benn and what he wants: a noun that is no name
        common = bits & COMMON and form in parts["patronymics_in_name"]
        if common or is_no_name(following, everyday=False):
            return False
    if patronymic and following == "علي":
        # no preposition stands behind بن, whatever its last letter
        return True
    return bool(bits & WORD) and not bits & _NEVER_NAME and f"{form} {following}" not in state_names()


def _numbered(tokens: Tokens, k: int) -> bool:
    """Whether a king or pope is named right before a number."""
    for m in range(k - 1, max(-1, k - 1 - _LONGEST_NAME), -1):
        bits = tokens.flags[m]
        if m < k - 1 and tokens.forms[m].form.removeprefix("ال") in _name_parts()["numbered"]:
            return True
        if not bits & WORD or (not bits & NAME and bits & (_NEVER_NAME | DEFINITE | TIME | _TITLE)):
            return False
    return False


@cache
def _name_parts() -> dict[str, frozenset[str]]:
    """Words that join or number a name, in matching form; those that join a name with a proclitic too."""
    titles = load_lexicon("titles")
    names = ("joining", "joining_in_name", "patronymics", "patronymics_in_name", "before_allah", "numbered", "numbers")
    lists = {name: frozenset(map(matching_form, titles[name].split())) for name in names}
    lists["joining"] |= {letter + word for word in lists["joining"] for letter in "وفلب"}
    lists["any"] = frozenset().union(*(lists[name] for name in names if name != "numbered"))
    return lists


def _mark_given(tokens: Tokens, written: set[str]) -> None:
    """حسين أمير عبد اللهيان: an office without the article right before a name is a given name."""
    given = _given_forms() & written
    if not given:
        return
    flags = tokens.flags
    for k in range(len(tokens) - 1):
        if tokens.forms[k].form in given and flags[k] & _TITLE and flags[k + 1] & NAME and not flags[k + 1] & _TITLE:
            flags[k] = NAME | WORD


@cache
def _given_forms() -> frozenset[str]:
    return frozenset(word.replace("ة", "ه") for word in given_names())


def _mark_told(tokens: Tokens, written: set[str]) -> None:
    """صرح لهسبريس, where هسبريس is named elsewhere: the one told, not the one who tells."""
    told = {word for word in written if word[:1] == "ل" and len(word) > 4 and word[1:] in written}
    if not told:
        return
    for k, form in enumerate(tokens.forms):
        if form.form in told and not tokens.flags[k] & ~(WORD | LI):
            tokens.flags[k] |= LI | OBJECT


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
    known: set[str] = set()
    surnames: set[str] = set()
    for mention in persons:
        first, last = mention.name_span or (0, 0)
        for k in range(first, last):
            form, bits = tokens.forms[k].form, tokens.flags[k]
            surname = k == last - 1 and last - first > 1 and len(form) > 3
            if (
                len(form) > 2
                and bits & WORD
                and (surname or not bits & COMMON)
                and not bits & _NO_NAME
                and not tokens.forms[k].cues
            ):
                known.add(form)
                if surname:
                    surnames.add(form)
    if known:
        for k, record in enumerate(tokens.forms):
            if record.form in known:
                tokens.flags[k] |= NAME | SURNAME if record.form in surnames else NAME


def named_persons(tokens: Tokens) -> list[Mention]:
    """Mentions with an office or honorific and a name, wherever they stand."""
    found = []
    flags = tokens.flags
    i, n = 0, len(tokens)
    while i < n:
        bits = flags[i]
        if not bits & (_TITLE | NAME) or (bits & NAME and bits & PREP):
            i += 1
            continue
        end = phrase_end(tokens, i, tokens.sentence_end[i], splitting=True, joining=False, bare=True)
        if end <= i + 1:
            i += 1
            continue
        mention = read_mention(tokens, i, end)
        whole = bits & _TITLE or len(mention.name) > 1
        if mention.kind == "person" and mention.name and not mention.members and whole:
            found.append(mention)
        principal = principal_start(tokens, i, end)
        i = principal if principal is not None else max(end, i + 1)
    return found
