"""Whether a finite verb reports speech in its place: guards against homographs, mood, subject and complement."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import first_verdict, rule
from taawun.statements.cues.antecedents import antecedent
from taawun.statements.cues.clause import Clause
from taawun.statements.cues.complements import read_complement
from taawun.statements.cues.homographs import NO_REPORTS, describes_it, is_subjunctive, resumes
from taawun.statements.cues.moods import STORIES, read_mood
from taawun.statements.cues.objects import has_own_pronoun
from taawun.statements.cues.passive import is_passive
from taawun.statements.cues.subjects import settle_subject
from taawun.statements.cues.valency import PREPOSITIONAL, match_valency
from taawun.statements.cues.verb import Verb, read_verb
from taawun.statements.mentions.non_speakers import is_thing
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADVERB,
    COMMA,
    COMP,
    CONJ,
    DEFINITE,
    DOCUMENT,
    HE_VERB,
    HONORIFIC,
    MASDAR,
    NAME,
    OBJECT,
    OFFICE,
    PREP_PRONOUN,
    PRON,
    RELATIVE,
    TIME,
)
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens

_KNOWN_SPEAKER = OFFICE | NAME | HONORIFIC | DOCUMENT
#: complements of a report inside a quotation
_SAID_IN_QUOTATION = PREPOSITIONAL | {"an", "pronoun", "ب"}
#: complements behind which a relative clause of a person tells what he said
_SAID_BY_PERSONS = frozenset(("ب", "على", "عن", "من"))
_BEFORE_ANAPHORA, _BEHIND_PAUSE = word_group("before_anaphora"), word_group("before_anaphora_behind_pause")
_ELATIVES, _STATEMENTS = word_group("elatives"), word_group("statements_in_alef")
_RELATIVE_WITHIN, _RELATIVE_QUOTES_WITHIN = setting("relative_within"), setting("relative_quotes_within")
_ALA, _SAME_TIME = word_group("ali"), word_group("same_time")


def judge_finite(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """Clause of a finite verb that reports speech, None when it does not."""
    verb = read_verb(tokens, i, cue)
    anaphoric = read_anaphoric(verb)
    if anaphoric is not None:
        return anaphoric
    for reason in NO_REPORTS:
        if reason(verb):
            return None
    resumed = resumes(verb)
    if not resumed and is_subjunctive(verb):
        return None
    clause = read_complement(tokens, i, verb.cue)
    if not read_mood(verb, clause, resumed) or first_verdict(STORIES, verb, clause):
        return None
    if verb.before & RELATIVE:
        clause.position = "relative"
        if not relative_reports(verb, clause):
            return None
    return _complete(verb, clause, resumed)


def _complete(verb: Verb, clause: Clause, resumed: bool) -> Clause | None:
    """Find the subject, and check that the complement is one that the verb takes."""
    tokens, cue = verb.tokens, verb.cue
    if not settle_subject(verb, clause) or first_verdict(_FRAGMENTS, verb, clause):
        return None
    fits = match_valency(tokens, clause, cue.lemma.needs)
    if not fits or is_passive(tokens, clause) or is_out_of_reach(verb, clause):
        return None
    if resumed:
        if clause.subject_rule == "before":
            clause.subject, clause.subject_rule = None, "dropped"
        clause.position, clause.left = "resumed", verb.i - 2 if verb.previous == "ان" else verb.i
    elif cue.proclitic == "ل":
        return None
    clause.rule = "finite:" + fits
    return clause


# --- rules ------------------------------------------------------------------------------------------------------------


@rule(silence=None)
def read_anaphoric(verb: Verb) -> Clause | None:
    """وهو ما نفاه الوزير، وهو ما شدد عليه: the pronoun stands for what was reported before; the speaker follows.

    + استقالت الحكومة أمس، وهو ما نفته الوزيرة هدى الكرمي. => نفته (الوزيرة هدى الكرمي) استقالت الحكومة أمس، وهو ما
    + استقالت الحكومة أمس، وهو ما نفته أيضا الوزيرة هدى الكرمي. => نفته (الوزيرة هدى الكرمي) استقالت الحكومة أمس، وهو ما
    + استقالت الحكومة أمس، الأمر ما نفته الوزيرة هدى الكرمي. => نفته (الوزيرة هدى الكرمي) استقالت الحكومة أمس، الأمر ما
    + استقالت الحكومة أمس، الأمر الذي نفته الوزيرة هدى الكرمي. => نفته (الوزيرة هدى الكرمي) استقالت الحكومة أمس، الأمر الذي
    + وقالت السفيرة إن الحدود آمنة، وهو ما شددت عليه هدى الكرمي، مضيفة أن الخلاف انتهى.
      => وقالت (السفيرة) الحدود آمنة ; شددت (هدى الكرمي) الحدود آمنة ; مضيفة (هدى الكرمي) الخلاف انتهى
    - وقالت السفيرة إن الحدود آمنة، وهو ما وعدت منه هدى الكرمي. => وقالت (السفيرة) الحدود آمنة، وهو ما وعدت منه هدى الكرمي
    - استقالت الحكومة أمس، الأمر الذي تعتبره كينيا خطأ كبيرا. => تعتبره (كينيا) خطأ كبيرا
    - وانتقد الحزب كل ما نفته الوزيرة. => وانتقد (الحزب) كل ما نفته الوزيرة
    - استقالت الحكومة أمس، وهو ما نفت الوزيرة علمها به. => none
    - استقالت الحكومة أمس، إذ إن هذا هو ما اتفقت عليه الأحزاب. => none
    - وقال الوزير: «استقالت الحكومة، وهو ما نفته الوزيرة». => وقال (الوزير) «استقالت الحكومة، وهو ما نفته الوزيرة»
    - استقالت الحكومة أمس، وهو ما نفته. => none
    - استقالت الحكومة أمس، وهو الذي نفته الوزيرة. => none
    """
    tokens, i = verb.tokens, verb.i
    governed = _has_pronoun_behind(verb)
    if not (verb.cue.suffix or governed) or tokens.quoted_from[i] >= 0:
        return None
    opening = tokens.plain[i - 2]
    which = opening == "الامر" and verb.previous == "الذي" and not describes_it(verb.cue)
    openings = _BEFORE_ANAPHORA | _BEHIND_PAUSE if tokens.flags[i - 3] & COMMA else _BEFORE_ANAPHORA
    if not which and (verb.previous != "ما" or opening not in openings):
        return None
    k, end = i + (2 if governed else 1), tokens.sentence_end[i]
    while tokens.flags[k] & (ADVERB | TIME):
        k += 1
    stop = phrase_end(tokens, k, end)
    if stop == k:
        return None
    left = i - 3 if opening == "الامر" else i - 2
    return Clause(i, verb.cue, stop, "none", (k, stop), "after", rule="finite:anaphoric", left=left)


def _has_pronoun_behind(verb: Verb) -> bool:
    """Whether behind the verb a preposition that it takes has the pronoun: شدد عليه."""
    tokens, k = verb.tokens, verb.i + 1
    if not tokens.flags[k] & PREP_PRONOUN:
        return False
    return tokens.plain[k].startswith(tuple(map(matching_form, verb.cue.lemma.takes)))


@rule
def relative_reports(verb: Verb, clause: Clause) -> bool:
    """A verb of a relative clause reports where what is said stands right beside it (الذي قال إن).

    + تحدثت الوزيرة هدى الكرمي، التي قالت إن الحدود آمنة. => قالت (الوزيرة هدى الكرمي) الحدود آمنة
    + تحدثت الوزيرة هدى الكرمي، التي دعت إلى فتح الحدود. => دعت (الوزيرة هدى الكرمي) فتح الحدود
    + تحدثت الوزيرة هدى الكرمي، التي طالبت بفتح الحدود. => طالبت (الوزيرة هدى الكرمي) بفتح الحدود
    + تحدثت الوزيرة هدى الكرمي التي أشارت إلى أن الحدود آمنة. => أشارت (الوزيرة هدى الكرمي) الحدود آمنة
    + عادت الحدود التي يقول الوزير إنها آمنة. => يقول (الوزير) إنها آمنة
    + غادر السفير بعد لقاء الوزيرة هدى الكرمي التي اتهمت إثيوبيا بدعم المتمردين.
      => اتهمت (الوزيرة هدى الكرمي) إثيوبيا بدعم المتمردين
    + غادر السفير بعد لقاء الوزيرة هدى الكرمي التي أعربت منذ البداية عن قلقها. => أعربت (الوزيرة هدى الكرمي) قلقها
    + غادر السفير بعد لقاء الوزيرة هدى الكرمي التي دعت إلى تمكين السكان. => دعت (الوزيرة هدى الكرمي) تمكين السكان
    - غادر السفير بعد السبب الذي دعا الوزيرة هدى الكرمي إلى إرسال رسالة. => none
    + غادر السفير بعد لقاء الوزيرة هدى الكرمي التي رحبت بالضيوف. => رحبت (الوزيرة هدى الكرمي) بالضيوف
    + غادر السفير في الوقت الذي أعلنت فيه الوزيرة فتح الحدود. => أعلنت (الوزيرة) فتح الحدود
    - تحدثت الوزيرة هدى الكرمي التي دعت إلى المأدبة. => none
    - تحدثت الوزيرة هدى الكرمي، التي رفضت القرار. => none
    - تحدثت الوزيرة هدى الكرمي التي أكدت أمس في حديث لنا من عمان أن الحدود آمنة. => none
    - تحدثت الوزيرة هدى الكرمي التي قالت في عمان: «الحدود آمنة». => none
    """
    if describes_it(verb.cue):
        return clause.complement in ("ب", "noun") or clause.clausal
    prepositional = clause.complement in PREPOSITIONAL
    aside = prepositional and bool(verb.tokens.flags[verb.i - 2] & COMMA)
    accuses = clause.person is not None and clause.complement == "ب"
    behind = clause.content == verb.i + 2 < len(verb.tokens)
    bits = verb.tokens.flags[clause.content] if behind else 0
    calls = clause.complement == "إلى" and bits & (MASDAR | OBJECT) and not bits & DEFINITE
    if names_who_said_it(verb, clause) or verb.tokens.plain[verb.i - 2].removeprefix("ال") in _SAME_TIME:
        return True
    if calls or (clause.complement == "عن" and clause.form.lemma.risk == "L"):
        # الذي دعا إلى تمكين السكان، التي أعربت منذ البداية عن قلقها
        return True
    if not (clause.clausal or aside or accuses):
        return False
    near = clause.content - (clause.subject[1] if clause.subject else verb.i + 1)
    return near <= (_RELATIVE_QUOTES_WITHIN if clause.complement in ("quote", "colon") else _RELATIVE_WITHIN)


@rule
def names_who_said_it(verb: Verb, clause: Clause) -> bool:
    """A past tense of a relative clause tells what the person named before it said (الوزير الذي وعد بـ).

    A noun of his own is said by anybody (النواب الذين أعلنوا رفضهم).

    + غادر السفير بعد لقاء وزير النقل الذي وعد بفتح الحدود. => وعد (وزير النقل) بفتح الحدود
    + غادر السفير بعد لقاء نواب المعارضة الذين أعلنوا رفضهم للقرار. => أعلنوا (نواب المعارضة) رفضهم للقرار
    - غادر السفير بعد لقاء وزير النقل الذي رفض مقابلته. => none
    - غادر السفير بعد لقاء وزير النقل الذي طالبه بفتح الحدود. => none
    - غادر السفير بعد لقاء وزير النقل الذي يطالب بفتح الحدود. => none
    - غادر السفير بعد لقاء الحركة التي وعدت بفتح الحدود. => none
    - غادر السفير بعد لقاء وزير النقل الذي أعلن فتح الحدود. => none
    """
    said = clause.complement in _SAID_BY_PERSONS
    own = clause.complement == "noun" and has_own_pronoun(verb.tokens, clause.content, verb.cue)
    if verb.cue.kind != "past" or verb.cue.suffix or not (said or own):
        return False
    named = antecedent(verb)
    return named is not None and (own or bool(verb.tokens.flags[named[0]] & _KNOWN_SPEAKER))


@rule
def is_construct(verb: Verb, clause: Clause) -> bool:
    """A form that is verb or noun heads a construct where nobody speaks (كان الأول هو رفض الانضمام).

    + وأبرز الانضمام إلى الحلف. => none
    - البرج الأول هو رفض الانضمام إلى الحلف. => none
    - البرج الأول، رفض الانضمام إلى الحلف. => none
    - الوزير رفض الانضمام إلى الحلف. => رفض (الوزير) الانضمام إلى الحلف
    - ورفض الانضمام إلى الحلف. => ورفض (?) الانضمام إلى الحلف
    - إنه رفض الانضمام إلى الحلف. => رفض (?) الانضمام إلى الحلف
    - رفض أن ينضم إلى الحلف. => رفض (?) ينضم إلى الحلف
    - استنكر الانضمام إلى الحلف. => استنكر (?) الانضمام إلى الحلف
    - رفض هذا الحل. => none
    """
    lemma = verb.cue.lemma
    noun = lemma.like_noun and (verb.bare or lemma.lemma in _ELATIVES) and not verb.following & PREP_PRONOUN
    noun = noun and verb.previous not in _STATEMENTS
    if clause.subject is not None or clause.complement != "noun" or not noun:
        return False
    a_verb = verb.before & (PRON | HE_VERB | CONJ) and verb.previous not in ("هو", "هي")
    return not a_verb and is_thing(verb.tokens, clause.content)


@rule
def is_quoted_fragment(verb: Verb, clause: Clause) -> bool:
    """Inside a quotation a verb reports only with its subject, and a clause or a preposition.

    + وقال الوزير: «أكد وجود خلاف». => وقال (الوزير) «أكد وجود خلاف»
    + وقال الوزير: «أكدت أن الطريق مفتوح». => وقال (الوزير) «أكدت أن الطريق مفتوح»
    + وقال الوزير: «أكدت الشرطة وجود خلاف». => وقال (الوزير) «أكدت الشرطة وجود خلاف»
    - وقال الوزير: «أكدت الشرطة أن الطريق مفتوح».
      => وقال (الوزير) «أكدت الشرطة أن الطريق مفتوح» ; أكدت (الشرطة) الطريق مفتوح» {level 2}
    - وقال الوزير: «كينيا ترحب بالحوار». => وقال (الوزير) «كينيا ترحب بالحوار» ; ترحب (كينيا) بالحوار» {level 2}
    - أكدت الشرطة وجود خلاف. => أكدت (الشرطة) وجود خلاف
    - وأفاد البيان بأن القادة «أكدوا وجود خلاف». => وأفاد (البيان) القادة «أكدوا وجود خلاف» ; أكدوا (القادة) وجود خلاف»
      {level 2}
    """
    opened = verb.tokens.quoted_from[verb.i]
    inside = opened >= 0 and not (clause.subject is not None and clause.subject[1] == opened == verb.i - 1)
    return inside and (clause.subject is None or clause.complement not in _SAID_IN_QUOTATION)


@rule
def joins_nouns(verb: Verb, clause: Clause) -> bool:
    """A form that is verb or noun (ورفض) joins the nouns before it where a feminine verb governs them.

    + دعت اللجنة الجميع إلى الحوار والصبر ورفض العنف. => دعت (اللجنة) الحوار والصبر ورفض العنف
    - دعا الوزير الجميع إلى الحوار والصبر ورفض العنف. => دعا (الوزير) الحوار والصبر ; ورفض (الوزير) العنف
    - دعت اللجنة الجميع إلى الحوار والصبر ورفض الوزير القرار. => دعت (اللجنة) الحوار والصبر ; ورفض (الوزير) القرار
    - وقالت اللجنة إن الوزير سالم الراشدي زار المدينة ورفض العنف.
      => وقالت (اللجنة) الوزير سالم الراشدي زار المدينة ; ورفض (الوزير سالم الراشدي) العنف {level 2}
    """
    cue, tokens = verb.cue, verb.tokens
    form = cue.kind, cue.gender, cue.number, cue.suffix
    if not (cue.lemma.like_noun and cue.proclitic) or form != ("past", "m", "s", ""):
        return False
    if clause.subject is not None or clause.complement != "noun":
        return False
    for k in range(verb.i - 1, verb.start - 1, -1):
        finite = [one for one in tokens.forms[k].cues if one.kind in ("past", "present")]
        if finite or tokens.flags[k] & COMP:
            return any(one.gender == "f" for one in finite)
    return False


_FRAGMENTS = (is_construct, is_quoted_fragment, joins_nouns)


def answers_somebody(verb: Verb, clause: Clause) -> bool:
    """Whether whom the speaker answers stands between him and what is said: رد الحزب على الحكومة بأن."""
    if clause.subject is None or verb.cue.lemma.act != "reply":
        return False
    k = clause.subject[1]
    return verb.tokens.plain[k] in _ALA and can_speak(verb.tokens.flags[k + 1])


@rule
def is_out_of_reach(verb: Verb, clause: Clause) -> bool:
    """What stands far from a verb that often reports nothing is not said, unless it is opened by و and a named person.

    + رد أمس من العاصمة القطرية الدوحة أن الاتفاق جيد. => none
    + رد الوزير من العاصمة القطرية الدوحة أن الاتفاق جيد. => none
    - رد أمس من العاصمة القطرية الدوحة قائلا إن الاتفاق جيد. => رد (?) الاتفاق جيد
    - ورد الوزير من العاصمة القطرية الدوحة أن الاتفاق جيد. => ورد (الوزير) الاتفاق جيد
    - ورد أن الاتفاق جيد. => ورد (?) الاتفاق جيد
    - ورد حزب العمل على الحكومة الكينية بأن الاتفاق جيد. => ورد (حزب العمل) الاتفاق جيد
    """
    if clause.content - verb.i <= verb.cue.lemma.reach or clause.saying >= 0:
        return False
    if answers_somebody(verb, clause):
        return False
    named = clause.subject is not None and verb.tokens.flags[clause.subject[0]] & _KNOWN_SPEAKER
    return not (named and verb.cue.proclitic)
