"""Coding by hand: a blinded sample of the study's own statements, and sheets for the coders.

Coders see what was said and never what the codebook found nor, in the frame sheet, who said it. The key that joins
rows to statements stays with the researcher. `taawun.rhetoric.codings` reads the filled sheets.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.errors import TaawunError
from taawun.rhetoric.codings import ARTICLE_KEY, ARTICLE_KEY_COLUMNS, KEY, KEY_COLUMNS, MOST_MISSED, NO, YES
from taawun.spreadsheets import guard_cell
from taawun.tables import replace_whole

if TYPE_CHECKING:
    from taawun.codebook import Codebook
    from taawun.rhetoric.coded import Coded

NONE_SHARE = 0.25
MASK = "▮▮▮"
MOST_ARTICLES = 20
WITH, WITHOUT = "with", "without"
"""Strata of the articles: with statements of the sides that were found, and without any."""


@dataclass(frozen=True)
class Sample:
    """A stratified sample of statements.

    Attributes
    ----------
    rows
        (m,) rows of `Coded.statements`, in random order.
    stratum
        (m,) side and rarest predicted frame of each, or `none`.
    weight
        (m,) statements that each stands for.
    """

    rows: np.ndarray
    stratum: list[str]
    weight: np.ndarray


def draw_sample(coded: Coded, size: int, seed: int) -> Sample:
    """Draw statements for coding: a quarter of those without any predicted frame, the rest spread over frames.

    Every statement belongs to one stratum: its side and the rarest frame that the codebook found in it, or none.
    Frames get equal parts as far as they have statements. Within a stratum the draw is systematic over outlets and
    articles, so that both are spread.

    Raises
    ------
    TaawunError
        There are no statements of the sides.
    """
    if not len(coded):
        raise TaawunError("the sides have no statements to code", "check the sides of the study file")
    rng = np.random.default_rng([seed, 201])
    codes, presence = coded.layer("frame")
    order = np.argsort(presence.sum(axis=0), kind="stable")
    rarest = np.full(len(coded), -1)
    for place in order[::-1]:
        rarest[presence[:, place]] = place
    side = np.asarray(coded.statements["side"], dtype=str)
    names = np.array(["none", *[code.id for code in codes]])[rarest + 1]
    stratum = np.char.add(np.char.add(side, ":"), names.astype(str))
    strata = sorted(set(stratum.tolist()))
    quota = _allocate({name: int((stratum == name).sum()) for name in strata}, min(size, len(coded)))
    rows, weight = [], []
    outlet = coded.statements["outlet"].fillna("").to_numpy(dtype=str)
    ids = coded.statements["statement_id"].to_numpy(dtype=str)
    for name in strata:
        members = np.flatnonzero(stratum == name)
        members = members[np.lexsort((ids[members], outlet[members]))]
        n = quota[name]
        if n:
            picked = np.floor((np.arange(n) + rng.random()) * len(members) / n).astype(int)
            rows += members[picked].tolist()
            weight += [len(members) / n] * n
    shuffled = rng.permutation(len(rows))
    chosen = np.array(rows)[shuffled]
    return Sample(chosen, stratum[chosen].tolist(), np.array(weight)[shuffled])


def _allocate(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """Sample size of each stratum: a quarter to those without a frame, equal parts elsewhere, as far as they reach."""
    none = {name: n for name, n in sizes.items() if name.endswith(":none")}
    some = {name: n for name, n in sizes.items() if name not in none}
    for_none = min(sum(none.values()), max(round(NONE_SHARE * total), total - sum(some.values())))
    return _spread(none, for_none) | _spread(some, total - for_none)


def _spread(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    quota = dict.fromkeys(sizes, 0)
    left = min(total, sum(sizes.values()))
    while left:
        hungry = sorted((name for name in sizes if quota[name] < sizes[name]), key=lambda name: (quota[name], name))
        for name in hungry[:left]:
            quota[name] += 1
        left = min(total, sum(sizes.values())) - sum(quota.values())
    return quota


def write_sheets(
    coded: Coded, texts: Mapping[str, str], codebook: Codebook, folder: str | Path, *, size: int, seed: int
) -> list[Path]:
    """Write the coders' sheets and the key.

    Parameters
    ----------
    texts
        Verbatim text of each article of the study, those without statements of the sides among them.
    folder
        Where to write `key.csv` and `key-articles.csv` (not for coders), and `frames`, `attribution` and `articles`, each as .xlsx (right to
        left, closed lists, codebook as second sheet) and .csv.

    Returns
    -------
    list of Path
        Files written.

    Raises
    ------
    TaawunError
        The folder already holds a key: a new sample would orphan what has been coded with the old one.
    """
    folder = Path(folder)
    if (folder / KEY).exists():
        raise TaawunError(
            "there is already a sample in this folder", "name another folder, or delete it", file=folder / KEY
        )
    sample = draw_sample(coded, size, seed)
    table = coded.statements.iloc[sample.rows].reset_index(drop=True)
    names = [f"S{number:04d}" for number in range(1, len(table) + 1)]
    contents = [show_content(row, texts[row["article_id"]]) for row in table.to_dict("records")]
    frames = codebook.layer("frame")
    yes_no = [YES, NO]
    masked = [
        mask_speaker(text, row["speaker"], row["speaker_type"])
        for text, row in zip(contents, table.to_dict("records"), strict=True)
    ]
    frame_sheet = _Sheet(
        [("row", 8), ("text", 70)],
        [(code.id, code.label_ar, yes_no) for code in frames],
        [[name, text] for name, text in zip(names, masked, strict=True)],
    )
    attribution = _Sheet(
        [("row", 8), ("context", 70), ("speaker", 24)],
        [("reported", "نُقل عنه فعلا؟", yes_no), ("speaker_right", "هو المتحدث؟", yes_no)],
        [
            [name, show_context(row, texts[row["article_id"]]), str(row["speaker"] or "")]
            for name, row in zip(names, table.to_dict("records"), strict=True)
        ],
    )
    articles = draw_articles(coded, texts, seed)
    missed = _Sheet(
        [("article", 20), ("text", 90), ("found", 60)],
        [("missed", "عدد ما فات", [str(number) for number in range(MOST_MISSED + 1)])],
        [[name, texts[name], _list_found(coded, texts[name], name)] for name, *_ in articles],
    )
    key = [
        [name, row["statement_id"], row["article_id"], row["side"], stratum, f"{weight:.10g}"]
        for name, row, stratum, weight in zip(
            names, table.to_dict("records"), sample.stratum, sample.weight, strict=True
        )
    ]
    written = [folder / KEY, folder / ARTICLE_KEY]
    _write_csv(written[0], KEY_COLUMNS, key)
    _write_csv(
        written[1], ARTICLE_KEY_COLUMNS, [[name, stratum, f"{weight:.10g}"] for name, stratum, weight in articles]
    )
    for name, sheet in (("frames", frame_sheet), ("attribution", attribution), ("articles", missed)):
        for suffix, write in ((".xlsx", _write_xlsx), (".csv", _write_sheet_csv)):
            path = folder / f"{name}{suffix}"
            write(path, sheet, codebook)
            written.append(path)
    return written


def draw_articles(coded: Coded, articles: Iterable[str], seed: int) -> list[tuple[str, str, float]]:
    """Draw articles to be read in full: half with statements of the sides that were found, half without any.

    Articles that were missed whole are among those without: drawing only from the others would hide them, and show too
    high a recall.

    Parameters
    ----------
    articles
        Ids of all articles of the study.

    Returns
    -------
    list of (id, stratum, weight)
        20 at most, by id; `weight` is the number of articles that each stands for.
    """
    speaking = set(coded.statements["article_id"])
    ids = np.array(sorted({*speaking, *articles}))
    found = np.isin(ids, sorted(speaking))
    strata = {name: ids[own] for name, own in ((WITH, found), (WITHOUT, ~found)) if own.any()}
    quota = _spread({name: len(members) for name, members in strata.items()}, MOST_ARTICLES)
    rng = np.random.default_rng([seed, 202])
    drawn = [
        (str(name), stratum, len(members) / quota[stratum])
        for stratum, members in strata.items()
        for name in members[rng.permutation(len(members))[: quota[stratum]]]
    ]
    return sorted(drawn)


def _list_found(coded: Coded, text: str, article: str) -> str:
    rows = coded.statements[coded.statements["article_id"] == article].to_dict("records")
    return "\n".join(f"{row['speaker']}: {show_content(row, text)}" for row in rows)


def show_content(row: Mapping[Any, Any], text: str) -> str:
    """Content of a statement in one line."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in row["content"])


