"""Linking a mention to an earlier speaker, or to a new one."""

from __future__ import annotations

from dataclasses import replace

from taawun.rules import rule
from taawun.statements.mentions.mentions import Mention
from taawun.statements.reading.matching import word_group
from taawun.statements.speakers.coreference import IDENTIFYING, WEIGHING, Description, Pair
from taawun.statements.speakers.entities import EntityRegister, ruling_titles
from taawun.statements.speakers.evidence import Choice, Weighed, choose, weigh
from taawun.statements.speakers.naming import name_words

_GENERIC = word_group("generic_speakers")
_SAME_BEFORE, _SAME_BEHIND = word_group("same_before"), word_group("same")
#: titles of a mention that is no more than المصدر
_SOURCES_OF_MANY = word_group("sources_of_many")
_PLAIN_SOURCES = tuple((word,) for word in sorted(word_group("plain_sources")))


def link_mention(
    register: EntityRegister, mention: Mention, focus: int | None = None, gender: str = "", *, turned: bool = False
) -> int | None:
    """Entity of a mention, a new one when no earlier one fits; None for a pronoun without antecedent.

    Parameters
    ----------
    register
        The speakers met so far; it is added to.
    mention
        The mention.
    focus
        Who has the floor.
    gender
        What the verb shows of its subject.
    turned
        Whether the text turns to another one before the mention (من جانبه).
    """
    mention = _with_title(register, mention)
    place = (mention.start, mention.end)
    known = register.choices.get(mention.start)
    if known is not None and known.place == place and mention.start in register.by_start:
        return register.merge(register.by_start[mention.start], mention, gender)
    members = [link_mention(register, part) for part in mention.members]
    same = focus is not None and is_same_source(register, mention)
    unnamed = same or _says_nothing(mention)
    choice = Choice(place, "floor", focus) if unnamed else _choose(register, mention, focus, gender, turned)
    if same or mention.kind == "pronoun":
        register.choices[mention.start] = choice
        return focus
    winner = choice.winner
    winner = register.add(mention, gender) if winner is None else register.merge(winner, mention, gender)
    choice.winner = winner
    register.choices[mention.start] = choice
    if members:
        register.entities[winner].members = [member for member in members if member is not None]
    return register.touch(winner, mention)


def _with_title(register: EntityRegister, mention: Mention) -> Mention:
    """A mention that has no more than الملك or البابا is linked by it like by an office."""
    ruling = () if mention.name or mention.title else ruling_titles(register.tokens, mention)
    return replace(mention, title=ruling) if ruling else mention


def _says_nothing(mention: Mention) -> bool:
    """Whether a mention names who has the floor: معاليه, or an honorific alone."""
    return mention.kind in ("pronoun", "person", "anonymous") and not (mention.name or mention.title)


@rule
def is_same_source(register: EntityRegister, mention: Mention) -> bool:
    """نفس المصدر, ذات المتحدث and المصدر ذاته mean who was cited last, whatever that is.

    + وأعلنت الوزارة أن الجسر آمن. وذكر نفس المصدر أن السد قديم. => وأعلنت (الوزارة) الجسر آمن ; وذكر (الوزارة) السد قديم
    + قال الوزير سالم حداد إن الجسر آمن. وذكر ذات المتحدث أن السد قديم.
      => قال (الوزير سالم حداد) الجسر آمن ; وذكر (الوزير سالم حداد) السد قديم
    + وأعلنت الوزارة أن الجسر آمن. وذكر المصدر ذاته أن السد قديم. => وأعلنت (الوزارة) الجسر آمن ; وذكر (الوزارة) السد قديم
    - وقالت مصادر أمنية إن الجسر آمن. وأكد الوزير أن الماء يكفي. وذكرت المصادر نفسها أن السد قديم.
      => وقالت (مصادر أمنية) الجسر آمن ; وأكد (الوزير) الماء يكفي ; وذكرت (مصادر أمنية) السد قديم
    - وأعلنت الوزارة أن الجسر آمن. وذكر المصدر أن السد قديم. => وأعلنت (الوزارة) الجسر آمن ; وذكر (المصدر) السد قديم
    - وأعلنت الوزارة أن الجسر آمن. وذكر الوزير نفسه أن السد قديم.
      => وأعلنت (الوزارة) الجسر آمن ; وذكر (الوزير) السد قديم
    """
    plain, behind = register.tokens.plain, mention.end
    if plain[mention.start] in _SAME_BEFORE:
        same = bool(mention.title) and mention.title[0] in _GENERIC and not mention.name
    else:
        same = mention.title in _PLAIN_SOURCES and plain[behind] in _SAME_BEHIND
    # المصادر نفسها: several that were cited before, if there are any
    return same and not (_SOURCES_OF_MANY.issuperset(mention.title) and register.find(mention.title))


def _choose(register: EntityRegister, mention: Mention, focus: int | None, gender: str, turned: bool) -> Choice:
    said = describe(register, mention, focus, gender, turned)
    kind = "name" if mention.name else "title" if mention.kind in ("person", "anonymous") else "body"
    by = "several" if mention.members else kind
    weighed: list[Weighed] = []
    for index in _candidates(register, said, kind):
        pair = Pair(said, index, register.entities[index])
        found = weigh(index, IDENTIFYING[by], WEIGHING[by], pair)
        if found is not None:
            weighed.append(found)
    return choose((mention.start, mention.end), weighed)


def describe(register: EntityRegister, mention: Mention, focus: int | None, gender: str, turned: bool) -> Description:
    """What a mention says of whom it names."""
    words, code = register.title_words(mention)
    begins_with_same = register.tokens.plain[mention.start] in _SAME_BEFORE
    return Description(
        mention=mention,
        names=name_words(mention.name),
        words=words,
        head=mention.title[0] if mention.title else "",
        code=code,
        gender=gender,
        definite=register.tokens.plain[mention.start].startswith("ال") or begins_with_same,
        focus=focus,
        turned=turned,
    )


def _candidates(register: EntityRegister, said: Description, kind: str) -> list[int]:
    """Entities that share a word with a mention and are of its kind; of nouns of a wide sense all persons."""
    if kind == "title" and said.definite and said.words <= _GENERIC:
        found = register.latest()
    else:
        found = register.find((*said.names, *said.mention.title))
    entities = register.entities
    if kind == "body":
        bodies = [k for k in found if entities[k].kind != "person" or entities[k].issued]
        return [k for k in bodies if said.mention.members or not entities[k].members]
    persons = [k for k in found if kind == "name" or entities[k].kind in ("person", "anonymous")]
    # رئيس الجمهورية والوفد المرافق: two are not called by the office of one
    return [k for k in persons if said.mention.members or not entities[k].members]
