"""Write articles that are coded by offset as the training scripts read them: `python tools/coded_articles.py SHARED OUT PART ...`.

Of each part of `tests/data/annotated/coded.jsonl` it writes `OUT/PART_articles.jsonl` (id, outlet and text, of the folder of
corpora SHARED) and `OUT/PART_codes.jsonl` (`article_id`, `cue`: index of the cue among the words between blanks, `codes`, `targets`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from taawun.tables import Row, read_rows, replace_whole

WRONG_CODES = {"TM": "TN"}
"""Outlets are named by the code of their state there, but for one that bears the code of another."""
CODED = Path(__file__).parents[1] / "tests/data/annotated/coded.jsonl"


def read_corpus(path: Path) -> Iterator[Row]:
    """Yield id, outlet and text of the articles of a corpus; those of a zip file have their place in it as id."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                for at, row in enumerate(json.loads(archive.read(name))):
                    yield {"id": f"{path.stem}/{at}", "outlet": row["source"], "text": row["content"] or ""}
    else:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                yield {"id": row["id"], "outlet": WRONG_CODES.get(row["outlet"], row["outlet"]), "text": row["text"]}


def read_coded(shared: Path, part: str) -> tuple[list[Row], list[Row]]:
    """Return the articles of a part and the codes of their statements."""
    coded = [row for row in read_rows(CODED) if row["part"] == part]
    articles = {}
    for corpus in sorted({row["corpus"] for row in coded}):
        ends = {row["article_id"]: row["end"] for row in coded if row["corpus"] == corpus}
        whole = (article for article in read_corpus(shared / "data" / corpus) if article["id"] in ends)
        articles |= {one["id"]: {**one, "text": one["text"][: ends[one["id"]]]} for one in whole}
    codes = []
    for row in coded:
        ends_of_words = [found.end() for found in re.finditer(r"\S+", articles[row["article_id"]]["text"])]
        for statement in row["statements"]:
            cue = sum(end <= statement["cue"] for end in ends_of_words)
            codes.append({"article_id": row["article_id"], "codes": [], **statement, "cue": cue})
    return [articles[row["article_id"]] for row in coded], codes


def main() -> None:
    """Write the files of the parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("parts", nargs="+", metavar="PART")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for part in args.parts:
        for name, rows in zip(("articles", "codes"), read_coded(args.shared, part), strict=True):
            with replace_whole(args.out / f"{part}_{name}.jsonl") as new:
                new.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
