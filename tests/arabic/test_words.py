"""Tokens, their kinds, and sentences."""

from __future__ import annotations

import pytest

from taawun.arabic import fold_text, fold_with_map, split_sentences, split_words
from taawun.arabic.words import kind_of


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in split_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالَ: «نعم»", ["قالَ", ":", "«", "نعم", "»"]),
        ("في 19/10/1436هـ", ["في", "19/10/1436", "هـ"]),
        ("بلغ 3.5% أو 7،1 أو ٣٫٥", ["بلغ", "3.5", "%", "أو", "7،1", "أو", "٣٫٥"]),
        ("الساعة 10:30", ["الساعة", "10:30"]),
        ("حزيران/يونيو", ["حزيران", "/", "يونيو"]),
        ("الماضية.ودعا", ["الماضية", ".", "ودعا"]),
        ("بـ5 و19ر2", ["بـ", "5", "و", "19", "ر", "2"]),
        ("https://spa.gov.sa/خبر?id=1، ثم", ["https://spa.gov.sa/خبر?id=1", "،", "ثم"]),
        ("راسل info@example.org.", ["راسل", "info@example.org", "."]),
        ("#رؤية_2030 @spa_gov", ["#رؤية_2030", "@spa_gov"]),
        ("👍🏽🇸🇦ok", ["👍🏽", "🇸🇦", "ok"]),
        ("می‌رود", ["می‌رود"]),
        ("\u200fوقال\u200f", ["\u200f", "وقال\u200f"]),
        ("“أجل” ‹لا› „نعم“", ["“", "أجل", "”", "‹", "لا", "›", "„", "نعم", "“"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("هـ", "word"),
        ("١٤٣٨", "number"),
        ("10:30", "number"),
        ("1/2/2015", "date"),
        ("BBC", "latin"),
        ("www.spa.gov.sa", "url"),
        ("a@b.org", "email"),
        ("@spa", "mention"),
        ("#خبر", "hashtag"),
        ("😀", "emoji"),
        ("،", "punct"),
        ("%", "symbol"),
        ("$", "symbol"),
        ("\u064e", "mark"),
    ],
)
def test_kinds(token: str, kind: str) -> None:
    assert kind_of(token) == kind


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("إِيرَانُ", "ايران"),
        ("آلة", "الة"),
        ("على", "علي"),
        ("مسؤول شاطئ", "مسؤول شاطئ"),
        ("جمهوری اسلامی", "جمهوري اسلامي"),
        ("کشور", "كشور"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("الـــرياض", "الرياض"),
        ("\ufefb\ufedf\ufef2", "لالي"),
        ("مسو\u0654ول", "مسؤول"),
        ("\ufdf2", "الله"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_offset_map_over_a_ligature() -> None:
    folded = fold_with_map("ا\ufefbل")
    assert folded.text == "الال"
    assert folded.to_text(1, 3) == (1, 2)
    assert folded.to_folded(1, 2) == (1, 3)


def test_offset_map_keeps_marks_with_their_letter() -> None:
    folded = fold_with_map("ـقَالَ هو")
    assert folded.text == "قال هو"
    assert folded.to_text(0, 3) == (1, 6)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. ثم غادر.", ["وصل الوفد.", "ثم غادر."]),
        ("في الجلسة الماضية.ودعا المجلس إلى لقاء.", ["في الجلسة الماضية.", "ودعا المجلس إلى لقاء."]),
        ("قال د. سامي وأ.د. هدى كلمة.", ["قال د. سامي وأ.د. هدى كلمة."]),
        ("بلغ 3.5 مليار. وزاد", ["بلغ 3.5 مليار.", "وزاد"]),
        ("قال: «لن نقبل. سنرد غدا» ثم خرج.", ["قال: «لن نقبل. سنرد غدا» ثم خرج."]),
        ("قال: «سنرد غدا.» وخرج الوفد", ["قال: «سنرد غدا.»", "وخرج الوفد"]),
        ("عنوان\nالرياض - واس\nوصل الوفد", ["عنوان", "الرياض - واس", "وصل الوفد"]),
        ("1. الأمن\n2. الحدود", ["1. الأمن", "2. الحدود"]),
        ("أين ذهبوا؟! لا أحد يعلم…", ["أين ذهبوا؟!", "لا أحد يعلم…"]),
        ("رفض ذلك؛ لأنه مبكر", ["رفض ذلك؛", "لأنه مبكر"]),
        ("زار موقع spa.gov.sa أمس", ["زار موقع spa.gov.sa أمس"]),
        ("«فتح ولم يغلق. ثم ذهب", ["«فتح ولم يغلق.", "ثم ذهب"]),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
