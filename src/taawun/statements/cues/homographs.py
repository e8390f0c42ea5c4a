"""Places in which a form that looks like a reporting verb is another word, or no report."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.described import describes_many, is_in_text, is_superlative, means_all
from taawun.statements.cues.preverbal import phrase_before
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.non_speakers import is_adverbial, is_thing
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BACKGROUND,
    BE,
    CLOSE,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    HE_VERB,
    HONORIFIC,
    IRREALIS,
    MEDIA,
    NAME,
    NEG,
    NUMBER,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUOTE,
    RANK,
    RELATIVE,
    STATE,
    SUFFIX,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.forms import read_form
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import is_verb

_TURNED = TURN | TURN_WORD
_LIKE_NAME = NAME | OFFICE | HONORIFIC | DEFINITE
_WHOLE = DEFINITE | SUFFIX | DOCUMENT | TIME | NAME | STATE
_LIKE_SUBJECT = NAME | OFFICE | HONORIFIC | RANK
_BEFORE_FULL_NAME = NAME | OFFICE | HONORIFIC | ORGAN | PREP
#: a verb may stand right behind these, a noun that looks like it less likely
_BEFORE_VERB = CONJ | PRON | HE_VERB | COMMA | DASH | _TURNED | TIME | STATE | NAME | DEMONYM | DEFINITE
_BEFORE_VERB |= QUOTE | COLON | RELATIVE | CLOSE
_ACCOUNTS, _BYLINES = word_group("accounts"), word_group("bylines")
_MODALS, _BELIEVING = word_group("modals"), word_group("believing")
_THEREIN = word_group("therein")
_WITHOUT = word_group("without")
_VERB_FOLLOWS = word_group("same_time") | word_group("adverbial_ends")
_AGENTLESS = word_group("agentless")
_RESUMING = word_group("resuming")
_RELATIVE_MA = word_group("relative_particles")
_AUXILIARY_BEFORE, _ADVERBIAL_WITHIN = setting("auxiliary_before"), setting("adverbial_before_verb")
_LETTERS_OF_ROOT = 3
_RESUMED_WITHIN = setting("resumed_within")


def opens_with_adverbial(verb: Verb) -> bool:
    """Whether an adverbial opens the sentence and who speaks follows, so that a verb must stand between (وفي بيان رفض الوزير)."""
    adverbial = verb.tokens.flags[verb.start] & (PREP | ADJUNCT | TIME) and verb.i - verb.start <= _ADVERBIAL_WITHIN
    between = verb.tokens.forms[verb.start + 1 : verb.i]
    other_verb = any(is_verb(form.form) or form.cues or form.flags & RELATIVE for form in between)
    # في ختام: the noun lacks its genitive
    whole = verb.before & _WHOLE or not verb.tokens.flags[verb.i - 2] & PREP
    return bool(adverbial and verb.following & _LIKE_SUBJECT and whole) and not other_verb


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
def is_preposition(verb: Verb) -> bool:
    """عقب and عبر are prepositions before a thing or an occasion, and where no clause begins.

    + وأوضح الوزير عقب لقائه السفير أن الخلاف انتهى. => وأوضح (الوزير) الخلاف انتهى
    + وقال الوزير إن الوفد وصل عبر مطار دبي عن طريق الهند. => وقال (الوزير) الوفد وصل عبر مطار دبي عن طريق الهند
    + عقب اجتماع السفراء أن الخلاف انتهى. => none
    + من جهته، عقب تصريح السفراء أن الخلاف انتهى. => none
    - عبر الرئيس الكيني عن ثقته بنجاح المحادثات. => عبر (الرئيس الكيني) ثقته بنجاح المحادثات
    - من جهته عقب الوزير قائلا إن الخلاف انتهى. => عقب (الوزير) الخلاف انتهى
    - قال الوزير إنه عبر عن ثقته بنجاح المحادثات.
      => قال (الوزير) إنه عبر عن ثقته بنجاح المحادثات ; عبر (الوزير) ثقته بنجاح المحادثات {level 2}
    - وبعث الوزير رسالة إلى الوفد عبر فيها عن ثقته بنجاح المحادثات. => عبر (الوزير) ثقته بنجاح المحادثات
    - وعبر الوفد عن ثقته بنجاح المحادثات. => وعبر (الوفد) ثقته بنجاح المحادثات
    - وكان الوفد عبر في بيان عن ثقته بنجاح المحادثات. => عبر (الوفد) ثقته بنجاح المحادثات
    - وفي بيان عبر الوزير عن ثقته بنجاح المحادثات. => عبر (الوزير) ثقته بنجاح المحادثات
    + وعقب لقائه السفير أعلن الوزير أن الخلاف انتهى. => أعلن (الوزير) الخلاف انتهى
    """
    written = read_form(verb.tokens.plain[verb.i].removeprefix(verb.cue.proclitic)).flags
    if verb.cue.kind != "past" or not written & (PREP | ADJUNCT) or verb.doubled:
        return False
    if not verb.bare:
        # وعقب لقائه السفير
        return bool(verb.following & OCCASION) and not verb.following & DOCUMENT
    # عبر فيها عن: no preposition stands before another one
    opened = not verb.before or verb.before & (CONJ | COMMA | DASH | _TURNED | BE | PRON | HE_VERB)
    another = verb.following & (PREP | ADVERB) and not verb.following & PREP_PRONOUN
    opened = opened or another or verb.tokens.plain[verb.i + 1] in _THEREIN or opens_with_adverbial(verb)
    noun = verb.following & OCCASION or is_thing(verb.tokens, verb.i + 1)
    return not opened or bool(noun)


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
def lacks_conjunction(verb: Verb) -> bool:
    """Some forms (بين، ثمن) are another word unless و, a turn or a comma, or أن and a whole subject, stand before them.

    + ودفع الخبير الكيني ثمن قراره تشجيع السياحة. => none
    - قال الخبير إن الوزير الكيني ثمن جهود الوساطة.
      => قال (الخبير) الوزير الكيني ثمن جهود الوساطة ; ثمن (الوزير الكيني) جهود الوساطة {level 2}
    - قال الخبير إن الحكومة ثمنت جهود الوساطة.
      => قال (الخبير) الحكومة ثمنت جهود الوساطة ; ثمنت (الحكومة) جهود الوساطة {level 2}
    - من جانبه ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    + ثمن الأرض أن يعمل الجميع. => none
    - في ختام اللقاء، ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - القاهرة - «النهر»: ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - أدان السفير القصف، فيما ثمن الوزير جهود الوساطة. => أدان (السفير) القصف ; ثمن (الوزير) جهود الوساطة
    - وثمن الوزير جهود الوساطة. => وثمن (الوزير) جهود الوساطة
    - وفي كلمته ثمن الوزير جهود الوساطة. => ثمن (الوزير) جهود الوساطة
    - قال الخبير إن الحكومة تثمن قراره تشجيع السياحة.
      => قال (الخبير) الحكومة تثمن قراره تشجيع السياحة ; تثمن (الحكومة) قراره تشجيع السياحة {level 2}
    - قال الخبير إن الحكومة مدحت قراره تشجيع السياحة.
      => قال (الخبير) الحكومة مدحت قراره تشجيع السياحة ; مدحت (الحكومة) قراره تشجيع السياحة {level 2}
    """
    if not verb.bare or verb.cue.lemma.bare or verb.doubled or verb.before & (_TURNED | COMMA):
        return False
    if verb.cue.gender == "f" or verb.cue.number != "s":
        return False
    subject = phrase_before(verb.tokens, verb.i)
    if subject and verb.tokens.flags[subject[0] - 1] & (COMP | BE):
        return False
    opens = verb.i == verb.start or verb.before & (CONJ | COLON)
    return not (opens and verb.following & (OFFICE | HONORIFIC | RANK | NAME)) and not opens_with_adverbial(verb)


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


@rule
def is_noun(verb: Verb) -> bool:
    """A form that is verb or noun (ذكر، طلب) is a noun unless a verb must stand in its place.

    + بحث المجلس مشروع طلب أن تفتح الطريق. => none
    + ويشار ذكر أن الطريق مفتوح. => none
    + تم طلب أن تفتح الطريق. => none
    + وانتقد السفير تعنتها ورفضها فتح الطريق. => وانتقد (السفير) تعنتها ورفضها فتح الطريق
    + وافقت اللجنة على 3 طلب أن تفتح الطريق. => none
    - واستنكر السفير ما وصفه بتأخر البناء. => واستنكر (السفير) ما وصفه بتأخر البناء ; وصفه (السفير) بتأخر البناء {level 2}
    - وطلب السفير من الحكومة أن تفتح الطريق. => وطلب (السفير) الحكومة أن تفتح الطريق
    - طلب السفير من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - تحدث السفير الذي طلب أن تفتح الطريق. => طلب (السفير) تفتح الطريق
    - وكان السفير شخصيا طلب أن تفتح الطريق. => طلب (السفير) تفتح الطريق
    - السفير طلب من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - وفي بيان رفض السفير فتح الطريق. => رفض (السفير) فتح الطريق
    - وأغلق الجسر في وقت طلب السفير من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - من جهة أخرى طلب السفير من الحكومة أن تفتح الطريق. => طلب (السفير) الحكومة أن تفتح الطريق
    - بوتين طلب من الحكومة أن تفتح الطريق. => طلب (بوتين) الحكومة أن تفتح الطريق
    - لجنة خبراء طلبت أن تفتح الطريق. => طلبت (لجنة خبراء) تفتح الطريق
    - لجنة خبراء أكد أن الطريق مفتوح. => أكد (لجنة خبراء) الطريق مفتوح
    """
    cue, before, tokens = verb.cue, verb.before, verb.tokens
    if cue.lemma.like_noun and cue.suffix and cue.proclitic and before & SUFFIX:
        # تعنتها ورفضها: both are hers
        stem = tokens.plain[verb.i].removeprefix(cue.proclitic).removesuffix(cue.suffix)
        return len(stem) == _LETTERS_OF_ROOT and verb.previous.endswith(cue.suffix)
    if not cue.lemma.like_noun or (cue.kind, cue.gender, cue.number) != ("past", "m", "s"):
        return False
    if before & BACKGROUND or verb.previous in _AGENTLESS:
        return True
    if verb.previous in _RELATIVE_MA:
        return False
    if cue.proclitic or not before or before & _BEFORE_VERB or verb.previous in _VERB_FOLLOWS:
        return False
    if before & DOCUMENT and opens_with_adverbial(verb):
        # وفي بيان رفض الوزير
        return False
    named = before & WORD and not before & (COMMON | OBJECT | PREP)
    near = range(max(verb.start, verb.i - _AUXILIARY_BEFORE), verb.i)
    return not named and not any(tokens.flags[k] & BE for k in near)


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
    is_left_undone,
    is_byline,
    lacks_conjunction,
    follows_report,
    follows_modal,
    is_my_belief,
    is_noun,
)
