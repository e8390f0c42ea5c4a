"""Noun phrases that can speak: where they end and what they name."""

import pytest

from taawun.statements import extract_statements
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.mentions.name_marking import fix_names
from taawun.statements.mentions.noun_phrases import phrase_end
from taawun.statements.reading.tokens import read_tokens


def read(text, *, splitting=False):
    tokens = read_tokens(text)
    end = phrase_end(tokens, 0, len(tokens), splitting=splitting)
    return tokens.words(0, end), read_mention(tokens, 0, end) if end else None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("وزير الصيد العماني سالم الراشدي إن الموسم بدأ", "وزير الصيد العماني سالم الراشدي"),
        ("الرئيس الكيني، أوهورو كينياتا، إن بلاده", "الرئيس الكيني، أوهورو كينياتا"),
        ("المتحدث باسم وزارة الطاقة هاني فهمي أن", "المتحدث باسم وزارة الطاقة هاني فهمي"),
        ("المدير العام لمكتب السياحة في تونس منير قاسم: إن", "المدير العام لمكتب السياحة في تونس منير قاسم"),
        ("صحيفة «النهر» إن", "صحيفة «النهر»"),
        ("مصادر أمنية عراقية لـ«النهر» إن", "مصادر أمنية عراقية"),
        ("الوزير خلال المؤتمر إن", "الوزير"),
        ("وزير النقل مايكل فالون إن", "وزير النقل مايكل فالون"),
        ("نائب مدير الشرطة في تونس في الجنوب سامي حداد أن", "نائب مدير الشرطة في تونس في الجنوب سامي حداد"),
        ("لافروف للصحفيين إن", "لافروف"),
        ("معاليه إن", "معاليه"),
        ("وزارة الخارجية اليابانية أن", "وزارة الخارجية اليابانية"),
        ("عدد من الخبراء أن", "عدد من الخبراء"),
    ],
)
def test_where_a_phrase_ends(text, phrase):
    assert read(text)[0] == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("المستشارة الألمانية أنغيلا ميركل رئيس الوزراء الياباني بوقف", "المستشارة الألمانية أنغيلا ميركل"),
        ("الرئيس الكيني أهمية التعاون", "الرئيس الكيني"),
        ("المدير دعمه للخطة", "المدير"),
        ("الرئيس حسن جابر الولايات المتحدة إلى", "الرئيس حسن جابر"),
        ("طهران الاتهامات", "طهران"),
        ("المتمردون الحكومة بقطع المؤن", "المتمردون"),
    ],
)
def test_a_phrase_stops_before_the_object(text, phrase):
    assert read(text, splitting=True)[0] == phrase


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("وزير الصيد العماني سالم الراشدي", "person", ("سالم", "الراشدي")),
        ("سالم الراشدي وزير الصيد", "person", ("سالم", "الراشدي")),
        ("وزارة الدفاع", "institution", ()),
        ("تركيا", "state", ()),
        ("وكالة مهر للأنباء", "media", ()),
        ("وكالة الطاقة الذرية", "institution", ()),
        ("مصدر مسؤول", "anonymous", ()),
        ("البيان", "document", ()),
        ("الجانبان", "group", ()),
        ("معاليه", "pronoun", ()),
        ("المتحدث باسم الرئيس أوهورو كينياتا", "person", ()),
        ("والد سامي حداد", "person", ()),
    ],
)
def test_what_a_phrase_names(text, kind, name):
    mention = read(text)[1]
    assert (mention.kind, mention.name) == (kind, name)


def test_joint_speakers_have_members():
    mention = read("وزير الخارجية سامي حداد ووزير الدفاع نبيل قاسم أن")[1]
    assert mention.plural
    assert [member.name for member in mention.members] == [("سامي", "حداد"), ("نبيل", "قاسم")]


