"""Speech that stands behind its verb without أن, a colon or quotation marks, as in papers that leave the marks out."""

from __future__ import annotations

from taawun.arabic.frequencies import UNSEEN
from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import Clause, Fit, is_feminine, says_plainly
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    ANONYMOUS,
    BE,
    BI,
    COLON,
    COMMA,
    COMMON,
    COMP,
    DEFINITE,
    FIRST_PERSON,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    LI,
    NAME,
    NEG,
    OFFICE,
    OPENER,
    PREP,
    PREP_PRONOUN,
    RELATIVE,
    SAYING,
    SEMI,
    STATE,
    STOP,
    SURNAME,
    THIS,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import is_present, is_verb, rarity
from taawun.statements.reading.silent_nouns import non_speaker_words
from taawun.statements.reading.tokens import Tokens

#: stand between who speaks and speech without marks
_BEFORE_SPEECH = PREP | ADJUNCT | RELATIVE | BI | LI | TIME | ADVERB | TURN | TURN_WORD | COMMA
_SOMEBODY = NAME | SURNAME | HONORIFIC | OFFICE | STATE | ANONYMOUS | INSTITUTION | GROUP | DEFINITE
#: words of these are no verbs, though they look like one
_NEVER_VERB = NAME | STATE | DEFINITE | OFFICE | INSTITUTION | GROUP | TIME | AND | BI | LI
_RARE_VERB = setting("rare_name")
_VERBAL_PARTICLES = word_group("before_verbs")
_THIS = word_group("this")
_NEAR_SPEAKER = 2
_PLAIN = word_group("plain_speech")
_ANNOUNCING = word_group("announcing")
_THAT = word_group("anaphors")
_OPENS_SPEECH = word_group("prepositions_of_speech")
_ALWAYS_SAYS, _ADDING = word_group("always_says"), word_group("adding")
_TO_WHAT, _ADDED_WITHIN = word_group("naming_prepositions"), setting("added_within")
_WHEN_AND_WHERE = TIME | ADVERB | COMMA | TURN | TURN_WORD | ADJUNCT
_NOT_SAID = RELATIVE | SEMI | STOP
#: a clause so far behind belongs to what is said
_FAR_CLAUSE = 4
_WITHIN, _SHORTEST = setting("bare_speech_within"), setting("shortest_bare_speech")


