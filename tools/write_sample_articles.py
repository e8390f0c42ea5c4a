"""Write fifty made-up articles to practise on: mixed encodings, mixed names, two of them broken.

    python tools/write_sample_articles.py data/NAME [NUMBER]

The tutorial in docs/tutorial-own-articles.md begins with them. Nothing in them happened.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6")
MATTERS = ("الحدود", "التجارة", "الأمن", "النقل", "المياه", "الطاقة", "التعليم", "الصحة", "السياحة", "مكافحة الإرهاب")
PLACES = ("مسقط", "بغداد", "صلالة", "البصرة")
SAID = ("قال {} إن", "وأكد {} أن", "وأوضح {} أن", "وأعلن {} أن", "وشدد {} على أن", "وأعرب {} عن أمله في أن")
WHAT = (
    "بلاده تدعم التعاون في مجال {} وتعده أساسا للثقة بين البلدين",
    "اللجنة المشتركة ستبحث ملف {} قبل نهاية العام",
    "العلاقات بين البلدين في مجال {} تتطور باستمرار",
    "الاتفاق الجديد بشأن {} يخدم مصالح الشعبين الشقيقين",
    "التحديات في مجال {} تتطلب تنسيقا أوسع بين الحكومتين",
)
SPEAKERS = ("وزير الخارجية العماني سالم الراشدي", "وزير الخارجية العراقي كريم الحلفي")


def write_articles(folder: Path, sound: int = 48, seed: int = 0) -> None:
    """Write sound articles; behind all 48 of them 2 broken files.

    Raises
    ------
    FileExistsError
        The folder is there already: nothing is written over.
    """
    rng = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(sound):
        lines = [f"التقى الوزيران العماني والعراقي في {rng.choice(PLACES)} أمس في الاجتماع رقم {number + 1} هذا العام."]
        for speaker in rng.sample(SPEAKERS, 2):
            said = [
                f"{rng.choice(SAID).format(speaker if turn == 0 else 'الوزير')} {rng.choice(WHAT).format(rng.choice(MATTERS))}."
                for turn in range(rng.randint(2, 4))
            ]
            lines.append(" ".join(said))
        text = "\n".join([*lines, "/انتهى/"])
        (folder / f"خبر {number + 1:02}.txt").write_bytes(text.encode(ENCODINGS[number % len(ENCODINGS)]))
    if sound < 48:
        return
    (folder / "خبر 49.txt").write_bytes(bytes(rng.randrange(256) for _ in range(400)))
    (folder / "خبر 50.txt").write_bytes(b"")


if __name__ == "__main__":
    write_articles(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
