"""Verbs of doing that report through the noun they carry (قدم شكره، حمل المسؤولية) or by what they set others to do."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import Clause, Fit, light_noun
from taawun.statements.reading.features import (
    ATTITUDE,
    DOCUMENT,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    MASDAR,
    NAME,
    OBJECT,
    OFFICE,
    ORGAN,
    STATE,
    SURNAME,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_OF_SPEECH = ("noun", "ل", "ب")
_LIABILITY = tuple(sorted(word_group("liability_stems")))
_LIABLE_WITHIN = setting("liable_within")
#: who directs others, and what else is directed
_DIRECTS, _DIRECTED_THING = OFFICE | NAME | HONORIFIC | SURNAME, OBJECT | ATTITUDE | DOCUMENT
_ALSO_FIGHTING, _SPOKEN_ATTACKS = word_group("also_fighting"), word_group("spoken_attacks")


@rule(silence=None)
def noun_of_speech(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb of doing reports with a noun that names speech or an attitude: جدد دعوته، وجه انتقادات.

    + وجدد البابا دعوته إلى الهدنة. => وجدد (البابا) دعوته إلى الهدنة
    + وتعهد البابا احترام الهدنة. => وتعهد (البابا) احترام الهدنة
    - وجدد البابا جواز سفره. => none
    - وجدد البابا على دعوة منه. => none
    """
    noun = ATTITUDE | MASDAR if clause.form.lemma.act == "commit" else ATTITUDE
    named = clause.complement in _OF_SPEECH and tokens.flags[clause.content] & noun
    return Fit("noun") if named else None


@rule(silence=None)
def liability(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb of loading accuses where liability is what is laid on somebody: حمّل فلانا مسؤولية كذا.

    + وحملت المعارضة الكينية الحكومة مسؤولية التأخير. => وحملت (المعارضة الكينية) الحكومة مسؤولية التأخير
    - وحملت المعارضة الكينية صور الضحايا. => none
    - وحملت المعارضة الكينية بشدة على المسؤولين. => none
    """
    if clause.complement not in ("noun", "quote"):
        return None
    end = min(clause.content + _LIABLE_WITHIN, tokens.sentence_end[clause.cue])
    named = any(tokens.plain[j].lstrip("ال").startswith(_LIABILITY) for j in range(clause.content, end))
    return Fit("noun") if named else None


@rule(silence=None)
def carried_noun(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A light verb reports through the noun of speech it carries: قدم شكره، وجه نداء.

    + وقدم الأمير تعازيه إلى أسر الضحايا. => وقدم (الأمير) تعازيه إلى أسر الضحايا
    - وقدم الأمير هدية إلى الفريق. => none
    """
    noun = light_noun(tokens, clause)
    return Fit("light") if noun is not None and not is_fight(noun, tokens, clause) else None


@rule
def is_fight(noun: int, tokens: Tokens, clause: Clause) -> bool:
    """An attack that a body leads is one with words only where its adjective says so.

    + وشنت القوات الكينية هجوما مباغتا على المدينة. => none
    - وشنت الجمعية الكينية هجوما لاذعا على الوزير. => وشنت (الجمعية الكينية) هجوما لاذعا على الوزير
    - وشن الوزير هجوما على الصحافة. => وشن (الوزير) هجوما على الصحافة
    """
    if tokens.plain[noun] not in _ALSO_FIGHTING or clause.subject is None:
        return False
    spoken, head = tokens.plain[noun + 1] in _SPOKEN_ATTACKS, clause.subject[0]
    body = tokens.flags[head] & (GROUP | INSTITUTION | STATE)
    return bool(body) and not spoken


@rule(silence=None)
def directed(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Who holds an office and directs somebody to something demands it; he may also direct a message or a charge.

    + ووجه الوزير الكيني الشركة بفتح الجسر. => ووجه (الوزير الكيني) بفتح الجسر
    - ووجه الوزير الكيني رسالة بفتح الجسر. => ووجه (الوزير الكيني) رسالة بفتح الجسر
    - ووجه بابتسامته الحضور. => none
    """
    directs = clause.subject is None or tokens.flags[clause.subject[0]] & _DIRECTS
    between = tokens.flags[clause.cue + 1 : clause.content]
    if clause.complement != "ب" or not directs or any(bits & _DIRECTED_THING for bits in between):
        return None
    said = tokens.flags[clause.content] & (OBJECT | ATTITUDE | MASDAR | ORGAN)
    return Fit("preposition") if said else None