def test_a_coordinated_portfolio_is_one_person():
    mention = read("وزير الخارجية والتعاون الدولي سامي حداد أن")[1]
    assert mention.members == ()
    assert mention.name == ("سامي", "حداد")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # an office without the article right before a name is a given name
        ("نائب الوزير سالم أمير عبد الكريم", ("سالم", "امير", "عبد", "الكريم")),
        # the second adjective of a title
        ("وزير الشؤون العربية والأفريقية سالم الراشدي", ("سالم", "الراشدي")),
    ],
)
def test_where_the_name_begins(text, name):
    tokens = read_tokens(text)
    fix_names(tokens)
    assert read_mention(tokens, 0, len(tokens)).name == name


def speakers(text):
    """Cue, speaker, id and content of each statement."""
    return [
        (text[slice(*row["cue"])], row["speaker"], row["speaker_id"], [text[a:b] for a, b in row["content"]])
        for row in extract_statements({"id": "a", "text": text})
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال الملك عبد الله الثاني إن الميناء جاهز. وأضاف الملك عبد الله أن العمل بدأ.", "الملك عبد الله الثاني"),
        (
            "قال وزير الصيد عبد الله بن هلال إن الموسم بدأ. وأضاف عبد الله بن هلال أن الصيادين سعداء.",
            "وزير الصيد عبد الله بن هلال",
        ),
        ("قال الوزير سالم بن أبي طالب إن الجسر آمن. وأضاف أن العمل بدأ.", "الوزير سالم بن أبي طالب"),
        ("قال الوزير سالم بن على حداد إن العمل قائم على الجسر. وأضاف أنه آمن.", "الوزير سالم بن على حداد"),
        ("التقى المدير سالم آل الشيخ الصيادين. وقال آل الشيخ إن الموسم بدأ.", "المدير سالم آل الشيخ"),
        ("قال المفتي حسن نصر الله إن الصيام غدا. وأضاف نصر الله أن الهلال ظهر.", "المفتي حسن نصر الله"),
        ("رحب البابا تواضروس الثاني بالقرار. وأضاف البابا أن السلام ممكن.", "البابا تواضروس الثاني"),
        ("قال الوزير سالم أبو العلا إن الجسر آمن. وأكد أبو العلا أن العمل مستمر.", "الوزير سالم أبو العلا"),
    ],
)
def test_no_mention_ends_inside_a_name(text, speaker):
    rows = speakers(text)
    assert {row[1] for row in rows} == {speaker}
    assert len({row[2] for row in rows}) == 1


def test_who_is_called_abe_has_a_whole_name():
    text = "قال رئيس الوزراء شينزو آبي إن الجزيرة آمنة. وصرح آبي مخاطبا الصيادين: «نحن معكم في كل يوم»."
    assert {row[1] for row in speakers(text)} == {"رئيس الوزراء شينزو آبي"}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "قال الوزير منير صيداني إن الجسر آمن. ووصف صيداني المفاوضات بأنها صعبة.",
            "الوزير منير صيداني",
            "المفاوضات بأنها صعبة.",
        ),
        ("قال الوزير منير شاكر إن الجسر آمن. ودعا شاكر المزارعين إلى الصبر.", "الوزير منير شاكر", "الصبر."),
        ("ورفض نتنياهو ادعاء الصيادين.", "نتنياهو", "ادعاء الصيادين."),
        ("وأعلن محمد جواد ظريف زيارة إلى الجزيرة.", "محمد جواد ظريف", "زيارة إلى الجزيرة."),
    ],
)
def test_a_whole_name_ends_before_a_thing(text, speaker, content):
    assert speakers(text)[-1][1] == speaker
    assert speakers(text)[-1][3] == [content]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال الوزير سعيد كريم إن الجسر آمن. ودعا كريم الشمري إلى الصبر.", "كريم الشمري"),
        ("وأكد الباحث حسن محمد سفر أن الجزيرة قديمة.", "الباحث حسن محمد سفر"),
        ("ورفض محمد علي سلامة القرار.", "محمد علي سلامة"),
        ("ورفض بشر هاني الخصاونة القرار.", "بشر هاني الخصاونة"),
    ],
)
def test_family_names_that_are_nouns_stay_names(text, speaker):
    assert speakers(text)[-1][1] == speaker