def show_context(row: Mapping[Any, Any], text: str, reach: int = 250) -> str:
    """Paragraph part around a statement, with its cue in brackets."""
    begin, end = row["cue"]
    first = min(begin, *(start for start, _ in row["content"])) if len(row["content"]) else begin
    last = max(end, *(stop for _, stop in row["content"])) if len(row["content"]) else end
    before, after = text[max(0, first - reach) : first], text[last : last + 60]
    shown = f"{before}{text[first:begin]}[{text[begin:end]}]{text[end:last]}{after}"
    return " ".join(shown.split())


def mask_speaker(text: str, speaker: str | None, kind: str = "person") -> str:
    """Hide who speaks where the statement names it, and nothing else.

    Of a person every word of the personal name is hidden, in any spelling and with clitics; title and office are words
    of the matter (الدفاع in تعزيز التعاون في مجال الدفاع) and stay. Of a state or an institution the name is hidden where
    it stands whole. Groups and anonymous sources have no name.

    Parameters
    ----------
    kind
        As `speaker_type` of `taawun.tables.STATEMENTS`.

    Examples
    --------
    >>> mask_speaker("إن خلوصي أكار سيزور طهران", "وزير الدفاع التركي خلوصي أكار")
    'إن ▮▮▮ ▮▮▮ سيزور طهران'
    >>> mask_speaker("تعزيز التعاون في مجال الدفاع", "وزير الدفاع")
    'تعزيز التعاون في مجال الدفاع'
    """
    from taawun.arabic import is_stop, segment_words
    from taawun.names.persons import folded_words, name_key, name_text, parse_speaker

    if not isinstance(speaker, str) or kind not in ("person", "state", "institution"):
        return text
    words = [word for word in segment_words(text) if word.kind == "word"]
    if kind == "person":
        names = folded_words(name_text(speaker)) if parse_speaker(speaker).key else []
        hidden = {name_key((name,)) for name in names if len(name) > 2}
        # على is written like the name علي once it is folded.
        places = [
            place for place, word in enumerate(words) if name_key((word.form,)) in hidden and not is_stop(word.lemma)
        ]
    else:
        phrase = [word.form for word in segment_words(speaker) if word.kind == "word"]
        forms = [word.form for word in words]
        starts = [place for place in range(len(forms)) if phrase and forms[place : place + len(phrase)] == phrase]
        places = sorted({start + step for start in starts for step in range(len(phrase))})
    for place in reversed(places):
        text = text[: words[place].start] + MASK + text[words[place].end :]
    return text


