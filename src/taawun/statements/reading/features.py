"""What a token can be: one bit a feature, so that a rule asks for several at once.

`Feature` documents the bits. Rules use the plain integers below it: `Tokens.flags` holds integers, and an operation on
members of an `IntFlag` costs ten times that on integers. The thirty features that rules ask for most stand first: Python
reckons with integers of thirty bits in one step, and most tokens then have no more.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Feature(enum.IntFlag):
    """Features of a token.

    Examples
    --------
    >>> from taawun.statements.reading.forms import read_form
    >>> Feature.OFFICE in Feature(read_form("الوزير").flags)
    True
    """

    WORD = enum.auto()  # is a word, no mark
    NUMBER = enum.auto()  # begins with a digit
    COMMA = enum.auto()  # a comma
    STOP = enum.auto()  # ends a sentence
    SEMI = enum.auto()  # a semicolon
    COLON = enum.auto()  # a colon
    QUOTE = enum.auto()  # a quotation mark
    COMP = enum.auto()  # أن، إن: opens a clause
    PRON = enum.auto()  # أنه، أنها: أن with its subject
    PREP = enum.auto()  # a preposition
    AND = enum.auto()  # has و or ف in front
    BI = enum.auto()  # has ب in front
    LI = enum.auto()  # has ل in front
    DEFINITE = enum.auto()  # has ال
    COMMON = enum.auto()  # a common form
    NAME = enum.auto()  # a name, or a word the article uses as one
    HONORIFIC = enum.auto()  # معالي، السيد
    RANK = enum.auto()  # a military rank
    OFFICE = enum.auto()  # an office one person holds
    PLURAL = enum.auto()  # several holders of an office
    ORGAN = enum.auto()  # الخارجية، الدفاع: the body of an office
    GROUP = enum.auto()  # a group of people
    INSTITUTION = enum.auto()  # a body that can speak
    DOCUMENT = enum.auto()  # a text that can speak
    MEDIA = enum.auto()  # a medium
    STATE = enum.auto()  # the name of a state or capital
    DEMONYM = enum.auto()  # التركي: of a state
    OBJECT = enum.auto()  # what is said (أهمية، ضرورة)
    ADJUNCT = enum.auto()  # خلال، قبل: opens an adverbial
    TIME = enum.auto()  # a day, month or other time
    ADVERB = enum.auto()  # an adverb
    RELATIVE = enum.auto()  # الذي، التي
    CONJ = enum.auto()  # a conjunction
    NEG = enum.auto()  # a negation
    IRREALIS = enum.auto()  # a word before what has not happened (قد يكون، سوف)
    BACKGROUND = enum.auto()  # يذكر، جدير: the journalist tells what is known
    AFTER_NAME = enum.auto()  # follows a name only (بن)
    JOINT = enum.auto()  # الجانبان، الطرفان
    ANONYMOUS = enum.auto()  # مصدر، مسؤول: an unnamed speaker
    ATTITUDE = enum.auto()  # what is expressed (دعوة، رفض)
    TURN = enum.auto()  # جانبه، جهته: marks a turn
    TURN_WORD = enum.auto()  # بدوره: marks a turn by itself
    HE = enum.auto()  # معاليه: a title with a pronoun
    OCCASION = enum.auto()  # تصريح، لقاء: where one speaks
    MOTION = enum.auto()  # a verb of motion
    FIXED_ALA = enum.auto()  # takes على as its own (بناء على)
    SAYING = enum.auto()  # قائلا: a participle before a quotation
    BREAK = enum.auto()  # begins another clause
    PLACE = enum.auto()  # where one speaks
    SUFFIX = enum.auto()  # has a pronoun behind
    DASH = enum.auto()  # a dash
    OPEN = enum.auto()  # opens a bracket
    CLOSE = enum.auto()  # closes a bracket
    LATIN = enum.auto()  # in Latin letters
    QUANT = enum.auto()  # كل، بعض: a quantity
    BE = enum.auto()  # كان and its sisters
    MASDAR = enum.auto()  # looks like a verbal noun
    HE_VERB = enum.auto()  # هو، هي: a subject pronoun
    PREP_PRONOUN = enum.auto()  # فيه، عليه
    THIS = enum.auto()  # هذا، هذه
    OPENER = enum.auto()  # a word only a clause begins with (لقد، سنعمل)
    FIRST_PERSON = enum.auto()  # نحن، نسعى، أعتقد: in speech only
    DISTANCE = enum.auto()  # قوله، تعبيره: the reporter's distance
    IDENTITY = enum.auto()  # اسمه، هويته: of an unnamed speaker
    RELATION = enum.auto()  # نجل، شقيق: of somebody's family
    SOURCE_NOUN = enum.auto()  # رأي، تقدير: by which one reports
    ENVOY = enum.auto()  # speaks for the one who sent him
    TAIL = enum.auto()  # cannot go on with a whole noun phrase
    SURNAME = enum.auto()  # a family name the article gave with a full name


(
    WORD,
    NUMBER,
    COMMA,
    STOP,
    SEMI,
    COLON,
    QUOTE,
    COMP,
    PRON,
    PREP,
    AND,
    BI,
    LI,
    DEFINITE,
    COMMON,
    NAME,
    HONORIFIC,
    RANK,
    OFFICE,
    PLURAL,
    ORGAN,
    GROUP,
    INSTITUTION,
    DOCUMENT,
    MEDIA,
    STATE,
    DEMONYM,
    OBJECT,
    ADJUNCT,
    TIME,
    ADVERB,
    RELATIVE,
    CONJ,
    NEG,
    IRREALIS,
    BACKGROUND,
    AFTER_NAME,
    JOINT,
    ANONYMOUS,
    ATTITUDE,
    TURN,
    TURN_WORD,
    HE,
    OCCASION,
    MOTION,
    FIXED_ALA,
    SAYING,
    BREAK,
    PLACE,
    SUFFIX,
    DASH,
    OPEN,
    CLOSE,
    LATIN,
    QUANT,
    BE,
    MASDAR,
    HE_VERB,
    PREP_PRONOUN,
    THIS,
    OPENER,
    FIRST_PERSON,
    DISTANCE,
    IDENTITY,
    RELATION,
    SOURCE_NOUN,
    ENVOY,
    TAIL,
    SURNAME,
) = map(int, Feature)


class _Asked(dict[int, tuple[T, ...]]):
    """Rules by the features of a token; a full table begins anew, so that no corpus fills the memory."""

    def __init__(self, table: Sequence[tuple[int, T]]) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, bits: int) -> tuple[T, ...]:
        if len(self) >= _MOST_SETS:
            self.clear()
        found = self[bits] = tuple(one for features, one in self.table if bits & features)
        return found


_MOST_SETS = 1 << 14


def by_features(table: Sequence[tuple[int, T]]) -> Mapping[int, tuple[T, ...]]:
    """Rules of a table that know tokens of some features, in its order; found once for each set of features.

    Parameters
    ----------
    table
        Features, of which a token needs one, and the rule that is then asked.

    Examples
    --------
    >>> asked = by_features([(Feature.NAME | Feature.TIME, "named"), (Feature.PREP, "governed")])
    >>> asked[int(Feature.TIME | Feature.PREP)], asked[int(Feature.NEG)]
    (('named', 'governed'), ())
    """
    return _Asked(table)
