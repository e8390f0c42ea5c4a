import csv
import re

import numpy as np
import pytest

from taawun.errors import TaawunError
from taawun.rhetoric import validity
from taawun.rhetoric.coding import draw_articles, draw_sample, mask_speaker, write_sheets
from taawun.rhetoric.codings import YES, read_key
from taawun.statistics.agreement import krippendorff_alpha


@pytest.fixture
def sheets(coded, texts, corpus, tmp_path):
    folder = tmp_path / "coding"
    write_sheets(coded, texts, corpus[3], folder, size=60, seed=2)
    return folder


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def fill(folder, coder, answers, kind="frames"):
    """Write a coder's sheet; `answers` maps a row's name to its cells after the text columns."""
    rows = read_csv(folder / f"{kind}.csv")
    given = sum(name in ("row", "text", "article", "found", "context", "speaker") for name in rows[0])
    for row in rows[1:]:
        cells = answers(row[0])
        row[given : given + len(cells)] = cells
    with (folder / f"{kind}-{coder}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def truth(coded, folder, flips=0.0, seed=0):
    """Return a coder who agrees with the codebook but for random flips."""
    rng = np.random.default_rng(seed)
    key = read_key(folder).set_index("row")["statement_id"]
    place = {name: row for row, name in enumerate(coded.statements["statement_id"])}
    _, presence = coded.layer("frame")

    def answers(name):
        found = presence[place[key[name]]] ^ (rng.random(presence.shape[1]) < flips)
        return [YES if value else "لا" for value in found]

    return answers


def test_sample_takes_a_quarter_without_frames_and_weighs_back(coded):
    sample = draw_sample(coded, 60, seed=2)
    assert len(sample.rows) == len(set(sample.rows.tolist())) == 60
    assert sum(name.endswith(":none") for name in sample.stratum) == 15
    assert sample.weight.sum() == pytest.approx(len(coded))
    assert draw_sample(coded, 10_000, seed=2).weight.tolist() == [1.0] * len(coded)
    again = draw_sample(coded, 60, seed=2)
    assert again.rows.tolist() == sample.rows.tolist()


def test_sheets_are_right_to_left_with_closed_lists(sheets):
    from openpyxl import load_workbook

    book = load_workbook(sheets / "frames.xlsx")
    page = book["coding"]
    assert page.sheet_view.rightToLeft and book["codebook"].sheet_view.rightToLeft
    assert book["codebook"].max_row == 19
    lists = page.data_validations.dataValidation
    assert len(lists) == 18 and all(item.formula1 == '"نعم,لا"' for item in lists)
    header = [cell.value for cell in page[1]]
    assert header[:2] == ["row", "text"] and header[-1] == "remark" and "CT" in header
    first = [cell.value for cell in page[3]]
    assert first[0] == "S0001" and first[2:] == [None] * 19


def test_frame_sheet_is_blind(sheets, coded):
    text = (sheets / "frames.csv").read_text(encoding="utf-8-sig")
    assert not any(name in text for name in ("الراشدي", "الشمري", "east", "west", "art-0"))
    assert "الراشدي" in (sheets / "attribution.csv").read_text(encoding="utf-8-sig")


def test_same_sample_gives_the_same_files(coded, texts, corpus, tmp_path):
    for name in ("one", "two"):
        write_sheets(coded, texts, corpus[3], tmp_path / name, size=20, seed=2)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_formulas_in_the_press_stay_text(coded, corpus, texts, tmp_path):
    evil = {name: text.replace("وقال إن ", "=1+1 إن ") for name, text in texts.items()}
    spans = coded.statements.assign(content=[[[0, 8]]] * len(coded))
    from dataclasses import replace

    write_sheets(replace(coded, statements=spans), evil, corpus[3], tmp_path / "c", size=5, seed=1)
    assert all(row[1].startswith("'=") for row in read_csv(tmp_path / "c" / "frames.csv")[1:])
    from openpyxl import load_workbook

    cell = load_workbook(tmp_path / "c" / "frames.xlsx")["coding"]["B3"]
    assert cell.data_type == "s" and cell.value.startswith("=1+1")


def test_a_second_sample_does_not_overwrite_the_first(coded, texts, corpus, sheets):
    with pytest.raises(TaawunError, match="already a sample"):
        write_sheets(coded, texts, corpus[3], sheets, size=5, seed=1)


def test_without_coding_nothing_is_validated(coded, sheets, tmp_path):
    assert validity.find_validation(tmp_path / "nowhere", coded, seed=1) is None
    assert validity.find_validation(sheets, coded, seed=1) is None


def test_one_coder_counts_without_alpha(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    found = validity.find_validation(sheets, coded, seed=1)
    assert found.statements == 60 and found.coders == ("a",)
    assert found.agreement.empty and found.disputed.empty
    assert found.summary.startswith("One person coded 60 statements") and "no frame has an alpha" in found.summary
    arabic = validity.find_validation(sheets, coded, seed=1, language="ar")
    assert not re.findall("[A-Za-z]", arabic.summary + "".join(arabic.accuracy["label"]))
    assert found.accuracy.set_index(["code", "side"]).loc[("ECON", "all"), "precision"] > 0.95


def test_perfect_codings_leave_the_shares_as_they_are(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    estimated = validity.find_validation(sheets, coded, seed=1).estimated
    economy = estimated[(estimated["code"] == "ECON") & estimated["estimate"].notna()]
    assert len(economy) == 3 and np.allclose(economy["estimate"], economy["codebook"])
    assert (economy["low"] < economy["estimate"]).all() and (economy["estimate"] < economy["high"]).all()


@pytest.mark.parametrize("again", ["frames-a (1).csv", "frames-a - Copy.csv"])
def test_a_sheet_saved_twice_is_no_second_coder(coded, sheets, again):
    fill(sheets, "a", truth(coded, sheets))
    (sheets / again).write_bytes((sheets / "frames-a.csv").read_bytes())
    with pytest.raises(TaawunError, match="two sheets of the coder 'a'"):
        validity.find_validation(sheets, coded, seed=1)


def test_semicolons_ligatures_and_direction_marks_are_read(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    plain = validity.find_validation(sheets, coded, seed=1)
    path = sheets / "frames-a.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        marked = {"لا": "\u200f\ufefb", "نعم": "\u202bنعم\u202c"}
        writer.writerows([[marked.get(cell, cell) for cell in row] for row in table])
    assert "\ufefb" in path.read_text(encoding="utf-8-sig")
    again = validity.find_validation(sheets, coded, seed=1)
    assert again.accuracy.equals(plain.accuracy)


def test_perfect_coders_find_a_perfect_codebook(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    fill(sheets, "b", truth(coded, sheets))
    found = validity.find_validation(sheets, coded, seed=1)
    assert found.statements == 60 and found.coders == ("a", "b") and found.disputed.empty
    economy = found.agreement.set_index("code").loc["ECON"]
    assert economy["alpha"] == 1 and economy["verdict"] == "usable"
    accuracy = found.accuracy.set_index(["code", "side"]).loc[("ECON", "all")]
    assert accuracy["precision"] > 0.95 and accuracy["precision_high"] <= 1
    corrected = found.corrected[found.corrected["code"] == "ECON"]
    # No coding is an error, yet a few uncoded statements might be: the interval begins just above the counted share.
    assert ((corrected["low"] <= corrected["share"] + 0.002) & (corrected["share"] <= corrected["high"])).all()
    difference = found.differential.set_index(["code", "measure"]).loc[("ECON", "recall")]
    assert difference["low"] < 0 < difference["high"]
    assert "2 coders coded 60 statements" in found.summary


def test_disputes_are_listed_and_settled(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    fill(sheets, "b", truth(coded, sheets, flips=0.1, seed=3))
    found = validity.find_validation(sheets, coded, seed=1)
    assert len(found.disputed) > 20 and (found.disputed["a"] != found.disputed["b"]).all()
    assert f"{len(found.disputed)} codings are still disputed" in found.summary
    fill(sheets, "reader", truth(coded, sheets))
    (sheets / "frames-reader.csv").rename(sheets / "adjudication.csv")
    assert validity.find_validation(sheets, coded, seed=1).disputed.empty


def test_extractor_is_judged_too(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    fill(sheets, "b", truth(coded, sheets))
    fill(sheets, "a", lambda name: [YES, "لا" if name.endswith("1") else YES], kind="attribution")
    fill(sheets, "a", lambda name: ["1"], kind="articles")
    found = validity.find_validation(sheets, coded, seed=1).extractor.set_index(["side", "measure"])
    assert found.loc[("all", "precision"), "estimate"] > 0.95
    assert found.loc[("all", "speaker_precision"), "high"] < 1
    # 14 articles of 8 statements, one missed in each.
    assert found.loc[("all", "recall"), "estimate"] == pytest.approx(8 / 9, abs=0.03)


def test_what_nobody_answered_is_left_out(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    fill(sheets, "b", truth(coded, sheets))
    fill(sheets, "a", lambda name: ["", ""] if name.endswith("2") else [YES, YES], kind="attribution")
    fill(sheets, "a", lambda name: ["" if name.endswith("3") else "0"], kind="articles")
    found = validity.find_validation(sheets, coded, seed=1).extractor.set_index(["side", "measure"])
    rows = read_key(sheets)["row"]
    assert found.loc[("all", "precision"), "coded"] == (~rows.str.endswith("2")).sum()
    assert found.loc[("all", "recall"), "estimate"] > 0.9


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("S0003", "S9999", "'S9999' was not given out", 4),
        ("S0003", "S0002", "given twice (first in line 3)", 4),
        ("CT,", "CTT,", "the column 'CT' is missing", 1),
        ("نعم", "ربما", "'ربما' is no answer", None),
    ],
)
def test_broken_sheets_name_the_line(coded, sheets, old, new, message, line):
    fill(sheets, "a", truth(coded, sheets))
    fill(sheets, "b", truth(coded, sheets))
    path = sheets / "frames-b.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TaawunError) as caught:
        validity.find_validation(sheets, coded, seed=1)
    assert message in str(caught.value) and caught.value.file == str(path)
    assert line is None or caught.value.line == line


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("frames-c.xlsx", b"not a workbook", "not a readable workbook"),
        ("frames-c.csv", "row,نص".encode("cp1256"), "not UTF-8"),
        ("frames-c.csv", b"", "empty"),
        ("frames-a.xlsx", b"", "two sheets of the coder"),
    ],
)
def test_unreadable_sheets_are_explained(coded, sheets, name, content, message):
    fill(sheets, "a", truth(coded, sheets))
    (sheets / name).write_bytes(content)
    with pytest.raises(TaawunError, match=message):
        validity.find_validation(sheets, coded, seed=1)


def test_filled_workbooks_are_read_like_text_files(coded, sheets):
    from openpyxl import load_workbook

    answers = truth(coded, sheets)
    fill(sheets, "a", answers)
    book = load_workbook(sheets / "frames.xlsx")
    page = book["coding"]
    for row in page.iter_rows(min_row=3):
        for cell, value in zip(row[2:20], answers(row[0].value), strict=True):
            cell.value = value
    book.save(sheets / "frames-b.xlsx")
    found = validity.find_validation(sheets, coded, seed=1)
    assert found.coders == ("a", "b") and found.disputed.empty


def test_a_key_of_other_statements_is_refused(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    fill(sheets, "b", truth(coded, sheets))
    fewer = coded.select(coded.statements["article_id"] > "art-05")
    with pytest.raises(TaawunError, match="no longer among"):
        validity.find_validation(sheets, fewer, seed=1)


def test_binary_alpha_is_krippendorffs():
    rng = np.random.default_rng(0)
    for coders in (2, 2, 3, 4):
        codings = rng.integers(0, 2, size=(coders, 12)).astype(float)
        ones = codings.sum(axis=0)
        noes = coders - ones
        sums = [(2 * noes * ones / (coders - 1)).sum(), noes.sum(), ones.sum()]
        assert float(validity.binary_alpha(*sums)) == pytest.approx(krippendorff_alpha(codings))


def test_interval_of_alpha_is_that_of_all_coders(coded):
    # The third coder answers at random: an interval from the first two alone would stand near 1.
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, size=(120, len(coded.layer("frame")[0]))).astype(float)
    codings = np.stack([truth, truth, rng.integers(0, 2, size=truth.shape).astype(float)])
    codings[2, :20] = np.nan
    articles = [f"a{row // 4:02d}" for row in range(120)]
    table = validity.measure_agreement(codings, articles, np.ones(120), coded, rng)
    assert ((table["low"] < table["alpha"]) & (table["alpha"] < table["high"])).all()
    assert (table["high"] < 0.8).all()


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "masked"),
    [
        ("إن الجنرال اكار، حضر", "خلوصي أكار", "person", "إن الجنرال ▮▮▮، حضر"),
        ("هذا موقف واضح لأكار", "وزير الدفاع التركي خلوصي أكار", "person", "هذا موقف واضح ل▮▮▮"),
        (
            "تعزيز التعاون في مجال الدفاع مع تركيا",
            "وزير الدفاع التركي خلوصي أكار",
            "person",
            "تعزيز التعاون في مجال الدفاع مع تركيا",
        ),
        ("تعزيز التعاون في مجال الدفاع", "وزير الدفاع", "person", "تعزيز التعاون في مجال الدفاع"),
        ("اتفقنا على التجارة", "علي الخالدي", "person", "اتفقنا على التجارة"),
        ("إن وزارة الدفاع ترعى الدفاع", "وزارة الدفاع", "institution", "إن ▮▮▮ ▮▮▮ ترعى الدفاع"),
        ("إن تركيا تحمي حدودها", "تركيا", "state", "إن ▮▮▮ تحمي حدودها"),
        ("نرى المسؤولين غائبين", "المسؤولين", "anonymous", "نرى المسؤولين غائبين"),
        ("كلام", None, "unknown", "كلام"),
    ],
)
def test_masking_hides_the_name_and_nothing_else(text, speaker, kind, masked):
    assert mask_speaker(text, speaker, kind) == masked


def test_a_few_statements_prove_no_perfect_codebook(coded):
    # Everything is coded, and the codebook is always right.
    _, presence = coded.layer("frame")
    rows = np.arange(len(coded))
    accuracy, corrected, differential = validity.measure_accuracy(
        presence.astype(float), rows, np.ones(len(coded)), coded, np.random.default_rng(0)
    )
    table = accuracy.set_index(["code", "side"])
    for key, row in table.iterrows():
        assert row["coded_found"] == row["coded_yes"] <= row["coded"], key
        for measure in ("precision", "recall", "specificity"):
            if not np.isnan(row[measure]):
                assert row[f"{measure}_high"] - row[f"{measure}_low"] > 0.001, key
    few, many = table.loc[("BORDER", "east")], table.loc[("ECON", "east")]
    assert 0 < few["coded_found"] < many["coded_found"]
    assert few["precision_low"] < min(0.9, many["precision_low"]) and many["precision_low"] < 1
    assert few["coded"] == (coded.statements["side"] == "east").sum()
    # The shares are about these statements, and all of them were coded.
    assert np.allclose(corrected["low"], corrected["share"]) and np.allclose(corrected["high"], corrected["share"])
    known = differential.dropna()
    assert len(known) > 12 and (known["high"] > known["low"]).all()
    assert table.loc[("COOP", "all"), ["precision", "recall", "f1"]].isna().all()


def test_agreement_is_that_of_all_statements(coded):
    # Two strata: 40 statements that stand for themselves, all yes and never disputed, and 40 that stand for ten each,
    # of which the coders dispute half.
    codings = np.zeros((2, 80, len(coded.layer("frame")[0])))
    codings[:, :40] = 1
    codings[0, 40:60] = 1
    weight = np.repeat([1.0, 10.0], 40)
    articles = [f"a{row:02d}" for row in range(80)]
    row = validity.measure_agreement(codings, articles, weight, coded, np.random.default_rng(0)).iloc[0]
    assert row["agreement"] == pytest.approx((40 + 200) / 440)
    assert row["yes"] == pytest.approx((40 + 100) / 440)
    plain = validity.measure_agreement(codings, articles, np.ones(80), coded, np.random.default_rng(0)).iloc[0]
    assert row["alpha"] < 0.1 < plain["alpha"] and row["low"] < row["alpha"] < row["high"]


def test_articles_without_findings_are_drawn_and_weighed(coded, texts):
    silent = [f"silent-{number:02d}" for number in range(60)]
    drawn = draw_articles(coded, [*texts, *silent], seed=1)
    assert drawn == draw_articles(coded, [*silent, *texts], seed=1)
    assert [sum(stratum == name for _, stratum, _ in drawn) for name in ("with", "without")] == [10, 10]
    assert sum(weight for _, _, weight in drawn) == pytest.approx(74)
    assert {weight for _, stratum, weight in drawn if stratum == "without"} == {6.0}


def test_articles_missed_whole_lower_the_recall(coded, texts, corpus, tmp_path):
    silent = {f"silent-{number:02d}": "قال سالم الراشدي إن الأمر جيد." for number in range(28)}
    found = {}
    for name, missed in (("none", "0"), ("whole", "2")):
        folder = tmp_path / name
        write_sheets(coded, texts | silent, corpus[3], folder, size=60, seed=2)
        fill(folder, "a", truth(coded, folder))
        fill(folder, "b", truth(coded, folder))
        fill(folder, "a", lambda row: [YES, YES], kind="attribution")
        fill(folder, "a", lambda row, missed=missed: [missed if row.startswith("silent") else "0"], kind="articles")
        table = validity.find_validation(folder, coded, seed=1).extractor.set_index(["side", "measure"])
        found[name] = table.loc[("all", "recall")]
    # 112 statements found, 2 missed in each of 28 articles.
    assert found["whole"]["estimate"] == pytest.approx(112 / (112 + 56), abs=0.03)
    assert found["none"]["estimate"] > 0.95 and found["none"]["low"] < 0.97


def test_a_lost_key_of_the_articles_is_named(coded, sheets):
    fill(sheets, "a", truth(coded, sheets))
    fill(sheets, "b", truth(coded, sheets))
    fill(sheets, "a", lambda name: [YES, YES], kind="attribution")
    fill(sheets, "a", lambda name: ["0"], kind="articles")
    (sheets / "key-articles.csv").unlink()
    with pytest.raises(TaawunError, match=r"key-articles\.csv: there is no such file"):
        validity.find_validation(sheets, coded, seed=1)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "'="])
