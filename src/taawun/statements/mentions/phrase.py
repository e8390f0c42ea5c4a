"""A noun phrase as far as it is read, and the groups of features that its rules ask for."""

from __future__ import annotations

from taawun.statements.reading.features import (
    AFTER_NAME,
    AND,
    ANONYMOUS,
    BI,
    COMMON,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    GROUP,
    HE,
    HONORIFIC,
    INSTITUTION,
    JOINT,
    LI,
    MEDIA,
    NAME,
    NUMBER,
    OFFICE,
    ORGAN,
    PREP,
    QUANT,
    RANK,
    STATE,
    SUFFIX,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import takes_no_article
from taawun.statements.reading.tokens import Tokens

TITLE = OFFICE | HONORIFIC | RANK
NAMES = NAME | AFTER_NAME
BODY = GROUP | INSTITUTION | DOCUMENT | MEDIA
SPEAKERS = TITLE | BODY | STATE | NAME | ANONYMOUS | JOINT | HE | QUANT
#: a title that ends with one of these is whole: what follows is no genitive
_CLOSES_TITLE = DEFINITE | HONORIFIC | RANK | NAME | AFTER_NAME | DEMONYM | STATE
_OF_STATE = DEMONYM | STATE
_NO_HOUSE = TITLE | NAME | DEFINITE | PREP
_RULING = word_group("ruling")
_BELONGING = word_group("belonging")
_KINDS_OF_OFFICE = word_group("kinds_of_office")
_NAMES_OF_BODIES = word_group("names_of_bodies")
#: endings of adjectives of relation
RELATING = ("ي", "يه")
_KNOWN_OF_BODY = DEFINITE | DEMONYM | ORGAN | COMMON | NUMBER | LI | BI | AND | GROUP | SUFFIX
_NO_BARE_NAME = TITLE | ORGAN | BODY | DEMONYM | STATE | JOINT | QUANT | ANONYMOUS | DEFINITE | NUMBER | BI | LI


class Phrase:
    """A phrase as far as it is read: how it is asked for, and what its words have shown so far.

    Attributes
    ----------
    tokens, start, limit
        Where it stands: it begins at `start` and never goes on at or past `limit`.
    flags, plain
        Features and matching form of each token of the text, at hand because rules ask for them all the time.
    splitting, joining, bare
        See `noun_phrases.phrase_end`.
    titled, office
        An office, honorific or rank was read; an office was.
    body
        It begins with a group, institution, document or medium.
    quantity
        A quantity was read (عدد من).
    named
        A name was read.
    bearer
        A name was read before a title behind a comma.
    complete
        A state or demonym was read.
    last_definite
        Its last word is definite.
    patron
        The name after which a body in it is called, -1 without one.
    seen
        Number of its words.
    """

    __slots__ = (
        "bare",
        "bearer",
        "body",
        "complete",
        "flags",
        "joining",
        "last_definite",
        "limit",
        "named",
        "office",
        "patron",
        "plain",
        "quantity",
        "seen",
        "splitting",
        "start",
        "titled",
        "tokens",
    )

    def __init__(self, tokens: Tokens, start: int, limit: int, splitting: bool, joining: bool, bare: bool) -> None:
        self.tokens, self.start, self.limit = tokens, start, limit
        self.flags, self.plain = tokens.flags, tokens.plain
        self.splitting, self.joining, self.bare = splitting, joining, bare
        self.titled = self.office = self.body = self.quantity = False
        self.named = self.bearer = self.complete = self.last_definite = False
        self.seen, self.patron = 0, -1

    def add(self, k: int, bits: int) -> None:
        """Take a word into the phrase."""
        if bits & TITLE:
            self.titled = True
            if bits & OFFICE:
                # a title behind a name may be held for somebody, or have another name behind it
                self.office, self.named = True, False
        if bits & BODY and not self.seen:
            self.body = True
        if bits & QUANT:
            self.quantity = True
        if k > self.start + 1 and self._is_named_after(k):
            self.patron = k
        elif bits & NAMES or (not bits & _NO_BARE_NAME and self._may_name(k)):
            self.named = True
        if bits & _OF_STATE:
            self.complete = True
        if self.plain[k] in _BELONGING:
            # غرفة عمليات سامي حداد التابعة للجيش: whose name was read is not the holder's
            self.named = False
        self.last_definite = bool(bits & DEFINITE)
        self.seen += 1

    def _may_name(self, k: int) -> bool:
        """Whether an unknown word can be a name here: as the first, or behind a title that is whole and not held for somebody."""
        if not self.seen:
            return True
        # لأمين عام المجلس
        whole = self.titled and self.flags[k - 1] & _CLOSES_TITLE and self.plain[k] not in _KINDS_OF_OFFICE
        return bool(whole)

    def _is_named_after(self, k: int) -> bool:
        """Whether a name is that of the king or prince a body has its name from: مركز الملك سلمان."""
        if self.patron == k - 1 and self.flags[k - 1] & AFTER_NAME:
            return True
        return self.plain[k - 1].removeprefix("ال") in _RULING and not self.flags[k - 2] & _NO_HOUSE

    def join(self, bits: int) -> None:
        """Go on with another one, who may have a name or a state of his own."""
        self.named, self.complete = False, bool(bits & (DEMONYM | STATE))
        self.seen += 1

    def closes_body(self, k: int) -> bool:
        """Whether the token before one ends the name of a body that has no article: حركة حماس، حزب الله، a foreign one."""
        form, before = self.plain[k - 1], self.flags[k - 1]
        if form in _NAMES_OF_BODIES:
            return bool((before | self.flags[k - 2]) & BODY)
        if not self.body or self.seen < 2 or before & _KNOWN_OF_BODY or self.flags[k] & MEDIA:
            return False
        return takes_no_article(form) and not form.endswith(("ي", "و"))

    def after(self, k: int) -> int:
        """Features of the token after one, none at the limit."""
        return self.flags[k + 1] if k + 1 < self.limit else 0
