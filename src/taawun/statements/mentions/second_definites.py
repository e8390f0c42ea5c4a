"""Whether a noun behind the words read so far is an object of the verb: nouns with the article, and nouns behind one."""

from __future__ import annotations

from taawun.arabic import lemma_of
from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.mentions.phrase import BODY, RELATING, SPEAKERS, TITLE, Phrase
from taawun.statements.mentions.second_objects import addressed, his_own, matter_behind_whole
from taawun.statements.mentions.second_plurals import accusative_behind, behind_counted, both_oblique
from taawun.statements.reading.features import (
    AFTER_NAME,
    AND,
    ANONYMOUS,
    ATTITUDE,
    BI,
    COMMON,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    LI,
    MEDIA,
    NAME,
    NUMBER,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PLURAL,
    QUANT,
    STATE,
    SUFFIX,
    SURNAME,
    TAIL,
)
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.matching import given_forms, matching_form, word_group
from taawun.statements.reading.shapes import is_no_name, is_verbal_noun, rarity
from taawun.statements.reading.silent_nouns import is_matter, noun_group

_KNOWN_NOUN = DOCUMENT | OBJECT | OCCASION
_SECOND_BODY = GROUP | INSTITUTION
#: المزارعين, not الدين
_SHORTEST_PLURAL = 6
_KNOWN_GENITIVE = setting("known_genitive")


@rule
def second_definite(phrase: Phrase, k: int, bits: int) -> bool:
    """A definite noun that is neither adjective nor family name of the one before is the object.

    + ووصف المزارعون المطر بأنه كثير. => ووصف (المزارعون) المطر بأنه كثير
    + ووصف وزير الخارجية الاستفتاء بأنه باطل. => ووصف (وزير الخارجية) الاستفتاء بأنه باطل
    + ووصف الرئيس البرج بأنه متين. => ووصف (الرئيس) البرج بأنه متين
    + وطالب زعيم كيني المتقاتلين بالصبر. => وطالب (زعيم كيني) بالصبر
    + ووصفت تركيا البرج بأنه متين. => ووصفت (تركيا) البرج بأنه متين
    + ووصف حزب الله البرج بأنه متين. => ووصف (حزب الله) البرج بأنه متين
    + ورفض حداد الانسحاب من الاتفاق. => ورفض (حداد) الانسحاب من الاتفاق
    + وانتقد سامي حداد الحرب في الجبل. => وانتقد (سامي حداد) الحرب في الجبل
    + ووصف هاني البدري المنتخب بأنه متين. => ووصف (هاني البدري) المنتخب بأنه متين
    + واتهم الوزير الشهري بالتقصير. => واتهم (الوزير) الشهري بالتقصير
    - وانتقد الأسقف القبطي سامي حداد القرار. => وانتقد (الأسقف القبطي سامي حداد) القرار
    - وانتقد الزعيم القبلي القرار. => وانتقد (الزعيم القبلي) القرار
    - واتهم ناشط في أوروبا الشرقية الحكومة بالتقصير. => واتهم (ناشط في أوروبا الشرقية) الحكومة بالتقصير
    - ورفض سامي الكناني الاتفاق. => ورفض (سامي الكناني) الاتفاق
    - وأكدت المملكة العربية السعودية دعمها للحوار. => وأكدت (المملكة العربية السعودية) دعمها للحوار
    - ودعت الأطراف الليبية الأخرى إلى الصبر. => ودعت (?) الصبر
    - وطالبت المفوضة السامية كينيا بالصبر. => وطالبت (المفوضة السامية) بالصبر
    - ودعا المحلل الاقتصادي سامي حداد إلى الصبر. => ودعا (المحلل الاقتصادي سامي حداد) الصبر
    - ودعا الكاتب الصحافي سامي حداد إلى الصبر. => ودعا (الكاتب الصحافي سامي حداد) الصبر
    """
    before = phrase.flags[k - 1]
    if phrase.plain[k] in word_group("other_ones"):
        return False
    if before & GROUP and phrase.plain[k - 1].endswith("ون"):
        # قال المعارضون الاتفاق: a plural in ون has no genitive behind it
        return True
    if before & STATE and not bits & ORGAN:
        # أوروبا الشرقية
        return phrase.plain[k] not in word_group("quarters")
    if phrase.closes_body(k):
        return not bits & (DEMONYM | ORGAN) and not phrase.plain[k].endswith(RELATING)
    if phrase.named:
        if before & COMMON and not before & (DEFINITE | NAME):
            # a construct: شركات الإنترنت
            return False
        if not before & NAME and phrase.plain[k].endswith("ات") and is_no_name(phrase.plain[k], everyday=False):
            return True
        if bits & ORGAN and phrase.plain[k].endswith(RELATING):
            # جامعة الإمام محمد بن سعود الإسلامية
            return False
        if before & NAME and (is_no_name(phrase.plain[k], everyday=False) or _is_known_matter(phrase.plain[k], bits)):
            # أحمد السعدون، زين العابدين
            return not phrase.plain[k].endswith(("ون", "ين"))
        # a family name follows a first name
        return not before & (NAME | AFTER_NAME) if before & DEFINITE else not before & NAME and not phrase.titled
    noun = phrase.plain[k].removeprefix("ال")
    if before & DEFINITE and is_verbal_noun(noun) and not noun.endswith("ه"):
        # no adjective of الخارجية
        return True
    if bits & ORGAN or before & DEMONYM:
        return not bits & ORGAN
    if not (before & DEFINITE and before & OFFICE):
        return False
    relating = phrase.plain[k].endswith("ي")
    return not (relating and (bits & (COMMON | OFFICE) or _describes(phrase, k, bits)))