def test_ids_that_begin_like_formulas_come_back(corpus, tmp_path, sign):
    from taawun.rhetoric.coded import code_statements

    articles, statements, frames, book = corpus
    for table, column in ((articles, "id"), (statements, "article_id"), (statements, "statement_id")):
        assert table[column].str.startswith("art").all()
    renamed = [
        table.assign(**{column: sign + table[column] for column in table if column in ("article_id", "statement_id")})
        for table in (statements, frames)
    ]
    named = articles.assign(id=sign + articles["id"])
    coded = code_statements(renamed[0], renamed[1], named, book, ["east", "west"])
    write_sheets(coded, dict(zip(named["id"], named["text"], strict=True)), book, tmp_path, size=30, seed=1)
    assert "'" + sign in (tmp_path / "key.csv").read_text(encoding="utf-8-sig")
    for coder in "ab":
        fill(tmp_path, coder, truth(coded, tmp_path))
    fill(tmp_path, "a", lambda name: [YES, YES], kind="attribution")
    fill(tmp_path, "a", lambda name: ["1"], kind="articles")
    found = validity.find_validation(tmp_path, coded, seed=1)
    assert found.statements == 30 and "recall" in set(found.extractor["measure"])


@pytest.mark.parametrize("weight", ["-1", "0", "inf", "nan", "", "ten", "1,5", "1e999"])
def test_weights_that_are_none_are_refused_with_their_line(coded, sheets, weight):
    rows = read_csv(sheets / "key.csv")
    rows[3][-1] = weight
    with (sheets / "key.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(TaawunError, match="no number above zero") as caught:
        read_key(sheets)
    assert (caught.value.line, caught.value.field) == (4, "weight")


@pytest.mark.parametrize("column", [0, 1])
def test_a_row_that_stands_twice_in_the_key_is_refused(sheets, column):
    rows = read_csv(sheets / "key.csv")
    rows[5][column] = rows[2][column]
    with (sheets / "key.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(TaawunError, match=r"stands twice \(first in line 3\)") as caught:
        read_key(sheets)
    assert caught.value.line == 6


def test_a_workbook_without_its_sheet_is_refused(coded, sheets):
    from openpyxl import load_workbook

    fill(sheets, "a", truth(coded, sheets))
    book = load_workbook(sheets / "frames.xlsx")
    book["coding"].title = "Sheet1"
    book.save(sheets / "frames-b.xlsx")
    with pytest.raises(TaawunError, match=r"no sheet 'coding' \(its sheets: 'Sheet1', 'codebook'\)"):
        validity.find_validation(sheets, coded, seed=1)
    del book["codebook"]  # a spreadsheet that exports one sheet calls it as it likes
    book.save(sheets / "frames-b.xlsx")
    assert validity.find_validation(sheets, coded, seed=1).statements == 0
