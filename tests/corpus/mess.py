"""A researcher's folder: sixty invented articles in every form that people have, and files that nobody can read.

python tests/corpus/mess.py FOLDER writes it, to be looked at or given to `taawun new`.
"""

import datetime
import gzip
import io
import json
import random
import sys
from pathlib import Path
from typing import NamedTuple

from corpus_samples import PAGE, as_csv, as_docx, as_jsonl, as_mhtml, as_parquet, as_rtf, as_zip
from pdf_samples import as_pdf, as_scan

SENTENCES = """قال وزير {a} إن العمل مع الجانب الآخر في مجال {b} سيبدأ في مطلع العام القادم
وأكد رئيس الوفد أن اللجنة المشتركة ستجتمع في {c} لبحث ما بقي من المسائل
وأضاف أن البلدين اتفقا على فتح خط جديد بين {c} والمدن القريبة منها
ودعا إلى زيادة ما ينفق على {b} وعلى تدريب من يعمل فيه
وذكر السفير أن زيارة وزير {a} جاءت بعد عام من المحادثات حول {b}
وشدد على أن الشركات الصغيرة في {c} هي أول من يجب أن يستفيد من ذلك
ووصف مدير الميناء ما تم التوصل إليه بأنه خطوة أولى نحو التعاون في {b}
وأوضح المتحدث باسم وزارة {a} أن أعمال البناء في {c} لم تتوقف في الشتاء
وأشار إلى أن عدد المسافرين عبر {c} ارتفع كثيرا منذ بداية هذا العام
وشكر حاكم {c} كل من شارك في المؤتمر الذي عقد حول {b}
وقال خبير في {b} إن النتائج لن تظهر قبل ثلاث سنوات أو أكثر
وطالب نائب وزير {a} بأن تكون الاتفاقات منشورة حتى يعرف الناس ما فيها
ونفى ما قيل عن خلاف حول {b} بين الطرفين خلال اجتماع {c}
وأعلن المجلس أن المرحلة الثانية من مشروع {b} ستكون في {c}
ورأى كاتب من {c} أن ما ينقص هو الثقة لا المال ولا الوقت
وبين أن وزارة {a} وضعت خطة من خمس نقاط لحماية {b}""".splitlines()
OFFICES = ["التجارة", "الزراعة", "الصحة", "التعليم", "السياحة", "النقل", "الطاقة", "البيئة", "الثقافة", "العمل"]
FIELDS = [
    "النقل البحري",
    "الطاقة الشمسية",
    "السياحة",
    "صيد السمك",
    "التعليم العالي",
    "المياه",
    "الصحة",
    "زراعة القمح",
    "حماية الآثار",
]
PLACES = [
    "عبادان",
    "البصرة",
    "مسقط",
    "صحار",
    "الدوحة",
    "بندر",
    "المنامة",
    "صور",
    "جدة",
    "طرطوس",
    "مرسين",
    "إزمير",
    "تبريز",
    "أصفهان",
    "بغداد",
    "حلب",
]
OUTLETS = ["الساحل", "المرسى", "الشراع", "المنارة", "الموجة"]
LEVANT = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


class Piece(NamedTuple):
    """An invented article; its mark is a word that no other has."""

    mark: str
    title: str
    outlet: str
    date: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def day(self) -> datetime.date:
        return datetime.date.fromisoformat(self.date)


class Mess(NamedTuple):
    """Files of the folder; file: its articles; file: what must be said of it; files that are no articles."""

    files: dict[str, bytes]
    articles: dict[str, list[Piece]]
    refused: dict[str, str]
    beside: list[str]


