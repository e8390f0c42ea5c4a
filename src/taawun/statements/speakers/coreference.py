"""Whom a mention names: the earlier speakers it may mean, weighed by rules of evidence.

Three kinds of mentions are linked by different evidence: a name by its words, a title without a name by office, state,
number and gender, a body by the words it is called by. No evidence for anyone means a new speaker.
"""

from __future__ import annotations

from dataclasses import dataclass

from taawun.rules import Rule, rule
from taawun.statements.mentions.mentions import Mention
from taawun.statements.reading.matching import word_group
from taawun.statements.speakers.entities import Entity
from taawun.statements.speakers.evidence import VETO

_COMMUNIQUES = word_group("communiques")
_GENERIC = word_group("generic_speakers")
_SOURCES = word_group("source_nouns")
_UNIQUE = word_group("unique_offices")


@dataclass(frozen=True, slots=True)
class Description:
    """What a mention says of whom it names.

    Attributes
    ----------
    names
        Words of the name as they are compared (`taawun.statements.speakers.naming.name_words`).
    words
        Words of the title without those for states.
    head
        First word of the title, empty without one.
    code
        State in the mention's words.
    gender
        What the verb shows of a person, else empty.
    definite
        Whether the first word has ال.
    focus
        Who has the floor.
    turned
        Whether the text turns to another one before the mention (من جانبه).
    """

    mention: Mention
    names: tuple[str, ...]
    words: frozenset[str]
    head: str
    code: str | None
    gender: str
    definite: bool
    focus: int | None
    turned: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A mention beside an earlier speaker that it may name."""

    said: Description
    who: int
    entity: Entity

    @property
    def place(self) -> tuple[int, int]:
        """Tokens of the mention."""
        return self.said.mention.start, self.said.mention.end


# --- a mention with a name ---


@rule(silence=0)
def shares_names(pair: Pair) -> float:
    """Of two names the shorter one stands wholly in the longer one.

    + قال الوزير سالم بن خالد الراشدي إن السد آمن. وقال الراشدي إن الماء يكفي. => قال (الوزير سالم بن خالد الراشدي) السد آمن
      ; وقال (الوزير سالم بن خالد الراشدي) الماء يكفي
    - قال الوزير سالم الراشدي إن السد آمن. وقال المدير سالم حداد إن الماء يكفي. => قال (الوزير سالم الراشدي) السد آمن ; وقال
      (المدير سالم حداد) الماء يكفي
    """
    common = len(pair.entity.all_names.intersection(pair.said.names))
    return common if common >= min(len(set(pair.said.names)), len(pair.entity.all_names)) else 0


@rule(silence=0)
def holds_office_unnamed(pair: Pair) -> float:
    """Whom the article called by an office alone is named now, by the same office of the same state.

    + قال وزير النقل إن الجسر آمن. وأكد وزير النقل سالم الراشدي أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (وزير النقل سالم الراشدي) العمل مستمر
    - قال وزير النقل إن الجسر آمن. وأكد وزير الصحة سالم الراشدي أن العمل مستمر.
      => قال (وزير النقل) الجسر آمن ; وأكد (وزير الصحة سالم الراشدي) العمل مستمر
    - قال الوزير إن الجسر آمن. وأكد الوزير سالم الراشدي أن العمل مستمر.
      => قال (الوزير) الجسر آمن ; وأكد (الوزير سالم الراشدي) العمل مستمر
    - قال وزير النقل الكيني إن الجسر آمن. وأكد وزير النقل التركي سالم دمير أن العمل مستمر.
      => قال (وزير النقل الكيني) الجسر آمن ; وأكد (وزير النقل التركي سالم دمير) العمل مستمر
    - قال وزير النقل نادر حداد إن الجسر آمن. وأكد وزير النقل سالم الراشدي أن العمل مستمر.
      => قال (وزير النقل نادر حداد) الجسر آمن ; وأكد (وزير النقل سالم الراشدي) العمل مستمر
    """
    said, entity = pair.said, pair.entity
    if entity.names or len(said.mention.title) < 2 or entity.kind not in ("person", "anonymous"):
        return 0
    return 1 if entity.titles == said.words and entity.code == said.code else 0


@rule(silence=0)
def shares_last_name(pair: Pair) -> float:
    """Two names that end in the same family name are rather one person than two that share a first name.

    + قال المدير نادر سالم إن الجسر آمن. وقال الوزير سالم حداد إن الماء يكفي. وقال سالم إن العمل مستمر.
      => قال (المدير نادر سالم) الجسر آمن ; وقال (الوزير سالم حداد) الماء يكفي ; وقال (المدير نادر سالم) العمل مستمر
    - قال الوزير سالم حداد إن الجسر آمن. وقال سالم إن العمل مستمر.
      => قال (الوزير سالم حداد) الجسر آمن ; وقال (الوزير سالم حداد) العمل مستمر
    """
    return 1 if pair.entity.names and pair.entity.names[-1] == pair.said.names[-1] else 0


@rule(silence=0)
def holds_another_office(pair: Pair) -> float:
    """A family name with an office that one person holds is not the namesake who holds another such office.

    + قال رئيس الوزراء نادر حداد إن الجسر آمن. وقال الأمين العام حداد إن الماء يكفي.
      => قال (رئيس الوزراء نادر حداد) الجسر آمن ; وقال (الأمين العام حداد) الماء يكفي
    - قال الرئيس نادر حداد إن الجسر آمن. وقال الرئيس حداد إن الماء يكفي.
      => قال (الرئيس نادر حداد) الجسر آمن ; وقال (الرئيس نادر حداد) الماء يكفي
    - قال نادر حداد إن الجسر آمن. وقال وزير الخارجية حداد إن الماء يكفي.
      => قال (وزير الخارجية حداد) الجسر آمن ; وقال (وزير الخارجية حداد) الماء يكفي
    - قال الرئيس نادر حداد إن الجسر آمن. وقال وزير الخارجية نادر حداد إن الماء يكفي.
      => قال (وزير الخارجية نادر حداد) الجسر آمن ; وقال (وزير الخارجية نادر حداد) الماء يكفي
    - قال الرئيس نادر حداد إن الجسر آمن. وقال النائب حداد إن الماء يكفي.
      => قال (الرئيس نادر حداد) الجسر آمن ; وقال (الرئيس نادر حداد) الماء يكفي
    """
    said, entity = pair.said, pair.entity
    if len(said.names) > 1 or said.head not in _UNIQUE or said.head in entity.heads:
        return 0
    return VETO if entity.heads & _UNIQUE else 0


# --- a title without a name ---


@rule(silence=0)
def holds_office(pair: Pair) -> float:
    """Who was introduced with an office is called by it, or by a part of it, afterwards.

    + قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد الوزير أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (وزير النقل سالم الراشدي) العمل مستمر
    - قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد وزير الصحة أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (وزير الصحة) العمل مستمر
    - قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد مدير النقل أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (مدير النقل) العمل مستمر
    """
    return 1 if pair.said.head in pair.entity.heads and pair.said.words <= pair.entity.titles else 0


@rule(silence=0)
def is_called_generally(pair: Pair) -> float:
    """A definite noun of a wide sense (المسؤول) means somebody known whose title has the rest of its words.

    + قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد المسؤول أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (وزير النقل سالم الراشدي) العمل مستمر
    + قال رئيس جامعة النهر سالم الراشدي إن الجسر آمن. وأكد المسؤول في جامعة النهر أن العمل مستمر.
      => قال (رئيس جامعة النهر سالم الراشدي) الجسر آمن ; وأكد (رئيس جامعة النهر سالم الراشدي) العمل مستمر
    - قال رئيس جامعة النهر سالم الراشدي إن الجسر آمن. وأكد المسؤول في جامعة البحر أن العمل مستمر.
      => قال (رئيس جامعة النهر سالم الراشدي) الجسر آمن ; وأكد (المسؤول في جامعة البحر) العمل مستمر
    - قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد مدير النقل أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (مدير النقل) العمل مستمر
    """
    said = pair.said
    if said.head not in _GENERIC:
        return 0
    return 1 if said.words <= pair.entity.titles | _GENERIC else 0


@rule(silence=0)
def leaves_words_out(pair: Pair) -> float:
    """The more words of an office a mention leaves out, the less surely it means its holder.

    + قال رئيس بلدية النهر نادر حداد إن الماء يكفي. وقال رئيس لجنة النقل في بلدية النهر سالم الراشدي إن الجسر آمن.
        وأكد رئيس بلدية النهر أن العمل مستمر.
      => قال (رئيس بلدية النهر نادر حداد) الماء يكفي ; وقال (رئيس لجنة النقل في بلدية النهر سالم الراشدي) الجسر آمن ;
        وأكد (رئيس بلدية النهر نادر حداد) العمل مستمر
    - قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد وزير النقل أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (وزير النقل سالم الراشدي) العمل مستمر
    """
    return 0 if is_general(pair) else -len(pair.entity.titles - pair.said.words)


@rule(silence=0)
def differs_in_number(pair: Pair) -> float:
    """A title in the singular does not name several, nor one in the plural a single person.

    + قال مسؤولون إن الجسر آمن. وأكد المسؤول أن العمل مستمر. => قال (مسؤولون) الجسر آمن ; وأكد (المسؤول) العمل مستمر
    + قال شهود إن الجسر آمن. وأكد المسؤول أن العمل مستمر. => قال (شهود) الجسر آمن ; وأكد (المسؤول) العمل مستمر
    - قال مسؤول أمني إن الجسر آمن. وأكد المسؤول أن العمل مستمر.
      => قال (مسؤول أمني) الجسر آمن ; وأكد (مسؤول أمني) العمل مستمر
    """
    return VETO if pair.entity.plural != pair.said.mention.plural else 0


@rule(silence=0)
def differs_in_gender(pair: Pair) -> float:
    """A verb in the feminine has no man as its subject, nor one in the masculine a woman.

    + قالت وزيرة النقل سلمى حداد إن الجسر آمن. وأكد المسؤول أن العمل مستمر.
      => قالت (وزيرة النقل سلمى حداد) الجسر آمن ; وأكد (المسؤول) العمل مستمر
    + قال الوزير نادر حداد إن الجسر آمن. وقالت المتحدثة إن العمل مستمر.
      => قال (الوزير نادر حداد) الجسر آمن ; وقالت (المتحدثة) العمل مستمر
    - قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد المسؤول أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الجسر آمن ; وأكد (وزير النقل سالم الراشدي) العمل مستمر
    """
    return VETO if {pair.said.gender, pair.entity.gender} == {"m", "f"} else 0


@rule(silence=0)
def differs_in_state(pair: Pair) -> float:
    """A title with a demonym does not name the holder of an office in another state or in one that is not said.

    + قال وزير النقل التركي سالم دمير إن الجسر آمن. وأكد الوزير الكيني أن العمل مستمر.
      => قال (وزير النقل التركي سالم دمير) الجسر آمن ; وأكد (الوزير الكيني) العمل مستمر
    + قال وزير النقل خالد الراشدي إن الجسر آمن. وأكد الوزير الكيني أن العمل مستمر.
      => قال (وزير النقل خالد الراشدي) الجسر آمن ; وأكد (الوزير الكيني) العمل مستمر
    - قال وزير النقل التركي سالم دمير إن الجسر آمن. وأكد الوزير التركي أن العمل مستمر.
      => قال (وزير النقل التركي سالم دمير) الجسر آمن ; وأكد (وزير النقل التركي سالم دمير) العمل مستمر
    - قال وزير النقل التركي سالم دمير إن الجسر آمن. وأكد الوزير أن العمل مستمر.
      => قال (وزير النقل التركي سالم دمير) الجسر آمن ; وأكد (وزير النقل التركي سالم دمير) العمل مستمر
    """
    return VETO if pair.said.code and pair.said.code != pair.entity.code else 0


@rule(silence=0)
def is_another_unnamed_one(pair: Pair) -> float:
    """An indefinite unnamed speaker (مسؤول أمريكي) is one met before only when the same words are said of both.

    + قال مسؤول أمني كبير إن الجسر آمن. وأكد مسؤول أن العمل مستمر.
      => قال (مسؤول أمني كبير) الجسر آمن ; وأكد (مسؤول) العمل مستمر
    - قال مسؤول أمني كبير إن الجسر آمن. وأكد المسؤول أن العمل مستمر.
      => قال (مسؤول أمني كبير) الجسر آمن ; وأكد (مسؤول أمني كبير) العمل مستمر
    - قال مسؤول أمني إن الجسر آمن. وأكد مسؤول أمني أن العمل مستمر.
      => قال (مسؤول أمني) الجسر آمن ; وأكد (مسؤول أمني) العمل مستمر
    """
    said, entity = pair.said, pair.entity
    if said.definite or said.mention.kind != "anonymous":
        return 0
    return VETO if said.words != entity.titles else 0


@rule(silence=0)
def is_an_unnamed_source(pair: Pair) -> float:
    """The source (المصدر) is an unnamed speaker, never somebody with a name or an office.

    + قال وزير النقل سالم الراشدي إن الماء يكفي. وأكد المصدر أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الماء يكفي ; وأكد (المصدر) العمل مستمر
    + قال مسؤول أمني إن الجسر آمن. وقال وزير النقل سالم الراشدي إن الماء يكفي. وأكد المصدر أن العمل مستمر.
      => قال (مسؤول أمني) الجسر آمن ; وقال (وزير النقل سالم الراشدي) الماء يكفي ; وأكد (مسؤول أمني) العمل مستمر
    - قال مصدر أمني إن الجسر آمن. وقال مصدر طبي إن الماء يكفي. وأكد المصدر الأمني أن العمل مستمر.
      => قال (مصدر أمني) الجسر آمن ; وقال (مصدر طبي) الماء يكفي ; وأكد (مصدر أمني) العمل مستمر
    - قال وزير النقل سالم الراشدي إن الماء يكفي. وأكد المسؤول أن العمل مستمر.
      => قال (وزير النقل سالم الراشدي) الماء يكفي ; وأكد (وزير النقل سالم الراشدي) العمل مستمر
    """
    if pair.said.head not in _SOURCES or not is_general(pair):
        return 0
    return 1 if pair.entity.kind == "anonymous" else VETO


@rule(silence=0)
def has_the_floor(pair: Pair) -> float:
    """A title means rather the one who is speaking; one without a complement the more so, and a noun of a wide sense.

    + قال وزير الطاقة والمناجم سالم الراشدي إن الماء يكفي. وأضاف أن وزير المالية نادر حداد عاد. وأكد الوزير أن الجسر آمن.
      => قال (وزير الطاقة والمناجم سالم الراشدي) الماء يكفي ; وأضاف (وزير الطاقة والمناجم سالم الراشدي) وزير المالية نادر
        حداد عاد ; وأكد (وزير الطاقة والمناجم سالم الراشدي) الجسر آمن
    + قال وزير الصحة نادر حداد إن الماء يكفي. وقال وزير النقل الداخلي سالم الراشدي إن الجسر آمن. وأضاف الوزير أن العمل
        مستمر.
      => قال (وزير الصحة نادر حداد) الماء يكفي ; وقال (وزير النقل الداخلي سالم الراشدي) الجسر آمن ; وأضاف (وزير النقل
        الداخلي سالم الراشدي) العمل مستمر
    - قال وزير الصحة سالم الراشدي إن الجسر آمن. وقالت الوكالة إن الماء يكفي. وأضاف الوزير أن العمل مستمر.
      => قال (وزير الصحة سالم الراشدي) الجسر آمن ; وقالت (الوكالة) الماء يكفي ; وأضاف (وزير الصحة سالم الراشدي) العمل
        مستمر
    """
    if pair.who != pair.said.focus:
        return 0
    if is_general(pair):
        return 3
    return 2 if len(pair.said.words) == 1 else 1


@rule(silence=0)
def is_turned_away_from(pair: Pair) -> float:
    """Behind من جانبه or بدوره a title means another one than who was speaking.

    + قال وزير الصحة نادر حداد إن الماء يكفي. وقال وزير النقل سالم الراشدي إن الجسر آمن. من جانبه قال الوزير إن العمل
        مستمر.
      => قال (وزير الصحة نادر حداد) الماء يكفي ; وقال (وزير النقل سالم الراشدي) الجسر آمن ; قال (وزير الصحة نادر حداد)
        العمل مستمر
    - قال وزير الصحة نادر حداد إن الماء يكفي. وقال وزير النقل سالم الراشدي إن الجسر آمن. وقال الوزير إن العمل مستمر.
      => قال (وزير الصحة نادر حداد) الماء يكفي ; وقال (وزير النقل سالم الراشدي) الجسر آمن ; وقال (وزير النقل سالم
        الراشدي) العمل مستمر
    """
    return -1 if pair.said.turned and pair.who == pair.said.focus else 0


def is_general(pair: Pair) -> bool:
    """Whether a title is linked by its wide sense only, not by an office."""
    return pair.said.head not in pair.entity.heads


# --- a body, group, state or medium ---


@rule(silence=0)
def are_same_several(pair: Pair) -> float:
    """Several who speak together are those who did so before when the same words name them, in whatever order.

    + قالت روسيا والصين إن الجسر آمن. وأكدت الصين وروسيا أن العمل مستمر.
      => قالت (روسيا والصين) الجسر آمن ; وأكدت (روسيا والصين) العمل مستمر
    - قالت روسيا والصين إن الجسر آمن. وأكدت روسيا والهند أن العمل مستمر.
      => قالت (روسيا والصين) الجسر آمن ; وأكدت (روسيا والهند) العمل مستمر
    """
    return 1 if frozenset(pair.said.mention.title) == pair.entity.titles else 0


@rule(silence=0)
def has_same_head(pair: Pair) -> float:
    """A body whose name begins alike and has no other words is called by its short name, or by its full one.

    + قالت وزارة النقل إن الجسر آمن. وأكدت الوزارة أن العمل مستمر.
      => قالت (وزارة النقل) الجسر آمن ; وأكدت (وزارة النقل) العمل مستمر
    + قالت الوزارة إن الجسر آمن. وأكدت وزارة النقل أن العمل مستمر.
      => قالت (وزارة النقل) الجسر آمن ; وأكدت (وزارة النقل) العمل مستمر
    - قالت شركة النهر إن الجسر آمن. وأكدت شركة البحر أن العمل مستمر.
      => قالت (شركة النهر) الجسر آمن ; وأكدت (شركة البحر) العمل مستمر
    - قالت شركة النهر إن الجسر آمن. وأكدت جمعية النهر أن العمل مستمر.
      => قالت (شركة النهر) الجسر آمن ; وأكدت (جمعية النهر) العمل مستمر
    """
    said, have = frozenset(pair.said.mention.title), pair.entity.titles
    if pair.said.head not in pair.entity.heads or not (said <= have or have <= said):
        return 0
    return 1 - len(said ^ have) / 50


@rule(silence=0)
def has_part_of_words(pair: Pair) -> float:
    """A medium or a state is called by a part of its name (وكالة النهر للأنباء, then النهر).

    + قالت وكالة رويترز إن الجسر آمن. وأضافت رويترز أن العمل مستمر.
      => قالت (وكالة رويترز) الجسر آمن ; وأضافت (وكالة رويترز) العمل مستمر
    + قالت رويترز إن الجسر آمن. وأضافت وكالة رويترز أن العمل مستمر.
      => قالت (وكالة رويترز) الجسر آمن ; وأضافت (وكالة رويترز) العمل مستمر
    - ذكرت صحيفة كينيا تايمز أن الجسر آمن. وأعلنت كينيا أن العمل مستمر.
      => ذكرت (صحيفة كينيا تايمز) الجسر آمن ; وأعلنت (كينيا) العمل مستمر
    - قالت شركة النهر إن الجسر آمن. وأكدت جمعية النهر أن العمل مستمر.
      => قالت (شركة النهر) الجسر آمن ; وأكدت (جمعية النهر) العمل مستمر
    """
    said, have = frozenset(pair.said.mention.title), pair.entity.titles
    alike = pair.said.mention.kind == pair.entity.kind and pair.entity.kind in ("media", "state")
    return 1 if alike and (said <= have or have <= said) else 0


@rule(silence=0)
def has_issued(pair: Pair) -> float:
    """The communique (البيان) speaks for whoever said something in one before.

    + أعلنت وزارة الدفاع الكينية في بيان أن الجيش جاهز. وأضاف البيان أن العمل مستمر.
      => أعلنت (وزارة الدفاع الكينية) الجيش جاهز ; وأضاف (وزارة الدفاع الكينية) العمل مستمر
    - أعلنت وزارة الدفاع الكينية في بيان أن الجيش جاهز. وأضاف البيان الختامي للقمة أن العمل مستمر.
      => أعلنت (وزارة الدفاع الكينية) الجيش جاهز ; وأضاف (البيان الختامي للقمة) العمل مستمر
    - أعلنت وزارة الدفاع الكينية في بيان أن الجيش جاهز. وأضاف بيان أن العمل مستمر.
      => أعلنت (وزارة الدفاع الكينية) الجيش جاهز ; وأضاف (بيان) العمل مستمر
    """
    alone = pair.said.head in _COMMUNIQUES and pair.said.definite and len(pair.said.words) == 1
    return 1 if alone else 0


#: for each kind of mention, the rules that make an earlier speaker a candidate, and those that speak for or against it
IDENTIFYING: dict[str, tuple[Rule[[Pair], float], ...]] = {
    "name": (shares_names, holds_office_unnamed),
    "title": (holds_office, is_called_generally),
    "body": (has_same_head, has_part_of_words, has_issued),
    "several": (are_same_several,),
}
WEIGHING: dict[str, tuple[Rule[[Pair], float], ...]] = {
    "name": (shares_last_name, holds_another_office),
    "title": (
        differs_in_number,
        differs_in_state,
        differs_in_gender,
        is_another_unnamed_one,
        is_an_unnamed_source,
        leaves_words_out,
        has_the_floor,
        is_turned_away_from,
    ),
    "body": (),
    "several": (),
}
