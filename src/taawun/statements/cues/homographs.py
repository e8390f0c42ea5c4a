"""Places in which a form that looks like a reporting verb is another word, or no report."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.described import describes_many, is_in_text, is_superlative, means_all
from taawun.statements.cues.noun_or_verb import is_noun, is_preposition, lacks_conjunction
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.non_speakers import is_adverbial
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    HONORIFIC,
    IRREALIS,
    MEDIA,
    NAME,
    NEG,
    NUMBER,
    OFFICE,
    ORGAN,
    PREP,
    PRON,
    STOP,
    TURN,
    TURN_WORD,
)
from taawun.statements.reading.matching import word_group

_TURNED = TURN | TURN_WORD
_LIKE_NAME = NAME | OFFICE | HONORIFIC | DEFINITE
_BEFORE_FULL_NAME = NAME | OFFICE | HONORIFIC | ORGAN | PREP
_ACCOUNTS, _BYLINES = word_group("accounts"), word_group("bylines")
_MODALS, _BELIEVING = word_group("modals"), word_group("believing")
_WITHOUT, _CONDITIONS = word_group("without"), word_group("conditions_like_that")
_RESUMING = word_group("resuming")
_RELATIVE_MA = word_group("relative_particles")
_RESUMED_WITHIN = setting("resumed_within")


@rule
def resumes(verb: Verb) -> bool:
    """عاد الوزير ليؤكد، قبل أن يضيف: a verb in the subjunctive tells what was said.

    + عاد الوزير الكيني ليؤكد أن المحادثات مستمرة. => ليؤكد (الوزير الكيني) المحادثات مستمرة
    + استقبل الرئيس التركي السفير، قبل أن يضيف أن الزيارة ناجحة. => يضيف (الرئيس التركي) الزيارة ناجحة
    - وصل الوزير الكيني ليؤكد أن المحادثات مستمرة. => none
    - قال الرئيس التركي إنه يريد أن يضيف أن الزيارة ناجحة. => قال (الرئيس التركي) إنه يريد أن يضيف أن الزيارة ناجحة
    - عاد الوزير الكيني إلى نيروبي أمس، وقال إن المحادثات مستمرة. => وقال (الوزير الكيني) المحادثات مستمرة
    - عاد الوزير الكيني يؤكد أن الحدود آمنة. => none
    """
    if verb.cue.kind != "present":
        return False
    plain = verb.tokens.plain
    if verb.previous == "ان":
        return plain[verb.i - 2] == "قبل"
    first = max(verb.start, verb.i - _RESUMED_WITHIN)
    taken_up = verb.cue.proclitic in ("ل", "ف")
    return taken_up and any(plain[j].lstrip("وف") in _RESUMING for j in range(first, verb.i))


@rule
def follows_verb(verb: Verb) -> bool:
    """A form with ف right behind a verb is a name, behind a number a noun (3200 فدان): no verb follows at once.

    + قال فجدد الهاجري إن الطريق مفتوح. => قال (الهاجري) الطريق مفتوح
    + وقال الوزير إنه باع 70 فدان بسعر جيد. => وقال (الوزير) إنه باع 70 فدان بسعر جيد
    - وصل الوزير الأردني، فقال إن الطريق مفتوح. => فقال (الوزير الأردني) الطريق مفتوح
    - قال متحدث إن الطريق مفتوح. => قال (متحدث) الطريق مفتوح
    """
    behind = verb.before & NUMBER or any(cue.kind == "past" for cue in verb.behind)
    return verb.cue.proclitic == "ف" and bool(behind)


@rule
def is_name(verb: Verb) -> bool:
    """A form that can be a name or a title is one behind a title, a name or a preposition (علي بن أبي طالب).

    + وأعلن النائب موفق أبو طالب أن الباب مفتوح. => وأعلن (النائب موفق أبو طالب) الباب مفتوح
    + فتح باب علي بن أبي طالب بعد التوسعة أن تمت. => none
    - وطالب النائب موفق بفتح الطريق. => وطالب (النائب موفق) بفتح الطريق
    - النائب موفق طالب بفتح الطريق. => طالب (النائب موفق) بفتح الطريق
    - شارع الأمير وطالب السفير بفتح الطريق. => وطالب (السفير) بفتح الطريق
    """
    return bool(verb.bits & _LIKE_NAME and verb.before & _BEFORE_FULL_NAME)


def describes_it(cue: CueForm) -> bool:
    """Whether the verb says what somebody calls the thing that its pronoun stands for: ما وصفته الوزيرة بـ."""
    return bool(cue.suffix) and cue.lemma.lemma in word_group("describing")


@rule
def is_in_relative(verb: Verb) -> bool:
    """What somebody said is the topic of another sentence (ما قاله الوزير), no statement of its own.

    + قال الوزير إن القرار يخالف ما أعلنت الوزيرة أنه مبدأ. => قال (الوزير) القرار يخالف ما أعلنت الوزيرة أنه مبدأ
    - ورفض الوزير ما وصفته كينيا بالأزمة. => ورفض (الوزير) ما وصفته كينيا بالأزمة ; وصفته (كينيا) بالأزمة {level 2}
    + وأعلن رئيس الوفد كل ما أعلنته الوزيرة عن الحدود. => وأعلن (رئيس الوفد) كل ما أعلنته الوزيرة عن الحدود
    + هذا ما أكده رئيس الاتحاد جوزيف بلاتر لنا. => none
    - قالت السفيرة إن الهدنة صامدة. => قالت (السفيرة) الهدنة صامدة
    - يبقى الوزير مهما حدث، ومما وأكدت المعارضة أنه سيستقيل. => وأكدت (المعارضة) أنه سيستقيل
    """
    return verb.previous in _RELATIVE_MA and not verb.cue.proclitic and not describes_it(verb.cue)


@rule
def is_dotless_noun(verb: Verb) -> bool:
    """An outlet that writes على with its dotless ya writes نفى so too: نفي is the noun.

    + وصل الوزير على عجل. نفي الوزير وجود خلاف. => none
    - وصل الوزير على عجل. نفى الوزير وجود خلاف. => نفى (الوزير) وجود خلاف
    - وصل الوزير علي عجل. نفي الوزير وجود خلاف. => نفي (الوزير) وجود خلاف
    - وصل الوزير على عجل. ينفي الوزير وجود خلاف. => ينفي (الوزير) وجود خلاف
    - وصل الوزير على عجل. طالب نائب كردي بإقالته. => طالب (نائب كردي) بإقالته
    """
    cue, tokens = verb.cue, verb.tokens
    weak = cue.kind == "past"
    return weak and tokens.dotless and tokens.text[tokens.ends[verb.i] - 1] == "ي"


@rule
def is_accusative(verb: Verb) -> bool:
    """A form that could be a dual (عرضا، أيضا) is an indefinite accusative.

    + قدم الوزيران عرضا، أن تبدأ المحادثات في مايو. => none
    - أعلن الوزيران أيضا أن المحادثات تبدأ في مايو. => أعلن (الوزيران) المحادثات تبدأ في مايو
    - الوزيران أعلنا أن المحادثات تبدأ في مايو. => أعلنا (الوزيران) المحادثات تبدأ في مايو
    """
    return verb.cue.number == "d" and (bool(verb.bits & ADJUNCT) or is_adverbial(verb.tokens, verb.i))


@rule
def is_governed(verb: Verb) -> bool:
    """Behind a preposition stands a noun.

    + وأعرب الوزير عن أمله في أن يرد السفير على الرسالة. => وأعرب (الوزير) أمله في أن يرد السفير على الرسالة
    - وتحدث الوزير عن مصر حيث توقع السفير أن تنتهي الحرب. => توقع (السفير) تنتهي الحرب
    - انتهى اللقاء بينهما وأكد الوزير أن الحرب انتهت. => وأكد (الوزير) الحرب انتهت
    - انتهى اللقاء الثاني بينه وأكد الوزير أن الحرب انتهت. => وأكد (الوزير) الحرب انتهت
    """
    return bool(verb.before & PREP) and not verb.before & (CONJ | NEG | IRREALIS) and not verb.cue.proclitic


@rule
def is_subjunctive(verb: Verb) -> bool:
    """Behind أن a present tense is a subjunctive: what is wanted, not what was said.

    + من المنتظر أن يؤكد الوزير أن الحدود آمنة. => none
    - عاد السكان بعد أن أكد الوزير أن الحدود آمنة. => أكد (الوزير) الحدود آمنة
    - قال الوزير إن إيران تؤكد أن الحدود آمنة.
      => قال (الوزير) إيران تؤكد أن الحدود آمنة ; تؤكد (إيران) الحدود آمنة {level 2}
    """
    return bool(verb.before & COMP) and verb.cue.kind == "present"


@rule
def is_on_condition(verb: Verb) -> bool:
    """إن right before a past tense says on what condition, and before a noun that looks like one it opens a clause.

    + وقال الوزير: سيغضب النواب إن أيدوا تأجيل الجلسة. => وقال (الوزير) سيغضب النواب إن أيدوا تأجيل الجلسة
    - سيغضب النواب، وأيدوا تأجيل الجلسة. => وأيدوا (النواب) تأجيل الجلسة
    - وفي تصريح لقناة سي .إن .إن قالت الوزيرة إن الحدود آمنة. => قالت (الوزيرة) الحدود آمنة
    - وأكد الوزير أن رفض المجلس الاتفاق مؤسف. => وأكد (الوزير) رفض المجلس الاتفاق مؤسف
    """
    if not verb.before & COMP or not verb.bare or verb.cue.kind != "past" or verb.tokens.flags[verb.i - 2] & STOP:
        # سي .إن .إن قالت
        return False
    return verb.tokens.words(verb.i - 1, verb.i).lstrip("وف") in _CONDITIONS


@rule
def is_left_undone(verb: Verb) -> bool:
    """What was not done (من دون أن توقع ضحايا) is not said.

    + وقصفت الطائرة المنطقة من دون أن توقع أي أضرار. => none
    - وبعد أن توقع البنك ارتفاع الأسعار صعد الذهب. => توقع (البنك) ارتفاع الأسعار صعد الذهب
    """
    return bool(verb.before & COMP) and verb.tokens.plain[max(verb.i - 2, 0)] in _WITHOUT


@rule
def is_byline(verb: Verb) -> bool:
    r"""كتب at the very beginning, or before a dash, signs the article, unless a title follows it or an account is named.

    + كتب سالم حداد: وصل الوزير الكيني إلى أنقرة. => none
    + الوزير الكيني في أنقرة.\nكتب - سالم حداد: وصل الوزير الكيني إلى أنقرة. => none
    - كتب الوزير سالم حداد: العمل بدأ. => كتب (الوزير سالم حداد) العمل بدأ
    - وكتب سالم حداد: العمل بدأ. => وكتب (سالم حداد) العمل بدأ
    - كتب سالم حداد على «تويتر»: العمل بدأ. => كتب (سالم حداد) العمل بدأ
    - كتبت صحيفة النهر أن العمل بدأ. => كتبت (صحيفة النهر) العمل بدأ
    - غرد سالم حداد: العمل بدأ. => غرد (سالم حداد) العمل بدأ
    - وصل الوزير. كتب الوزير على «تويتر»: وصلنا إلى أنقرة. => كتب (الوزير) وصلنا إلى أنقرة
    - أكد الوزير أن الحدود آمنة. => أكد (الوزير) الحدود آمنة
    """
    signs = not verb.i or verb.following & DASH
    if (
        not signs
        or not verb.bare
        or verb.cue.lemma.lemma not in _BYLINES
        or verb.following & (OFFICE | HONORIFIC | MEDIA)
    ):
        return False
    tokens = verb.tokens
    return not any(tokens.plain[k] in _ACCOUNTS for k in range(verb.i + 1, tokens.sentence_end[verb.i]))


@rule
def follows_report(verb: Verb) -> bool:
    """A past tense right behind another reporting word is its subject or object.

    + أعلن توقع البنك أن ينمو الاقتصاد. => أعلن (البنك) ينمو الاقتصاد
    + وهو إعلان توقع البنك أن ينمو الاقتصاد. => none
    - وقال مصدر في البنك توقع أن ينمو الاقتصاد.
      => وقال (مصدر في البنك) ينمو الاقتصاد ; توقع (مصدر في البنك) ينمو الاقتصاد {level 2}
    - وبعد الإعلان توقع البنك أن ينمو الاقتصاد. => توقع (البنك) ينمو الاقتصاد
    - يحيى توقع أن ينمو الاقتصاد. => توقع (يحيى) ينمو الاقتصاد
    - ومجددا توقع البنك أن ينمو الاقتصاد. => توقع (البنك) ينمو الاقتصاد
    - أعلن وتوقع البنك أن ينمو الاقتصاد. => وتوقع (البنك) ينمو الاقتصاد
    """
    reported = bool(verb.behind) and not verb.before & (DEFINITE | ADVERB)
    return verb.bare and reported and not verb.before & (CONJ | OFFICE | NAME)


@rule
def follows_modal(verb: Verb) -> bool:
    """Behind يمكن or يجب stands a verbal noun: يمكن وصفه بأنه.

    + وقال السفير إن العرض يمكن بالكاد وصفه بأنه جاد. => وقال (السفير) العرض يمكن بالكاد وصفه بأنه جاد
    - وقال السفير إن الوزير وصفه بأنه جاد. => وقال (السفير) الوزير وصفه بأنه جاد ; وصفه (الوزير) بأنه جاد {level 2}
    """
    if not verb.cue.suffix:
        return False
    return any(verb.tokens.plain[k] in _MODALS for k in range(max(verb.start, verb.i - 2), verb.i))


@rule
def is_my_belief(verb: Verb) -> bool:
    """اعتقد أن without a subject is the first person, written without its hamza.

    + وقال السفير: اعتقد أن العرض جاد. => وقال (السفير) اعتقد أن العرض جاد
    - اعتقد السفير أن العرض جاد. => اعتقد (السفير) العرض جاد
    """
    third = (verb.cue.kind, verb.cue.gender, verb.cue.number) == ("past", "m", "s")
    return third and verb.cue.lemma.lemma in _BELIEVING and bool(verb.following & (COMP | PRON))


#: what is asked of every verb; of one that takes speech up again (عاد ليؤكد) only what stands before is_subjunctive
NO_REPORTS = (
    is_in_text,
    describes_many,
    follows_verb,
    means_all,
    is_superlative,
    is_name,
    is_in_relative,
    is_dotless_noun,
    is_accusative,
    is_preposition,
    is_governed,
    is_on_condition,
    is_left_undone,
    is_byline,
    lacks_conjunction,
    follows_report,
    follows_modal,
    is_my_belief,
    is_noun,
)