def _describes(phrase: Phrase, k: int, bits: int) -> bool:
    """Whether what is said or a name follows, so that a word in ي is no object: الزعيم الدرزي القانون."""
    if bits & _KNOWN_NOUN or is_matter(phrase.plain[k]):
        # الرأي
        return False
    following = phrase.after(k)
    object_follows = following & (DEFINITE | HONORIFIC | NAME | STATE) and not following & (AND | BI | LI)
    return bool(object_follows) or is_matter(phrase.plain[k + 1])


def _is_known_matter(form: str, bits: int) -> bool:
    # بوتين الحرب; القلال is a name
    known = form.endswith("ه") or rarity(form) < _KNOWN_GENITIVE
    return bool(bits & _KNOWN_NOUN) or (known and is_matter(form))


@rule
def behind_known_surname(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a family name that the article gave with the full name a plain noun with the article is the object.

    + قال الوزير هاني بن سالم الطيب إن السد آمن. ودعا الطيب الشباب إلى الصبر.
      => قال (الوزير هاني بن سالم الطيب) السد آمن ; ودعا (الوزير هاني بن سالم الطيب) الصبر
    + قال المدير سامي البراك إن الجسر آمن. ووصف البراك التهنئة بأنها لطيفة.
      => قال (المدير سامي البراك) الجسر آمن ; ووصف (المدير سامي البراك) التهنئة بأنها لطيفة
    - قال الوزير هاني بن سالم الطيب إن السد آمن. ودعت جامعة هاني بن سالم الطيب الإسلامية الطلاب إلى الصبر.
      => قال (الوزير هاني بن سالم الطيب) السد آمن ; ودعت (جامعة هاني بن سالم الطيب الإسلامية) الصبر
    - قال الوزير هاني بن سالم الطيب إن السد آمن. ودعا الطيب الشهري إلى الصبر.
      => قال (الوزير هاني بن سالم الطيب) السد آمن ; ودعا (الطيب الشهري) الصبر
    """
    if not phrase.flags[k - 1] & SURNAME or (bits & ORGAN and phrase.plain[k].endswith(RELATING)):
        # جامعة الإمام محمد بن سعود الإسلامية
        return False
    return bool(bits & (OBJECT | ATTITUDE | COMMON)) or phrase.plain[k].endswith(("ه", "ات", "ين"))


@rule
def behind_family_name(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a family name in ي that opens the phrase a plural in ات or ين or a feminine is the object.

    + وهنأ القرني الفائزات على النجاح. => وهنأ (القرني) الفائزات على النجاح
    - وأبلغ القرني الشهري بأن السد آمن. => وأبلغ (القرني الشهري) السد آمن
    - نفت الأجهزة المحلية هذه الأخبار. => نفت (الأجهزة المحلية) هذه الأخبار
    """
    if k > phrase.start + 1 or phrase.flags[k - 1] & (SPEAKERS | ORGAN | DEMONYM | COMMON):
        return False
    return phrase.plain[k - 1].endswith("ي") and phrase.plain[k].endswith(("ات", "ين", "ه"))


@rule
def behind_unnamed(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind unnamed speakers or several bodies and their adjective a definite noun is the object: مصادر مطلعة الوكالة.

    + وأبلغت مصادر مطلعة الوكالة أن الجسر آمن. => وأبلغت (مصادر مطلعة) الجسر آمن
    + وأبلغت مصادر أمنية محلية الصحيفة أن الجسر آمن. => وأبلغت (مصادر أمنية محلية) الجسر آمن
    + واتهم مسؤول محلي التجار بالتقصير. => واتهم (مسؤول محلي) التجار بالتقصير
    + ورفضت سبع نقابات مهنية القانون. => ورفضت (سبع نقابات مهنية) القانون
    + واتهمت 15 نقابة مهنية الشركات بالتقصير. => واتهمت (15 نقابة مهنية) الشركات بالتقصير
    + واتهم 15 نائبا البطل بالتقصير. => واتهم (15 نائبا) البطل بالتقصير
    + ورفض ثلاثة نواب القانون. => ورفض (ثلاثة نواب) القانون
    + وأبلغت مصادر حكومية الصحيفة أن الجسر آمن. => وأبلغت (مصادر حكومية) الجسر آمن
    - ودعا مسؤول الشرطة المحلية الجديد إلى الصبر. => ودعا (مسؤول الشرطة المحلية الجديد) الصبر
    - وأبلغت مصادر وزارة الدفاع الصحيفة أن الجسر آمن. => وأبلغت (مصادر وزارة الدفاع) الجسر آمن
    """
    head, before = phrase.flags[phrase.start], phrase.plain[k - 1]
    several = head & (BODY | QUANT | NUMBER) and k > phrase.start + 1 and before.endswith("يه") and not phrase.titled
    if (head & NUMBER and before.endswith("ا")) or behind_counted(phrase, k):
        # 20 نائبا الحكومة
        return True
    if not (head & ANONYMOUS or several) or head & DEFINITE:
        return False
    if phrase.flags[k - 1] & ORGAN and not lemma_of(before.removesuffix("ه") + "ة").endswith("ي"):
        # وزارة, not حكومية
        return False
    relating = before.endswith(RELATING) and not phrase.flags[k - 1] & DEFINITE
    return relating or (before.startswith("م") and before.endswith("ه"))


@rule
def behind_definite(phrase: Phrase, k: int, bits: int) -> bool:
    """An indefinite noun behind a definite one is neither its adjective nor its genitive.

    + وأعلنت الشركة أرباحا كبيرة. => وأعلنت (الشركة) أرباحا كبيرة
    + وتوقع مكتب الشؤون الإنسانية عبور اللاجئين. => وتوقع (مكتب الشؤون الإنسانية) عبور اللاجئين
    + وأعلن سامي الكناني موعد الحفل. => وأعلن (سامي الكناني) موعد الحفل
    + وهنأ مجلس الوزراء جمهورية كينيا على الفوز. => وهنأ (مجلس الوزراء) جمهورية كينيا على الفوز
    + واعتبر مجلس الوزراء أوضاع السوق صعبة. => واعتبر (مجلس الوزراء) أوضاع السوق صعبة
    + وردد المتظاهرون هتافات حادة، مؤكدين أن الجسر آمن. => مؤكدين (المتظاهرون) الجسر آمن
    - ونفى الوزير عبد الكريم موتوا صحة الخبر. => ونفى (الوزير عبد الكريم موتوا) صحة الخبر
    - وأبلغ مدير مدرسة الأهالي بأن الدروس بدأت. => وأبلغ (مدير مدرسة الأهالي) الدروس بدأت
    + وتوقع مكتب الأمم المتحدة للشؤون الإنسانية عبور اللاجئين. => وتوقع (مكتب الأمم المتحدة للشؤون الإنسانية) عبور اللاجئين
    """
    if phrase.plain[k] in word_group("affairs"):
        return False
    if phrase.named:
        # عبد الكريم موتوا: behind two words that make one given name a rare one is no noun
        given = phrase.flags[k - 1] & NAME and not phrase.flags[k - 1] & SURNAME
        rare = not bits & (COMMON | SUFFIX | TAIL) and not phrase.plain[k].endswith("ه")
        return phrase.last_definite and not (given and rare)
    silent = bits & _KNOWN_NOUN or (phrase.body and is_matter(phrase.plain[k]))
    one = phrase.titled and not phrase.plain[phrase.start].endswith("ون")
    if one and not silent and phrase.plain[k] not in word_group("nouns_of_place"):
        # behind a longer title may follow a name that is in no list
        return False
    # سفارة كينيا بصنعاء: no noun that is known
    whole = DEFINITE | STATE if silent and not phrase.titled else DEFINITE
    return bool(phrase.flags[k - 1] & whole)


@rule
def behind_closed_construct(phrase: Phrase, k: int, bits: int) -> bool:
    """An adjective with the article closes a construct: a body behind it is the object, unless it can be an adjective too.

    + ودعت منظمة العفو الدولية السلطات الكينية إلى الحوار. => ودعت (منظمة العفو الدولية) الحوار
    + ودعا وزير الداخلية الشركات إلى الحوار. => ودعا (وزير الداخلية) الحوار
    + واتهم رئيس حزب الشعب الحكومة بالفساد. => واتهم (رئيس حزب الشعب) الحكومة بالفساد
    + ودعا حاكم المدينة الشرطة إلى الصبر. => ودعا (حاكم المدينة) الصبر
    - ودعت منظمة الصحة العالمية الخيرية إلى الحوار. => ودعت (منظمة الصحة العالمية الخيرية) الحوار
    - ودعا وزير الداخلية النواب إلى الحوار. => ودعا (وزير الداخلية) الحوار
    """
    before = phrase.flags[k - 1]
    if not before & DEFINITE or not bits & _SECOND_BODY:
        return False
    form, left = phrase.plain[k], phrase.plain[k - 1]
    # السياسة الخارجية، اللجنة المنظمة
    adjective = form.endswith(RELATING) or (left.endswith("ه") and form.endswith("ه") and form[2] == "م")
    return left.endswith(RELATING) or (bool(bits & INSTITUTION) and not adjective)


@rule
def of_other_gender(phrase: Phrase, k: int, bits: int) -> bool:
    """A feminine with the article is no adjective of men, or of one body that is masculine: المساهمين الحزمة، البيان القضاة.

    + وانتقد بعض المزارعين القبعة. => وانتقد (بعض المزارعين) القبعة
    + ودعا الحزب القضاة إلى الحوار. => ودعا (الحزب) الحوار
    - ودعت الأحزاب المشاركة إلى الحوار. => ودعت (الأحزاب المشاركة) الحوار
    - ودعا قائد قوات الأمن الخاصة الأهالي إلى الصبر. => ودعا (قائد قوات الأمن الخاصة) الصبر
    - وطالبت الشركة المنفذة بالصبر. => وطالبت (الشركة المنفذة) بالصبر
    - ودعت رئيسة القسم المتقاعدة الأهالي إلى الحوار. => ودعت (رئيسة القسم المتقاعدة) الحوار
    """
    before, form = phrase.flags[k - 1], phrase.plain[k - 1]
    if not phrase.plain[k].endswith(("ه", "ات")) or not form.startswith("ال"):
        return False
    if bits & (NAME | ORGAN | DEMONYM | GROUP | QUANT):
        return False
    if form.endswith(("ين", "ون")) and len(form) > _SHORTEST_PLURAL:
        return True
    return bool(before & BODY) and not form.endswith(("ه", "ات")) and matching_form(lemma_of(form)) == form[2:]


@rule
def done_behind_definite(phrase: Phrase, k: int, bits: int) -> bool:
    """What does not speak is the object behind another definite noun, with the article: رؤساء الشركات الوصول.

    + واعتبر رؤساء الشركات الوصول إلى السوق صعبا. => واعتبر (رؤساء الشركات) الوصول إلى السوق صعبا
    + وانتقد رئيس نقابة المزارعين القانون. => وانتقد (رئيس نقابة المزارعين) القانون
    + ووصف رئيس اللجنة الأولمبية الدورة بأنها ناجحة. => ووصف (رئيس اللجنة الأولمبية) الدورة بأنها ناجحة
    + ودعا المجلس الأعلى القضاة إلى الصبر. => ودعا (المجلس الأعلى) الصبر
    + وانتقد وزير الخارجية المبادرة. => وانتقد (وزير الخارجية) المبادرة
    + وانتقد وزير الخارجية التعديلات. => وانتقد (وزير الخارجية) التعديلات
    - ودعا وزير الخارجية الجديد إلى الصبر. => ودعا (وزير الخارجية الجديد) الصبر
    - ودعت الأحزاب المشاركة إلى الصبر. => ودعت (الأحزاب المشاركة) الصبر
    """
    form, before = phrase.plain[k], phrase.flags[k - 1]
    if not before & DEFINITE or bits & (NAME | ORGAN | LI):
        return False
    if form in word_group("masculine_in_ha"):
        # مجلس القضاء الأعلى القضاة
        return not before & (PLURAL | GROUP)
    if form.endswith("ه"):
        # an adjective has the lemma of a man, and المشاركة may be one
        adjective = form.endswith("يه") or not matching_form(lemma_of(form)).endswith("ه")
        # المبادرة is a matter, المشاركة may be an adjective
        silent = is_matter(form) and (form[2] != "م" or noun_group(form) != "verbal_nouns")
        return not adjective and (silent or bool(bits & _KNOWN_NOUN))
    if form.endswith("ات") and phrase.plain[k - 1].endswith("ه") and not bits & _SECOND_BODY:
        # الخارجية المفاوضات: no adjective of one
        return True
    said = (bits | word_flags().get(form[2:], 0)) & (DOCUMENT | OBJECT)
    return bool(said) or is_matter(form)


@rule
def second_name(phrase: Phrase, k: int, bits: int) -> bool:
    """The name of a person behind a state, one body with the article or another's family name is the object: فرنسا حداد.

    + قال الوزير هاني حداد للسفير سامي خليل إن السد آمن. واتهم حداد خليل بالتقصير.
      => قال (الوزير هاني حداد) السد آمن ; واتهم (الوزير هاني حداد) خليل بالتقصير
    + وتتهم فرنسا حداد بالتقصير. => وتتهم (فرنسا) حداد بالتقصير
    + وتتهم الشرطة سامي حداد بالتقصير. => وتتهم (الشرطة) سامي حداد بالتقصير
    - وانتقد الوزير سامي حداد القرار. => وانتقد (الوزير سامي حداد) القرار
    """
    head = phrase.flags[phrase.start] if phrase.seen == 1 and not bits & ORGAN else 0
    if head & bits & SURNAME and phrase.plain[phrase.start] not in given_forms():
        # both are known apart: the article has the second elsewhere
        return phrase.plain.count(phrase.plain[k]) > 1
    return not head & (TITLE | MEDIA) and bool(head & STATE or (head & BODY and head & DEFINITE))


@rule
def second_demonym(phrase: Phrase, k: int, bits: int) -> bool:
    """A demonym behind a name or another demonym names the other one, unless it says where a town is.

    + ودعا سامي حداد التركي كمال دمير إلى الحوار. => ودعا (سامي حداد) الحوار
    + ودعت تركيا الكيني جون موتوا إلى الحوار. => ودعت (تركيا) الحوار
    - ودعا الرئيس التركي إلى الحوار. => ودعا (الرئيس التركي) الحوار
    - وأكد الوزير جون موتوا الكيني أهمية الحوار. => وأكد (الوزير جون موتوا الكيني) أهمية الحوار
    - ودعا تجمع المهنيين الكينيين الجماهير إلى الحوار. => ودعا (تجمع المهنيين الكينيين) الحوار
    - ورفض مسؤول كردي عراقي الحوار. => ورفض (مسؤول كردي عراقي) الحوار
    - وأكد القنصل الكيني في مدينة طنطا المصرية سامي حداد مغادرة الوفد.
      => وأكد (القنصل الكيني في مدينة طنطا المصرية سامي حداد) مغادرة الوفد
    """
    if phrase.plain[k - 2] in word_group("nouns_of_place"):
        return False
    # مسؤول كردي عراقي: two adjectives of one noun
    one = not (bits | phrase.flags[k - 1]) & DEFINITE and phrase.flags[k - 1] & DEMONYM
    if both_oblique(phrase, k):
        # تجمع المهنيين السودانيين
        return False
    if phrase.named and k - 1 > phrase.start and not phrase.flags[k - 1] & (DEMONYM | STATE | DEFINITE):
        # محمد شياع السوداني أهمية: a family name, unless another one's name or what is asked of him follows
        return bool(phrase.after(k) & (NAME | BI))
    return (phrase.named or phrase.complete) and not one


#: whether a noun with the article begins a second phrase
SECOND_DEFINITE = (
    addressed,
    of_other_gender,
    done_behind_definite,
    behind_closed_construct,
    behind_unnamed,
    behind_known_surname,
    behind_family_name,
    second_definite,
)
#: whether one without it does
SECOND_INDEFINITE = (his_own, accusative_behind, behind_definite, matter_behind_whole)
