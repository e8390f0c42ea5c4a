"""What stands beside a reporting verb and cannot speak; every sentence here is invented."""

import pytest

from taawun.lexicons import load_lexicon
from taawun.statements import extract_statements
from taawun.statements.mentions.non_speakers import is_accusative_plural, is_adverbial, is_no_noun, is_object_accusative
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.forms import read_form
from taawun.statements.reading.matching import matching_form
from taawun.statements.reading.silent_nouns import non_speaker_words, noun_group
from taawun.statements.reading.tokens import read_tokens

NOUNS = ("things", "matters", "times", "verbal_nouns", "sayings")
#: somebody takes the floor; the sentence behind it is the one tested
FLOOR = "قال الوزير سامي حداد إن الجسر آمن. "


def rows_behind(text):
    """Rows of a sentence behind one in which the minister speaks."""
    rows = extract_statements({"id": "a", "text": FLOOR + text})
    return [row for row in rows if row["cue"][0] >= len(FLOOR)]


def told(text):
    """(cue, speaker, content) of each statement behind the minister's."""
    whole = FLOOR + text
    return [
        (whole[slice(*row["cue"])], row["speaker"], " ".join(whole[a:b] for a, b in row["content"]))
        for row in rows_behind(text)
    ]


MINISTER = "الوزير سامي حداد"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a thing behind a verb that takes a noun is the object
        ("ورفض الالتحاق بالوفد.", [("ورفض", MINISTER, "الالتحاق بالوفد.")]),
        ("وانتقد بند الغرامات.", [("وانتقد", MINISTER, "بند الغرامات.")]),
        # with a feminine noun behind a masculine verb too, where a clause follows far off
        (
            "ورفض أيضا مادة بشأن الرسوم على أساس أن التجار تضرروا.",
            [("ورفض", MINISTER, "مادة بشأن الرسوم على أساس أن التجار تضرروا.")],
        ),
        # what is called something
        ("واعتبر لغة الخطاب أنها بناءة.", [("واعتبر", MINISTER, "لغة الخطاب أنها بناءة.")]),
        # a word that only stands for what is said
        ("وذكر التالي: الميناء مفتوح.", [("وذكر", MINISTER, "الميناء مفتوح.")]),
        ("وكرر قوله إن الميناء مفتوح.", [("وكرر", MINISTER, "الميناء مفتوح."), ("قوله", MINISTER, "الميناء مفتوح.")]),
        # what belongs to the one who speaks opens his speech
        ("وقال هدفنا فتح الميناء.", [("وقال", MINISTER, "هدفنا فتح الميناء.")]),
        # preposition and pronoun
        ("وأكد لنا أن الميناء مفتوح.", [("وأكد", MINISTER, "الميناء مفتوح.")]),
        ("وقال لمؤيديه إن الميناء مفتوح.", [("وقال", MINISTER, "الميناء مفتوح.")]),
        # an indefinite accusative
        ("وتابع مدافعا عن القرار: الميناء مفتوح.", [("وتابع", MINISTER, "الميناء مفتوح.")]),
        ("وأوضح جليا أن الميناء مفتوح.", [("وأوضح", MINISTER, "الميناء مفتوح.")]),
        # a plural in ين is the one warned
        ("وحذر المشرعين من أن الرسوم مرتفعة.", [("وحذر", MINISTER, "الرسوم مرتفعة.")]),
        # a particle, a verb
        ("لذا أوضح أن الميناء مفتوح.", [("أوضح", MINISTER, "الميناء مفتوح.")]),
        ("وأكد وتؤكد كل يوم أن الميناء مفتوح.", [("وأكد", MINISTER, "الميناء مفتوح.")]),
        ("وسئل عن الرسوم، فأجاب: الرسوم مؤقتة.", [("فأجاب", MINISTER, "الرسوم مؤقتة.")]),
        # an adverbial before the verb
        ("من ناحية أخرى، أكد أن الميناء مفتوح.", [("أكد", MINISTER, "الميناء مفتوح.")]),
        # who is meant by من
        ("وندد بمن يحاولون إغلاق الميناء.", [("وندد", MINISTER, "بمن يحاولون إغلاق الميناء.")]),
    ],
)
def test_silent_word_leaves_the_floor_to_who_has_it(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # things that show something
        "وأكدت الأشهر الماضية أن الصبر مفيد.",
        "وشددت الضغوط على مالية المدينة.",
        "غير أن تجارب الماضي قد أكدت أن الصبر مفيد.",
        "وأظهرت المعركة أن الطرق ضيقة.",
        # idioms
        "وكشف النقاب عن خطة جديدة.",
        "ثم زاد الطين بلة: الميناء مغلق.",
        "ولفت نظري أن الميناء مغلق.",
        # nouns that look like a verb with a pronoun
        "وتعزيز طمأنة السكان بوجود الحراس.",
        "وملاحقة وإدانة المتهمين بالتهريب.",
        "وزارها مرات عدة من بينها: زيارة المعرض.",
        "والوفود أبرزها: وفد المدينة.",
        "والميناء مغلق، أملا في الإصلاح.",
        # a noun with a preposition, behind تم
        "وكان اللقاء هادئا، عقب توقيع الخريطة مع المدينة.",
        "وكان الأول هو رفض الانضمام إلى الوفد.",
        "وتم رفض الانضمام إلى الوفد.",
        # what follows حسب does not speak
        "والأشغال مستمرة، حسب الظروف.",
        "والأشغال مستمرة، وفق جداول زمنية محددة.",
        "وفيما يلي نص الحوار:",
    ],
)
def test_what_cannot_speak_makes_no_statement(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # persons and bodies stay speakers
        ("وأعلن جهاز الإطفاء أن الرسوم مرتفعة.", "جهاز الإطفاء"),
        ("البعض منا يرى أن الرسوم مرتفعة.", "البعض"),
        ("ويؤكد عمال الميناء أن الرسوم مرتفعة.", "عمال الميناء"),
        ("وقالت دينا حداد إن الرسوم مرتفعة.", "دينا حداد"),
        ("وقال زكريا إن الرسوم مرتفعة.", "زكريا"),
        ("وقال فالح العيساوي إن الرسوم مرتفعة.", "فالح العيساوي"),
        ("وصرح لي ولوسكي بأن الرسوم مرتفعة.", "لي ولوسكي"),
        ("يحكى أن مزارعا اشتكى للقاضي من أن الرسوم مرتفعة.", "مزارعا"),
        ("وأعلنت نقابات المعلمين عن تنظيم مسيرة.", "نقابات المعلمين"),
        ("ووصفت وزارة خارجيتها حتى الترجمة بالخاطئة.", "وزارة خارجيتها"),
        ("وكشفت مصادر في الميناء النقاب عن خطة جديدة.", "مصادر في الميناء"),
        ("وقالت له السفيرة منى خليل إن الرسوم مرتفعة.", "السفيرة منى خليل"),
        # who speaks behind a noun of saying
        ("والرسوم مرتفعة، بحسب تصريح السفيرة منى خليل.", "السفيرة منى خليل"),
        ("والرسوم مرتفعة، وفقا لإفادات من مصادر في الميناء.", "مصادر في الميناء"),
        ("وحسب رأيه، الرسوم مرتفعة.", MINISTER),
        ("وبحسب تقديراته، الرسوم مرتفعة.", MINISTER),
        # a thing with a text may be a source
        ("والرسوم مرتفعة، بحسب مشروع القرار.", "مشروع القرار"),
    ],
)
def test_who_can_speak_speaks(text, speaker):
    assert [row["speaker"] for row in rows_behind(text)] == [speaker]


