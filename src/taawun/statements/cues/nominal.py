"""Whether a participle or a verbal noun reports speech in its place."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import first_verdict, rule
from taawun.statements.cues.clause import Clause, is_feminine
from taawun.statements.cues.complements import read_complement
from taawun.statements.cues.owned import is_owned, is_owned_act
from taawun.statements.cues.valency import CLAUSAL, PREPOSITIONAL, match_valency
from taawun.statements.mentions.phrase_limits import past_identity
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADVERB,
    BE,
    COLON,
    COMMA,
    COMP,
    DEFINITE,
    DEMONYM,
    NAME,
    NEG,
    NUMBER,
    OFFICE,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUOTE,
    RELATIVE,
    STATE,
    SUFFIX,
    TIME,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: a participle may stand right behind these
_BEFORE_PARTICIPLE = DEFINITE | TIME | STATE | NAME | DEMONYM | ADVERB
_AFTER_ADVERBIAL = TIME | ADVERB | DEFINITE | NAME | STATE

_THEM = word_group("them")
_FORMS_OF_AN = word_group("forms_of_an")
_AGENTLESS = word_group("agentless")
_THERE_IS = word_group("there_is")
_WITH = word_group("with")
_CITING = tuple(sorted(word_group("citing_stems")))
_ASCRIBING = tuple(sorted(word_group("ascribing_stems")))
_WITH_AN = PREPOSITIONAL | {"an"}
_ANY_COMPLEMENT = CLAUSAL | PREPOSITIONAL | {"ب", "noun", "bare"}
_ADJECTIVE_WITHIN, _ADJECTIVE_BEHIND_COMMA = setting("participle_within"), setting("participle_within_behind_comma")
_YEAR = 4  # as many digits has a year
_AUXILIARY_BEFORE, _SHORTEST = setting("auxiliary_before"), setting("shortest_bare_speech")
_CITED_WITHIN = setting("cited_noun_within")


# --- participles ------------------------------------------------------------------------------------------------------


def judge_participle(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """Clause of a participle that reports speech (مؤكدا أن), None when it does not."""
    before = tokens.flags[i - 1] if i > tokens.sentence_start[i] else 0
    if tokens.quoted_from[i] >= 0 or first_verdict(_NO_ADVERBIALS, i, tokens, cue, before):
        return None
    clause = read_complement(tokens, i, cue)
    if first_verdict(_ADJECTIVES, i, tokens, clause, before):
        return None
    fits = match_valency(tokens, clause, cue.lemma.needs_participle)
    if not fits:
        return None
    clause.rule = "participle:" + fits
    return clause


@rule
def is_title(i: int, tokens: Tokens, cue: CueForm, before: int) -> bool:
    """A participle that is an office, a name (مساعد) or counted (20 متهما) reports nothing, unless it exhorts somebody.

    + وقالت النيابة إن المحكمة برأت 20 متهما بالسرقة. => وقالت (النيابة) المحكمة برأت 20 متهما بالسرقة
    - وعاد الوزير في عام 2011 متهما النقابة بالسرقة. => متهما (الوزير) النقابة بالسرقة
    + قالت متحدثة باسم الرئاسة إن الحدود آمنة. => قالت (متحدثة باسم الرئاسة) الحدود آمنة
    - وعاد الوزير مؤكدا أن الحدود آمنة. => مؤكدا (الوزير) الحدود آمنة
    - وأنهت النقابة بيانها داعية الوزراء إلى الحوار. => داعية (النقابة) الحوار
    """
    counted = before & NUMBER and tokens.ends[i - 1] - tokens.starts[i - 1] < _YEAR
    called = before & (DEFINITE | SUFFIX)
    exhorting = (before & COMMA or called) and cue.lemma.act == "call"
    return bool(counted or tokens.flags[i] & (OFFICE | NAME)) and not exhorting


@rule
def is_predicate(i: int, tokens: Tokens, cue: CueForm, before: int) -> bool:
    """Behind a preposition, a negation or هناك a participle is a noun or a predicate.

    + وليس مؤكدا أن الحدود آمنة. => none
    + هناك مؤكدا أن الحدود آمنة. => none
    + ولم يكن متوقعا أن تفتح الحدود. => none
    + وكان المنتخب الوطني مطالبا بالفوز. => none
    - وقال الوزير، مؤكدا أن الحدود آمنة. => مؤكدا (الوزير) الحدود آمنة
    - واستقبل الوزير السفير ورحب به مؤكدا أن الحدود آمنة. => مؤكدا (الوزير) الحدود آمنة
    - وعاد الوزير بعدما مؤكدا أن الحدود آمنة. => مؤكدا (الوزير) الحدود آمنة
    - وعاد الوزير وكانت المدينة خالية معتبرا أن الحدود آمنة. => معتبرا (الوزير) الحدود آمنة
    - وعاد الوزير اليوم مؤكدا أن الحدود آمنة. => مؤكدا (الوزير) الحدود آمنة
    """
    if before & (BE | RELATIVE | NEG) or (before & PREP and not before & PREP_PRONOUN):
        return True
    if cue.lemma.person and not tokens.flags[i + 1] & (COMP | PRON) and _is_asked_of(i, tokens):
        return True
    return tokens.plain[i - 1] in _THERE_IS


def _is_asked_of(i: int, tokens: Tokens) -> bool:
    """Whether كان stands before the subject of a participle that may be a passive (كان الفريق مطالبا بالفوز)."""
    for k in range(i - 1, max(tokens.sentence_start[i], i - _AUXILIARY_BEFORE) - 1, -1):
        if tokens.flags[k] & BE:
            return True
        if not tokens.flags[k] & WORD or tokens.forms[k].narrates:
            return False
    return False


@rule
def hides_name(i: int, tokens: Tokens, cue: CueForm, before: int) -> bool:
    """Who refuses to be named or demands it (رافضا كشف هويته) says nothing by it.

    + وقال مسؤول رافضا كشف هويته إن الحدود آمنة. => وقال (مسؤول) الحدود آمنة
    - وعاد الوزير رافضا فتح الحدود. => رافضا (الوزير) فتح الحدود
    """
    return cue.lemma.act in ("reject", "demand") and past_identity(tokens, i) > 0


_NO_ADVERBIALS = (is_title, is_predicate, hides_name)


@rule
def is_temporal(i: int, tokens: Tokens, clause: Clause, before: int) -> bool:
    """A participle that is an adverb too (مجددا) reports only what stands right behind it.

    + وعاد السكان مجددا على إثر سماعهم دعوته إلى الحوار. => none
    + وأكد الوزير سامي حداد مجددا دعمه للحوار. => وأكد (الوزير سامي حداد) دعمه للحوار
    - وعاد الوزير مجددا دعوته إلى الحوار. => مجددا (الوزير) دعوته إلى الحوار
    - وعاد الوزير مؤكدا أمس أن الحدود آمنة. => مؤكدا (الوزير) الحدود آمنة
    """
    if not tokens.flags[i] & ADVERB:
        return False
    return clause.content - i > 2 or _belongs_to_verb(tokens, i)


def _belongs_to_verb(tokens: Tokens, i: int) -> bool:
    """Whether nothing but its subject stands between a verb that takes an object and an adverb: أكد الوزير مجددا رفضه."""
    for k in range(i - 1, max(tokens.sentence_start[i], i - setting("farthest_subject")) - 1, -1):
        if tokens.flags[k] & (COMMA | COMP | PRON | COLON | QUOTE | PREP):
            return False
        if any(cue.kind in ("past", "present") and "اسم" in cue.lemma.takes for cue in tokens.forms[k].cues):
            return True
    return False


@rule
def is_adjective(i: int, tokens: Tokens, clause: Clause, before: int) -> bool:
    """A participle in the feminine or plural belongs to a noun, as its form would also allow.

    + وقالت وزارة مطالبة بالحوار إن الحدود آمنة. => وقالت (وزارة) الحدود آمنة
    + وتجمع خبراء مؤكدين: الحدود آمنة. => none
    + وتجمع السكان مطالبين في ميدان كبير واسع بالإفراج عن السجين. => none
    + وعاد خبراء مشيدين بالحوار. => none
    + ورفع السكان لافتة كتب عليها «لن نرحل من هنا». => none
    - وتجمع خبراء مؤكدين: «الحدود آمنة». => مؤكدين (خبراء) «الحدود آمنة»
    - وتجمع السكان، مطالبين مدير أمن المدينة بالإفراج عن السجين. => مطالبين (السكان) بالإفراج عن السجين
    - وتجمع السكان مطالبين بالإفراج عن السجين. => مطالبين (السكان) بالإفراج عن السجين
    - وطالبت كينيا بالعون العاجل محملة الجيران المسؤولية.
      => وطالبت (كينيا) بالعون العاجل ; محملة (كينيا) الجيران المسؤولية
    - وانتقدت تركيا الحرب، مشيدة بالحوار. => وانتقدت (تركيا) الحرب ; مشيدة (تركيا) بالحوار
    - وانتقدت تركيا المعارضة واصفة إياها بالخطر. => وانتقدت (تركيا) المعارضة ; واصفة (تركيا) إياها بالخطر
    - وعاد خبير مشيدا بالحوار. => مشيدا (خبير) بالحوار
    - وكشفت كينيا عن خطة جديدة مشيرة إلى أن الحدود آمنة. => وكشفت (كينيا) خطة جديدة ; مشيرة (كينيا) الحدود آمنة
    - وقالت الوزيرة إن رجلا قتل غرب الجسر مشيرة إلى مقتل أخيه.
      => وقالت (الوزيرة) رجلا قتل غرب الجسر ; مشيرة (الوزيرة) مقتل أخيه
    """
    if (clause.form.gender == "m" and clause.form.number == "s") or tokens.plain[i + 1] in _THEM:
        return False
    if clause.complement in CLAUSAL or clause.clausal:
        quoted = tokens.flags[clause.content] & QUOTE
        return clause.complement in ("colon", "quote") and not (quoted and clause.content - i <= 2)
    behind = clause.person[1] - 1 if clause.person else i
    if clause.content - behind > (_ADJECTIVE_BEHIND_COMMA if before & COMMA else _ADJECTIVE_WITHIN):
        return True
    if clause.form.gender == "f" and before & DEFINITE and (clause.person is None or _is_verbal_noun(tokens, i)):
        # غرب الجسر مشيرة إلى: no adjective of a masculine, and nobody is مهددة بـ
        said = clause.complement != "ب" and not clause.form.proclitic and not _is_verbal_noun(tokens, i)
        return not said or is_feminine(tokens.plain[i - 1], before)
    if before & SUFFIX and clause.person is not None:
        # بيانها داعية الوزراء إلى
        return False
    return bool(before & WORD) and not before & _BEFORE_PARTICIPLE


def _is_verbal_noun(tokens: Tokens, i: int) -> bool:
    """Whether the form is a verbal noun too: مطالبة."""
    return any(cue.kind == "noun" for cue in tokens.forms[i].cues)


@rule
def describes_accusative(i: int, tokens: Tokens, clause: Clause, before: int) -> bool:
    """A participle without a clause behind another word in the accusative describes that word.

    + وألقى الوزير كلمة وقدم عرضا مشيدا بالحوار. => none
    - وقدم الوزير عرضا مؤكدا أن الحدود آمنة. => مؤكدا (الوزير) الحدود آمنة
    - وقدم الوزير، مشيدا بالحوار. => مشيدا (الوزير) بالحوار
    - وتحدث الوزير أخيرا مشيدا بالحوار. => مشيدا (الوزير) بالحوار
    - وزار الوزير قراها مشيدا بالحوار. => مشيدا (الوزير) بالحوار
    - وعاد سفير مشيدا بالحوار. => مشيدا (سفير) بالحوار
    """
    if clause.clausal or before & _AFTER_ADVERBIAL:
        return False
    previous = tokens.plain[i - 1]
    return previous.endswith("ا") and not previous.endswith(("ها", "هما"))


_ADJECTIVES = (is_temporal, is_adjective, describes_accusative)


# --- verbal nouns -----------------------------------------------------------------------------------------------------


def judge_noun(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """Clause of a verbal noun that reports speech (قوله إن، مع التأكيد على), None when it does not."""
    if tokens.quoted_from[i] >= 0 and cue.proclitic != "ب":
        return None
    clause = read_complement(tokens, i, cue)
    previous = tokens.plain[i - 1] if i > tokens.sentence_start[i] else ""
    if is_bare_word(i, tokens, clause, previous):
        clause.begin_bare(i + 1)
    for one, name, subject_rule in _NOUN_RULES:
        if one(i, tokens, clause, previous):
            clause.rule, clause.subject_rule = "nominal:" + name, subject_rule
            if subject_rule != "genitive":
                clause.subject = None
            return clause
    return None


@rule
def is_means(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """With ب a verbal noun of saying tells how somebody did something (بالتأكيد على، بقوله إن).

    + ورد الوزير على السؤال بالتأكيد على أمن الحدود. => بالتأكيد (الوزير) أمن الحدود
    - ورد الوزير على السؤال بتأكيده أن الحدود آمنة. => بتأكيده (الوزير) الحدود آمنة
    - ورد الوزير على السؤال بالتأكيد عن طريق الحدود. => none
    - ورد الوزير على السؤال بالإشارة أمس في القاهرة إلى أمن الحدود. => none
    - ورد الوزير على السؤال بالتأكيد أمن الحدود. => none
    - وغادر الوزير مع التأكيد على أمن الحدود. => التأكيد (الوزير) أمن الحدود
    """
    if clause.form.proclitic != "ب" or (clause.form.suffix and clause.form.lemma.lemma != "قال"):
        return False
    if tokens.plain[i] == "بالتاكيد" and clause.complement not in ("على", "an", "pronoun"):
        return False
    return clause.complement in CLAUSAL | PREPOSITIONAL and clause.content - i <= 2


@rule
def is_bare_word(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """Behind قوله of somebody who is cited, what nothing joins is speech without marks.

    + ونقلت الوكالة عن الوزير قوله تم فتح الجسر القديم هذا الصيف.
      => قوله (الوزير) تم فتح الجسر القديم هذا الصيف {relay الوكالة}
    - ونقلت الوكالة عن الوزير قوله كلمتين. => none
    - ونقلت الوكالة عن الوزير تأكيده سنفتح الجسر القديم هذا الصيف. => none
    - وأعجبنا في الوزير قوله تم فتح الجسر القديم هذا الصيف. => none
    """
    own = clause.form.lemma.lemma == "قال" and clause.complement == "none"
    return bool(own) and tokens.sentence_end[i] - i > _SHORTEST and _is_passed_on(tokens, i)


@rule
def is_relayed(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """Behind a verb of passing on and عن, what was said is cited (نقلت الوكالة عن الوزير قوله، ينسب إليه القول).

    + ونقلت الوكالة عن الوزير قوله إن الحدود آمنة. => قوله (الوزير) الحدود آمنة {relay الوكالة}
    + وينسب إلى الوزير القول إن الحدود آمنة. => القول (الوزير) الحدود آمنة
    + ونقلت الوكالة عن الوزير تأكيده على أمن الحدود. => تأكيده (الوزير) أمن الحدود {relay الوكالة}
    - وتأتي زيارة الوزيرة بعد قولها إن الحدود آمنة. => قولها (?) الحدود آمنة
    - ونقلت الوكالة عن الوزير التأكيد على أمن الحدود. => none
    - ونقل إلى الوزير تأكيده على أمن الحدود. => none
    """
    cited = clause.form.suffix or clause.form.lemma.lemma == "قال"
    cited = bool(cited)
    return cited and clause.complement in _ANY_COMPLEMENT and _is_passed_on(tokens, i)


@rule
def is_with_owner(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """مع and a verbal noun with its owner's pronoun tell what he said besides (مع تأكيده على).

    + وزار الوزير المدينة مع تأكيده على أمن الحدود. => تأكيده (الوزير) أمن الحدود
    + وزار الوزير المدينة مع تأكيده أن الحدود آمنة. => تأكيده (الوزير) الحدود آمنة
    - وزار الوزير المدينة رغم تأكيده على أمن الحدود. => none
    - وزار الوزير المدينة مع تأكيده في عمان على أمن الحدود. => none
    - وزار الوزير المدينة مع التأكيد على أمن الحدود. => التأكيد (الوزير) أمن الحدود
    - وزار الوزير المدينة مع تأكيده: الحدود آمنة. => none
    """
    if not clause.form.suffix or previous not in _WITH or clause.content - i > 2:
        return False
    return clause.complement == "an" or clause.complement in PREPOSITIONAL | {"ب"}


@rule
def is_word_of(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """قوله with a clause reports, whoever the pronoun stands for; another noun of saying with أن right behind it (رغم إعلانه أن).

    + وتأتي زيارة الوزيرة بعد قولها إن الحدود آمنة. => قولها (?) الحدود آمنة
    - وتأتي زيارة الوزيرة بعد قولها للصحيفة أمس في القاهرة إن الحدود آمنة. => none
    - وتأتي زيارة الوزيرة بعد تأكيدها إن الحدود آمنة. => none
    - وتأتي زيارة الوزيرة بعد قولها في الصحيفة. => none
    + وتأتي زيارة الوزيرة رغم إعلانها أن الحدود خطرة. => إعلانها (?) الحدود خطرة
    + وأثارت كينيا الجدل بإعلانها أن الحدود خطرة. => بإعلانها (كينيا) الحدود خطرة
    """
    if not clause.form.suffix or clause.content - i > 2:
        return False
    if clause.form.lemma.lemma == "قال":
        return clause.complement in CLAUSAL
    return clause.complement == "an" and not tokens.words(i + 1, i + 2).startswith("إ")


@rule
def is_agentless(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """تم with a verbal noun reports what all who met said (تم التأكيد على).

    + واجتمع الوفدان، وتم التأكيد على أمن الحدود. => التأكيد (الجانبان) أمن الحدود
    - واجتمع الوفدان، وتم تأكيد أمن الحدود. => none
    - واجتمع الوفدان، وبعد التأكيد على أمن الحدود غادرا. => none
    - واجتمع الوفدان، وتم التأكيد. => none
    - واجتمع الوفدان، وتم تأكيدها على أمن الحدود. => none
    """
    definite = tokens.plain[i].startswith("ال")
    return definite and previous in _AGENTLESS and clause.complement in _WITH_AN


@rule
def is_with(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """مع with a verbal noun goes on with what the same one says (مع التأكيد على).

    + وزار الوزير المدينة مع التأكيد على أمن الحدود. => التأكيد (الوزير) أمن الحدود
    - وزار الوزير المدينة بعد التأكيد على أمن الحدود. => none
    - وزار الوزير المدينة مع تأكيد على أمن الحدود. => none
    - وزار الوزير المدينة مع التأكيد المستمر في لقائه على أمن الحدود. => none
    - وزار الوزير المدينة مع التأكيد. => none
    """
    definite = tokens.plain[i].startswith("ال")
    return definite and previous in _WITH and clause.content - i == 2


_NOUN_RULES = (
    (is_means, "means", "dropped"),
    (is_relayed, "relayed", "relayed"),
    (is_with_owner, "with", "dropped"),
    (is_word_of, "suffix", "dropped"),
    (is_agentless, "agentless", "joint"),
    (is_with, "with", "dropped"),
    (is_owned, "genitive", "genitive"),
    (is_owned_act, "genitive", "genitive"),
)


def _is_passed_on(tokens: Tokens, i: int) -> bool:
    """نقلت ... عن X قوله، ينسب إلى X القول: a verbal noun behind a verb of passing on and عن."""
    seen_from = attributed = False
    for j in range(i - 1, max(tokens.sentence_start[i], i - _CITED_WITHIN) - 1, -1):
        form = tokens.plain[j]
        seen_from = seen_from or form in _FORMS_OF_AN
        attributed = attributed or form == "الي"
        bare = form.lstrip("وف")
        if (attributed and bare.startswith(_ASCRIBING)) or (seen_from and bare.startswith(_CITING)):
            return True
    return False