def write_pieces(number: int, seed: int = 1) -> list[Piece]:
    """Invented articles, each with sentences in an order and with words of its own."""
    rng = random.Random(seed)
    letters = "بتدرزسلمن"
    pieces = []
    for place in range(number):
        mark = "ال" + "".join(letters[place // len(letters) ** power % len(letters)] + "ا" for power in (1, 0)) + "وية"
        chosen = rng.sample(SENTENCES, 8)
        filled = [
            text.format(a=rng.choice(OFFICES), b=rng.choice(FIELDS), c=rng.choice(PLACES)) + "." for text in chosen
        ]
        filled.insert(1, f"وكان ذلك في قرية {mark} على مقربة من الحدود.")
        day = datetime.date(2017, 1, 13) + datetime.timedelta(days=5 * place)
        paragraphs = tuple(" ".join(filled[start : start + 3]) for start in (0, 3, 6))
        title = f"أخبار {mark} في {rng.choice(PLACES)}"
        pieces.append(Piece(mark, title, rng.choice(OUTLETS), day.isoformat(), paragraphs))
    return pieces


def as_page(piece: Piece, charset: str = "utf-8") -> str:
    page = PAGE.replace("اتفاق جديد", piece.title).replace("الساحل", piece.outlet).replace("2016-03-01", piece.date)
    return page.format(charset=charset, text=piece.paragraphs[0], other="</p><p>".join(piece.paragraphs[1:]))


def as_sheet(header: list[str], rows: list[list[object]], note: str) -> bytes:
    """Workbook with a note and an empty row above its header."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in ([note], [], header, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def nexis_uni(piece: Piece) -> list[str]:
    return [
        *(piece.title, piece.outlet, f"{piece.day:%B} {piece.day.day}, {piece.day:%Y %A}"),
        *(
            f"Copyright {piece.day.year} {piece.outlet}",
            "Section: News; Pg. 4",
            "Length: 120 words",
            "Byline: سالم مراد",
        ),
        *("", "Body", "", *piece.paragraphs, "", "Classification", "", "Language: ARABIC; العربية"),
        *(
            "Publication-Type: Newspaper",
            "Subject: TRADE",
            f"Load-Date: {piece.day:%B} {piece.day.day}, {piece.day:%Y}",
        ),
        *("", "End of Document", ""),
    ]


def lexis_nexis(pieces: list[Piece]) -> str:
    lines: list[str] = []
    for number, piece in enumerate(pieces, 1):
        lines += [
            *("", f"                       {number} of {len(pieces)} DOCUMENTS", "", ""),
            *(f"                         {piece.outlet}", ""),
            *(f"                  {piece.day:%B} {piece.day.day}, {piece.day:%Y %A}", "", piece.title, ""),
            *("BYLINE: سالم مراد", "", "SECTION: NEWS; Pg. 2", "", "LENGTH: 120 words", ""),
            *(line for paragraph in piece.paragraphs for line in (paragraph, "")),
            *("LOAD-DATE: January 3, 2019", "", "LANGUAGE: ARABIC", "", "PUBLICATION-TYPE: Newspaper"),
            *(
                "",
                f"                Copyright {piece.day.year} {piece.outlet}",
                "                   All Rights Reserved",
            ),
        ]
    return "\n".join(lines)


def factiva_display(piece: Piece, number: int) -> list[str]:
    return [
        *(piece.title, "سالم مراد", "120 words", f"{piece.day.day} {piece.day:%B} %d" % piece.day.year, "07:15"),
        *(piece.outlet, "COAST", "Arabic", f"Copyright {piece.day.year}. {piece.outlet}.", ""),
        *(line for paragraph in piece.paragraphs for line in (paragraph, "")),
        *(f"Document COAST0002017100{number}ed1000{number}", ""),
    ]


def factiva_codes(piece: Piece) -> list[str]:
    return [
        *("SE  News", f"HD  {piece.title}", "BY  سالم مراد", "WC  120 words"),
        *(f"PD  {piece.day.day} {piece.day:%B} {piece.day.year}", f"SN  {piece.outlet}", "SC  COAST", "LA  Arabic"),
        *(
            f"CY  Copyright {piece.day.year}. {piece.outlet}.",
            f"LP  {piece.paragraphs[0]}",
            f"TD  {piece.paragraphs[1]}",
        ),
        *piece.paragraphs[2:],
        *("NS  gtrade : Trade", "AN  Document COAST00020171003ed1000k", "", "Document COAST00020171003ed1000k", ""),
    ]


def europresse_text(piece: Piece) -> list[str]:
    return [
        *(
            piece.outlet,
            f"{piece.day.day} {FRENCH[piece.day.month - 1]} {piece.day.year} 120 mots, p. 3",
            piece.title,
            "",
        ),
        *piece.paragraphs,
        *("", f"© {piece.day.year} {piece.outlet}. Tous droits réservés.", f"news·{piece.day:%Y%m%d}·SAH·0017", ""),
    ]


def europresse_page(pieces: list[Piece]) -> str:
    articles = "".join(
        f"<article><header><div class='rdp__DocPublicationName'><span class='DocPublicationName'>{piece.outlet}, no. 12"
        f"</span></div><span class='DocHeader'>lundi {piece.day.day} "
        f"{FRENCH[piece.day.month - 1]} {piece.day.year} - p. 3, 120 mots</span>"
        f"<div class='titreArticle'><p class='titreArticleVisu'>{piece.title}</p></div></header>"
        f"<section class='docOcurrContainer'>{''.join(f'<p>{line}</p>' for line in piece.paragraphs)}</section></article>"
        for piece in pieces
    )
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Europresse</title></head><body>{articles}</body></html>"


def make_mess() -> Mess:
    """Write the folder: what stands in it and what a reader must find there."""
    pieces = iter(write_pieces(60))
    files: dict[str, bytes] = {}
    articles: dict[str, list[Piece]] = {}

    def add(name: str, number: int, write) -> None:
        articles[name] = [next(pieces) for _ in range(number)]
        content = write(articles[name])
        files[name] = content if isinstance(content, bytes) else content.encode()

    def plain(encoding: str):
        return lambda found: found[0].text.encode(encoding)

    for number in range(3):
        add(f"notes/{number}.txt", 1, plain("utf-8"))
        add(f"old/{number}.TXT", 1, plain("windows-1256"))
        add(f"wide {number}.txt", 1, plain("utf-16"))
    add("marked.txt", 1, plain("utf-8-sig"))
    add("خبر.txt", 1, plain("windows-1256"))
    add("pages/one.html", 1, lambda found: as_page(found[0]))
    add("pages/declared wrongly.html", 1, lambda found: as_page(found[0], "windows-1256"))
    add("pages/arabic.htm", 1, lambda found: as_page(found[0], "windows-1256").encode("windows-1256"))
    add("pages/undeclared.html", 1, lambda found: as_page(found[0], "utf-8").encode("windows-1256"))
    for number in range(2):
        add(f"saved {number}.mhtml", 1, lambda found: as_mhtml(as_page(found[0]), "https://example.org/1"))
    for number in range(3):
        add(f"word/{number}.docx", 1, lambda found: as_docx(found[0].paragraphs))
    add("code page.rtf", 1, lambda found: as_rtf(found[0].paragraphs))
    add("unicode.rtf", 1, lambda found: as_rtf(found[0].paragraphs, code_page=False))
    for number in range(2):
        add(f"drawn {number}.pdf", 1, lambda found: as_pdf([line[::-1] for line in found[0].paragraphs]))
    add("logical.pdf", 1, lambda found: as_pdf(list(found[0].paragraphs)))
    add(
        "archive.xlsx",
        4,
        lambda found: as_sheet(
            ["Headline", "Body", "Newspaper", "Published"],
            [[piece.title, piece.text, piece.outlet, piece.day] for piece in found],
            "Press archive, autumn",
        ),
    )
    add(
        "français.csv",
        3,
        lambda found: as_csv(
            [
                {
                    "Titre": piece.title,
                    "Texte": piece.text,
                    "Journal": piece.outlet,
                    "Date": piece.day.strftime("%d/%m/%Y"),
                }
                for piece in found
            ],
            ";",
        ).encode("windows-1256"),
    )
    add(
        "عربي.csv",
        3,
        lambda found: as_csv(
            [
                {
                    "الرقم": str(number),
                    "العنوان": piece.title,
                    "المصدر": piece.outlet,
                    "التاريخ": f"{piece.day.day} {LEVANT[piece.day.month - 1]} {piece.day.year} - 18:30",
                    "النص": piece.text,
                }
                for number, piece in enumerate(found, 1)
            ]
        ),
    )
    add(
        "scraper.json", 3, lambda found: json.dumps([newspaper(piece) for piece in found], ensure_ascii=False, indent=2)
    )
    add("nested.json", 2, lambda found: json.dumps({"articles": [newspaper(piece) for piece in found]}))
    add("please/1.json", 1, lambda found: json.dumps(news_please(found[0]), ensure_ascii=False, indent=4))
    add("crawl.jl", 2, lambda found: as_jsonl([trafilatura(piece) for piece in found]))
    add(
        "more.jsonl.gz",
        2,
        lambda found: gzip.compress(as_jsonl([trafilatura(piece) for piece in found]).encode(), mtime=0),
    )
    add("tabs.tsv", 2, lambda found: as_csv([plain_row(piece) for piece in found], "\t"))
    add("table.parquet", 1, lambda found: as_parquet([plain_row(piece) for piece in found]))
    add("packed.zip", 1, lambda found: as_zip({"a/b.csv": as_csv([plain_row(piece) for piece in found], ";")}))
    add("Nexis.docx", 2, lambda found: as_docx([line for piece in found for line in nexis_uni(piece)]))
    add("nexis uni.txt", 1, lambda found: "\n".join(nexis_uni(found[0])))
    add("LexisNexis.txt", 2, lexis_nexis)
    add(
        "Factiva.rtf",
        2,
        lambda found: as_rtf([line for n, piece in enumerate(found) for line in factiva_display(piece, n)]),
    )
    add("factiva codes.txt", 1, lambda found: "\n".join(factiva_codes(found[0])))
    add("europresse.html", 2, europresse_page)
    add("europresse.txt", 1, lambda found: "\n".join(europresse_text(found[0])))
    left = list(pieces)
    assert not left, f"{len(left)} articles are in no file"

    other = write_pieces(70)[-10:]
    text = other[0].text
    beside = {"pages/one_files/style.css": b"p {}", "pages/one_files/frame.html": as_page(other[1]).encode()}
    files |= beside
    bad: dict[str, tuple[bytes, str]] = {
        "scan.pdf": (as_scan(), "a picture without text"),
        "eye.pdf": (as_pdf(backwards_words(other[2])), "words of the PDF file stand in the order of the eye"),
        "twice.txt": (text.encode().decode("latin-1").encode(), "encoded twice"),
        "taken.txt": (other[3].text.encode("cp1256").decode("latin-1").encode(), "its bytes were windows-1256"),
        "lost.txt": (text.replace("ا", "\ufffd").encode(), "replacement character"),
        "asked.txt": ("".join("?" if char.isalpha() else char for char in text).encode(), "question marks"),
        "turned.txt": ("\n".join(line[::-1] for line in other[4].paragraphs).encode(), "wrong way round"),
        "old.doc": (b"\xd0\xcf\x11\xe0", "save it as .docx"),
        "photo.jpg": (b"\xff\xd8\xff", "text recognition"),
        "readme": (b"notes", "save it as .txt or .docx"),
        "empty.txt": (b"", "the text is empty"),
        "empty.csv": (b"", "holds no article"),
        "broken.xlsx": (b"PK no workbook", "not a readable workbook"),
        "broken.docx": (b"PK no document", "not a readable Word document"),
        "cut.parquet": (as_parquet([plain_row(other[5])])[:-30], "not a readable Parquet"),
        "open.csv": (f'title,text\na,"{text}'.encode(), "not a valid CSV row"),
        "numbers.csv": (b"year,price\n2016,3\n", "no column is known as the text"),
        "menu.html": (b"<html><body><nav><img src='/a.png'></nav></body></html>", "no article text found"),
        "hijri.csv": (as_csv([plain_row(other[6]) | {"date": "1438/10/19"}]).encode(), "another calendar"),
        "two days.csv": (as_csv([plain_row(other[7]) | {"date": "الأحد"}]).encode(), "is not a date"),
    }
    files |= {name: content for name, (content, _) in bad.items()}
    return Mess(files, articles, {name: reason for name, (_, reason) in bad.items()}, list(beside))


def newspaper(piece: Piece) -> dict[str, object]:
    """Fields as newspaper3k names them."""
    return {
        "title": piece.title,
        "text": piece.text,
        "authors": ["سالم مراد"],
        "publish_date": f"{piece.date} 08:00:00",
        "source_url": piece.outlet,
        "meta_lang": "ar",
    }


def news_please(piece: Piece) -> dict[str, object]:
    """Fields as news-please names them."""
    return {
        "authors": [],
        "date_publish": f"{piece.date} 08:00:00",
        "filename": "https%3A%2F%2Fexample.org.json",
        "language": "ar",
        "maintext": piece.text,
        "source_domain": piece.outlet,
        "title": piece.title,
        "url": "https://example.org/2",
    }


def trafilatura(piece: Piece) -> dict[str, object]:
    """Fields as trafilatura names them."""
    fields = {
        "title": piece.title,
        "author": None,
        "hostname": "example.org",
        "date": piece.date,
        "sitename": piece.outlet,
    }
    return {**fields, "raw_text": piece.text.replace("\n", " "), "text": piece.text, "source": "https://example.org/3"}


def plain_row(piece: Piece) -> dict[str, str]:
    return {"title": piece.title, "outlet": piece.outlet, "date": piece.date, "text": piece.text}


def backwards_words(piece: Piece) -> list[str]:
    """Lines whose words stand backwards and whose letters are drawn as they are read."""
    lines = [line for paragraph in piece.paragraphs for line in paragraph.split(". ")]
    return [("." + " ".join(reversed(line.rstrip(".").split())))[::-1] for line in lines]


def write_mess(folder: Path) -> Mess:
    mess = make_mess()
    for name, content in mess.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return mess


if __name__ == "__main__":
    print(f"{len(write_mess(Path(sys.argv[1])).files)} files")