def test_no_row_is_written_without_content():
    text = "وقال كثيرون: البحر هادئ. كما قالوا. وفيما يلي نص الحوار:"
    rows = extract_statements({"id": "a", "text": text})
    assert rows
    assert all(row["content"] for row in rows)


def test_claim_inside_one_without_content_counts_by_itself():
    text = "وقال الناطق سامي حداد، عقب توقيع الخريطة، إن مدير الميناء أكد أن الرسوم مؤقتة."
    rows = extract_statements({"id": "a", "text": text})
    assert [(row["lemma"], row["level"]) for row in rows] == [("قال", 1), ("أكد", 2)]


def test_silent_nouns_are_found_and_do_not_speak():
    words = [matching_form(word) for group in NOUNS for word in load_lexicon("silent")[group].split()]
    assert len(words) > 300
    assert len(words) == len(set(words))
    assert [word for word in words if not noun_group(word)] == []
    speaking = [word for word in words if can_speak(read_form(word).flags)]
    assert speaking == []


def test_persons_are_no_things():
    assert [word for word in non_speaker_words("persons") if noun_group(word)] == []
    assert [noun_group(matching_form(word)) for word in ("الضغوط", "سنوات", "تقديم", "الوزير", "شانتا")] == [
        "matters",
        "times",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("word", "adverbial"),
    [("قرارًا", True), ("موضحا", True), ("بيانا", True), ("اهتماما", True), ("زكريا", False), ("مسؤوليتها", False)],
)
def test_accusative_is_told_by_tanwin_or_list(word, adverbial):
    assert is_adverbial(read_tokens(f"وقال {word} كذلك"), 1) is adverbial


def test_forms_that_are_no_subject():
    assert is_accusative_plural(read_tokens("وحذر المشرعين من"), 1)
    assert not is_accusative_plural(read_tokens("وحذر الحسين من"), 1)
    assert is_no_noun(read_tokens("كل يوم"), 0)
    assert not is_no_noun(read_tokens("كل وزير"), 0)
    assert is_object_accusative(read_tokens("أبدت اهتماما كبيرا"), 1)
