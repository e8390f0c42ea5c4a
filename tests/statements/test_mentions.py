"""Noun phrases that can speak: where they end and what they name."""

import pytest

from taawun.statements.known_names import fix_names
from taawun.statements.mentions import read_mention
from taawun.statements.phrases import phrase_end
from taawun.statements.tokens import read_tokens


def read(text, splitting=False):
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