@rule(silence=None)
def said_outright(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Behind قائلا or بالقول what nothing joins is speech without marks.

    + واختتمت الوزيرة بالقول ستدفع المدينة ثمنا كبيرا. => واختتمت (الوزيرة) ستدفع المدينة ثمنا كبيرا
    + وجدد الوزير رفضه للقرار، قائلا نحن نعايش هموم المدينة. => وجدد (الوزير) رفضه للقرار ; قائلا (الوزير) نحن نعايش
      هموم المدينة
    - وجدد الوزير رفضه للقرار، قائلا في النهاية كلمتين لا أكثر. => وجدد (الوزير) رفضه للقرار، قائلا في النهاية كلمتين
      لا أكثر
    - وجدد الوزير رفضه للقرار، قائلا كلمتين. => وجدد (الوزير) رفضه للقرار، قائلا كلمتين
    - واستضاف المسرح أمس كاتبا جزائريا هو ياسين حداد. => none
    - وجدد الوزير رفضه للقرار، مضيفا شرطين آخرين إليه. => وجدد (الوزير) رفضه للقرار، مضيفا شرطين آخرين إليه
    """
    if clause.complement != "none":
        return None
    says = clause.form.lemma.lemma in _PLAIN and tokens.flags[clause.cue] & SAYING
    saying = clause.cue if clause.form.kind == "participle" and says else clause.saying
    start, end = saying + 1, tokens.sentence_end[clause.cue]
    if saying < 0 or end - start < _SHORTEST or tokens.flags[start] & _BEFORE_SPEECH & ~PREP_PRONOUN:
        return None
    return Fit("bare", content=start)


@rule(silence=None)
def added_outright(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Behind مضيفا or موضحا a verb begins speech without marks, behind مضيفا also a definite noun or a word with و.

    + وأعلن المدير فتح الجسر، مضيفا لن نتأخر عن الموعد أبدا.
      => وأعلن (المدير) فتح الجسر ; مضيفا (المدير) لن نتأخر عن الموعد أبدا
    + وأعلن المدير فتح الجسر، مضيفا العمل مستمر في كل الأحياء.
      => وأعلن (المدير) فتح الجسر ; مضيفا (المدير) العمل مستمر في كل الأحياء
    + وأعلن المدير فتح الجسر، مضيفا وكل الأحياء تنتظر هذا اليوم.
      => وأعلن (المدير) فتح الجسر ; مضيفا (المدير) وكل الأحياء تنتظر هذا اليوم
    + وأعلن المدير فتح الجسر، موضحا إذا توقف العمل خسرنا الموسم.
      => وأعلن (المدير) فتح الجسر ; موضحا (المدير) إذا توقف العمل خسرنا الموسم
    + وأعلن المدير فتح الجسر، مؤكدا سنفتح الجسر قبل هذا الصيف.
      => وأعلن (المدير) فتح الجسر ; مؤكدا (المدير) سنفتح الجسر قبل هذا الصيف
    - وأعلن المدير فتح الجسر، مضيفا شرطين آخرين إلى العقد الجديد.
      => وأعلن (المدير) فتح الجسر، مضيفا شرطين آخرين إلى العقد الجديد
    - وأعلن المدير فتح الجسر، مضيفا العمل مستمر. => وأعلن (المدير) فتح الجسر، مضيفا العمل مستمر
    - وأعلن المدير فتح الجسر، محذرا سنفتح الجسر قبل هذا الصيف.
      => وأعلن (المدير) فتح الجسر، محذرا سنفتح الجسر قبل هذا الصيف
    - وأعلن المدير فتح الجسر، متوقعا سنفتح الجسر قبل هذا الصيف.
      => وأعلن (المدير) فتح الجسر، متوقعا سنفتح الجسر قبل هذا الصيف
    """
    lemma, start, end = clause.form.lemma, clause.cue + 1, tokens.sentence_end[clause.cue]
    plain = lemma.lemma in _PLAIN
    if clause.form.kind != "participle" or clause.complement != "none" or end - start < _SHORTEST:
        return None
    if lemma.person is not None or not (plain or says_plainly(clause) or lemma.lemma in _ANNOUNCING):
        return None
    begins = looks_like_verb(tokens, start)
    named = plain and tokens.flags[start] & (DEFINITE | AND)
    return Fit("bare", content=start) if begins or named else None


@rule(silence=None)
def bare_speech(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Behind a verb of saying a word that only opens a clause, or a verb of ours, begins speech without marks.

    + وقال الوزير المغربي لقد نجحنا في إقناع الجميع. => وقال (الوزير المغربي) لقد نجحنا في إقناع الجميع
    + وتابع المدرب المصري نحن نلعب من أجل الفوز. => وتابع (المدرب المصري) نحن نلعب من أجل الفوز
    + وأعلن وزير الزراعة الكيني، أمس، نعمل على خفض الأسعار. => وأعلن (وزير الزراعة الكيني) نعمل على خفض الأسعار
    + وأضاف لا أعتقد أن الموسم ضاع. => وأضاف (?) لا أعتقد أن الموسم ضاع
    - وقال الوزير المغربي، لقد نجحنا في إقناع الجميع. => وقال (الوزير المغربي) لقد نجحنا في إقناع الجميع
    + ويقول الوزير المغربي لقد نجحنا في إقناع الجميع. => ويقول (الوزير المغربي) لقد نجحنا في إقناع الجميع
    - يقول الوزير المغربي لقد نجحنا في إقناع الجميع. => none
    - ويؤكد الوزير المغربي لقد نجحنا في إقناع الجميع. => none
    - ورفض الوزير المغربي لقد نجحنا في إقناع الجميع. => none
    - وقال وزير الزراعة الذي نعرفه منذ سنوات كلاما كثيرا. => none
    - وقال وزير الزراعة: لقد نجح الموسم. => وقال (وزير الزراعة) لقد نجح الموسم
    """
    lemma = clause.form.lemma
    plain = lemma.lemma in _PLAIN
    goes_on = clause.form.proclitic
    if (
        not (clause.form.kind == "past" or goes_on)
        or clause.complement != "none"
        or not (plain or lemma.lemma in _ANNOUNCING)
    ):
        return None
    start, opening = clause.cue + 1, OPENER if plain else FIRST_PERSON
    for j in range(start, min(tokens.sentence_end[clause.cue] - 2, start + _WITHIN)):
        bits = tokens.flags[j]
        this = j == clause.content and tokens.plain[j] in _THIS
        ours = this or is_of_us(tokens, clause, j) or (plain and acts_at_once(tokens, clause, j))
        if (bits & opening or ours) and not (bits & AND and j > start):
            return Fit("bare", content=j - 1 if tokens.flags[j - 1] & NEG else j)
        if bits & (COLON | COMP | RELATIVE):
            return None
        if bits & COMMA:
            opening = FIRST_PERSON
    return None


@rule
def acts_at_once(tokens: Tokens, clause: Clause, j: int) -> bool:
    """A verb in the present right behind وتابع, with which a sentence opens, begins speech.

    + قال المدرب إن الموسم صعب. وتابع تقع على اللاعبين مسؤولية كبيرة.
      => قال (المدرب) الموسم صعب ; وتابع (المدرب) تقع على اللاعبين مسؤولية كبيرة
    - قال المدرب إن الموسم صعب. وتابع اللاعبون التدريب في ملعب المدينة. => قال (المدرب) الموسم صعب
    """
    form = tokens.forms[j]
    opens = j == clause.cue + 1 and clause.cue == tokens.sentence_start[j]
    return opens and not tokens.flags[j] & _NEVER_VERB and not form.cues and is_present(form.form)


@rule
def is_of_us(tokens: Tokens, clause: Clause, j: int) -> bool:
    """A word in نا right behind قال or its subject is a verb or noun of ours, with which speech begins.

    + وقال المدرب بدأنا الموسم قبل شهر في ظروف صعبة. => وقال (المدرب) بدأنا الموسم قبل شهر في ظروف صعبة
    - وقال مراسلنا، أمس، كلاما كثيرا. => none
    - وقال المدرب المغربي لقد بدأنا الموسم قبل شهر. => وقال (المدرب المغربي) لقد بدأنا الموسم قبل شهر
    """
    near = j == clause.cue + 1 or (clause.subject is not None and j == clause.subject[1])
    if not near or not tokens.plain[j].endswith("نا"):
        return False
    # قال مراسلنا، سيدنا محمد: whoever is ours speaks
    plain = not tokens.flags[j] & (NAME | STATE | PREP_PRONOUN | ADVERB | PREP | DEFINITE | AND)
    return plain and not tokens.flags[j + 1] & (COMMA | COMP | COLON | OFFICE | NAME | HONORIFIC)


@rule(silence=None)
def unmarked_speech(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Behind قال or أضاف that open a sentence, their subject and adverbials, what nothing joins is speech without marks.

    Behind وأضاف inside a sentence only a verb begins speech.

    + وقال العمدة إن الجسر آمن، وأضاف لا تزال المدينة تنتظر السياح.
      => وقال (العمدة) الجسر آمن ; وأضاف (العمدة) لا تزال المدينة تنتظر السياح
    - وقال العمدة إن الجسر آمن، وأضاف المدينة إلى قائمة المدن القديمة.
      => وقال (العمدة) الجسر آمن، وأضاف المدينة إلى قائمة المدن القديمة
    - وقال العمدة إن الجسر آمن وأضاف لا تزال المدينة تنتظر السياح.
      => وقال (العمدة) الجسر آمن وأضاف لا تزال المدينة تنتظر السياح
    + وأضاف ما قام به المزارعون يستحق الشكر. => وأضاف (?) ما قام به المزارعون يستحق الشكر
    + وأضاف الوزير أمس القمح يكفي حتى الصيف المقبل. => وأضاف (الوزير) القمح يكفي حتى الصيف المقبل
    + وقال العمدة، في تصريح للصحفيين، أسفرت جهود البلدية عن فتح الجسر. => وقال (العمدة) أسفرت جهود البلدية عن فتح الجسر
    + وقال العمدة خلال لقاء قصير مع التجار أتاحت البلدية وقتا للحوار. => وقال (العمدة) أتاحت البلدية وقتا للحوار
    + وأضاف البلدية فتحت الجسر أمام سكان القرى. => وأضاف (?) البلدية فتحت الجسر أمام سكان القرى
    + وأضاف، حضرت السيارات إلى ساحة «السوق القديم» وقد هرب التجار. => وأضاف (?) حضرت السيارات إلى ساحة «السوق القديم» وقد
      هرب التجار
    - وأضاف الوزير كلمتين. => none
    - وأضاف الوزير في كلمة طويلة أمام النواب في البرلمان. => none
    - وكان الوزير قال كلاما كثيرا ثم غادر البلاد. => none
    """
    i, end = clause.cue, tokens.sentence_end[clause.cue]
    first_word = i == tokens.sentence_start[i]
    opens = first_word or (clause.form.proclitic and tokens.flags[i - 1] & COMMA)
    opens = opens and clause.form.lemma.lemma in _PLAIN
    if not opens or clause.form.kind != "past" or clause.saying >= 0:
        return None
    if (
        clause.complement != "none"
        and clause.subject is not None
        and clause.content - clause.subject[1] <= _NEAR_SPEAKER
    ):
        return None
    first = i + 2 if tokens.flags[i + 1] & COMMA else i + 1
    at_once = looks_like_verb(tokens, first) or (first_word and _is_of_other_gender(tokens, clause))
    if not at_once and (clause.complement != "none" or not first_word):
        return None
    start = first if at_once else _behind_speaker(tokens, clause)
    while start < end and tokens.flags[start] & _BEFORE_SPEECH and not looks_like_verb(tokens, start):
        start = _behind_adverbial(tokens, start, end)
    return Fit("bare", content=start) if end - start >= _SHORTEST else None


@rule(silence=None)
def said_somehow(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Behind وقال stands speech, however it begins, where nothing joins it and it is no object of a word or two.

    + وأكد العمدة أن الجسر آمن، وقال في حديث قصير المدينة كلها لا تعرف السياح.
      => وأكد (العمدة) الجسر آمن ; وقال (العمدة) لا تعرف السياح
    + وقال العمدة على سكان المدينة الصبر قبل نهاية الموسم. => وقال (العمدة) على سكان المدينة الصبر قبل نهاية الموسم
    + وأضاف على سكان المدينة الصبر قبل نهاية الموسم. => وأضاف (?) على سكان المدينة الصبر قبل نهاية الموسم
    - وأضاف العمدة المدينة إلى قائمة المدن القديمة. => none
    - وأكد العمدة أن الجسر آمن، وقال كلاما كثيرا عن المدينة القديمة.
      => وأكد (العمدة) الجسر آمن، وقال كلاما كثيرا عن المدينة القديمة
    - كما قال العمدة في حديثه عن الجسر القديم. => none
    """
    i, end = clause.cue, tokens.sentence_end[clause.cue]
    first_word, cue = i == tokens.sentence_start[i], clause.form
    opens = first_word or cue.proclitic or tokens.flags[i - 1] & (COMMA | TURN | TURN_WORD)
    if cue.kind != "past" or clause.saying >= 0 or not opens or not cue.gender or cue.suffix:
        return None
    adds = cue.lemma.lemma in _ADDING and first_word and not _adds_to(tokens, i, end)
    if not adds and cue.lemma.lemma not in _ALWAYS_SAYS:
        return None
    start = _behind_speaker(tokens, clause) if clause.subject is not None and clause.subject[0] > i else i + 1
    if clause.complement not in ("none", "noun") and clause.content < start + _FAR_CLAUSE:
        return None
    first = next((k for k in range(i + 1, end) if tokens.flags[k] & WORD), i + 1)
    if first < start and (_is_of_other_gender(tokens, clause) or not _is_speaker(tokens, first, known=adds)):
        start = first
    if end - start < _SHORTEST or tokens.flags[start] & _NOT_SAID or _is_object(tokens, start):
        return None
    speaker_end = start
    while start < end and _tells_when(tokens, start):
        start = _behind_adverbial(tokens, start, end)
    if start >= end:
        # no verb that is known ends the adverbial
        return None if adds else Fit("bare", content=speaker_end)
    if _is_object(tokens, start):
        return None
    return Fit("bare", content=start)


def _is_speaker(tokens: Tokens, k: int, *, known: bool) -> bool:
    """Whether a word behind قال can be who speaks: somebody that is known, or a word too rare for anything but a name."""
    if tokens.flags[k] & (_BEFORE_SPEECH | _SOMEBODY):
        return not tokens.flags[k] & THIS
    return not known and rarity(tokens.plain[k]) >= _RARE_VERB


def _tells_when(tokens: Tokens, k: int) -> bool:
    """Whether an adverbial of the verb begins at a token, and not what is said: على سكان المدينة أن."""
    opens = tokens.plain[k] in _OPENS_SPEECH or tokens.flags[k] & THIS or looks_like_verb(tokens, k)
    return bool(tokens.flags[k] & _WHEN_AND_WHERE) and not opens


def _is_object(tokens: Tokens, k: int) -> bool:
    """Whether an indefinite accusative stands at a token: قال كلاما كثيرا."""
    form = tokens.plain[k]
    noun = form.endswith("ا") and not tokens.flags[k] & (NAME | PREP) and not looks_like_verb(tokens, k)
    return noun or form in _THAT


def _adds_to(tokens: Tokens, i: int, end: int) -> bool:
    """Whether something is added to something else: أضاف المدينة إلى قائمة."""
    return any(tokens.plain[k] in _TO_WHAT for k in range(i + 1, min(end, i + _ADDED_WITHIN)))


def _is_of_other_gender(tokens: Tokens, clause: Clause) -> bool:
    """Whether a feminine noun right behind a masculine verb is no subject of it."""
    if clause.subject is None or clause.form.gender != "m":
        return False
    bits, form = tokens.flags[clause.cue + 1], tokens.plain[clause.cue + 1]
    named = bits & (NAME | HONORIFIC | OFFICE | STATE | SURNAME | ANONYMOUS)
    known = bits & (DEFINITE | COMMON | INSTITUTION) or rarity(form) < _RARE_VERB
    return is_feminine(form, bits) and not named and bool(known)


def _behind_speaker(tokens: Tokens, clause: Clause) -> int:
    """Behind the subject, which ends before a verb; right behind the verb without one."""
    start = clause.cue + 1
    if clause.subject is None:
        return start
    head, stop = clause.subject
    if head > start and not can_speak(tokens.flags[head]):
        return start
    return next((k for k in range(head, stop) if looks_like_verb(tokens, k)), stop)


def _behind_adverbial(tokens: Tokens, start: int, end: int) -> int:
    """Behind a date, or behind an adverbial that ends with a comma or before a verb; at the end where nothing ends it."""
    if tokens.flags[start] & (TIME | COMMA):
        return start + 1
    for k in range(start + 2, end):
        if tokens.flags[k] & COMMA:
            return k + 1
        if looks_like_verb(tokens, k) and not tokens.flags[k - 1] & RELATIVE:
            return k
    return end


def looks_like_verb(tokens: Tokens, k: int) -> bool:
    """Whether a word is a verb by its form, or a particle that stands before one."""
    form, bits = tokens.plain[k], tokens.flags[k]
    if bits & (NEG | OPENER | BE) or form in _VERBAL_PARTICLES or form in non_speaker_words("verbs"):
        return True
    if bits & _NEVER_VERB:
        return False
    if tokens.forms[k].narrates or is_verb(form):
        return True
    stem = form[1:] if form.startswith("ي") else form[:-1] if form.endswith("ت") else ""
    return len(stem) > 2 and max(rarity(form), rarity(stem)) < _RARE_VERB and rarity("ال" + form) == UNSEEN