@dataclass(frozen=True)
class _Sheet:
    shown: list[tuple[str, int]]
    asked: list[tuple[str, str, list[str]]]
    rows: list[list[str]]

    @property
    def header(self) -> list[str]:
        return [name for name, _ in self.shown] + [name for name, _, _ in self.asked] + ["remark"]


def _write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with replace_whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[guard_cell(cell) for cell in row] for row in rows])


def _write_sheet_csv(path: Path, sheet: _Sheet, _codebook: Codebook) -> None:
    empty = [""] * (len(sheet.asked) + 1)
    _write_csv(path, sheet.header, [[*row, *empty] for row in sheet.rows])


def _write_xlsx(path: Path, sheet: _Sheet, codebook: Codebook) -> None:
    import xlsxwriter

    with replace_whole(path) as part:
        book = xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False})
        # A fixed date: the same sample gives the same file.
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#dfe3e8", "border": 1})
        text = book.add_format({"text_wrap": True, "valign": "top", "reading_order": 2, "border": 1})
        answer = book.add_format({"align": "center", "valign": "top", "border": 1})
        page = book.add_worksheet("coding")
        page.right_to_left()
        page.freeze_panes(2, 1)
        titles = [""] * len(sheet.shown) + [title for _, title, _ in sheet.asked] + ["ملاحظة"]
        for column, (name, title) in enumerate(zip(sheet.header, titles, strict=True)):
            page.write_string(0, column, name, head)
            page.write_string(1, column, title, head)
        for column, (_, width) in enumerate(sheet.shown):
            page.set_column(column, column, width)
        page.set_column(len(sheet.shown), len(sheet.shown) + len(sheet.asked), 11)
        for number, row in enumerate(sheet.rows, 2):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell, text)
            for column in range(len(row), len(sheet.header)):
                page.write_blank(number, column, None, answer)
        for offset, (_, _, values) in enumerate(sheet.asked):
            column = len(sheet.shown) + offset
            page.data_validation(
                2,
                column,
                1 + max(1, len(sheet.rows)),
                column,
                {"validate": "list", "source": values, "error_message": "اختر من القائمة"},
            )
        _add_codebook(book, codebook, head, text)
        book.close()


def _add_codebook(book: Any, codebook: Codebook, head: Any, text: Any) -> None:
    page = book.add_worksheet("codebook")
    page.right_to_left()
    page.freeze_panes(1, 0)
    for column, (name, width) in enumerate(
        (("code", 10), ("الاسم", 24), ("name", 24), ("definition", 44), ("include", 44), ("exclude", 44))
    ):
        page.write_string(0, column, name, head)
        page.set_column(column, column, width)
    for number, code in enumerate(codebook.layer("frame"), 1):
        cells = (code.id, code.label_ar, code.label_en, code.definition, code.include, code.exclude)
        for column, cell in enumerate(cells):
            page.write_string(number, column, " ".join(cell.split()), text)
