"""The scorer: equal to the shared one, right on small cases, helpful on wrong input."""

import importlib.util
import json
import re

import pytest

from taawun.errors import TaawunError
from taawun.evaluation.cue_forms import cue_form
from taawun.evaluation.entity_names import resolve_name
from taawun.evaluation.evaluate import MEASURES, evaluate
from taawun.evaluation.inputs import read_ids, read_inputs
from taawun.evaluation.printing import print_measures, run_evaluate

TEXT = "أكد سالم الراشدي أن الميناء آمن. وأضاف أن السفن تصل كل يوم. من جانبه دعا الضيف إلى المزيد"
TOKENS = [match.span() for match in re.finditer(r"\S+", TEXT)]


def spans(*tokens):
    return [list(TOKENS[i]) for i in tokens]


def gold(**changes):
    def item(cue, source, content, **more):
        return {
            "cue": cue,
            "source": source,
            "content": content,
            "content_optional": [],
            "level": 1,
            "relay": None,
            "required": True,
            "speaker_sure": True,
        } | more

    return {
        "id": "a",
        "entities": {
            "E1": {"name": "الوزير سالم الراشدي", "aliases": ["سالم الراشدي", "الراشدي"], "type": "person"},
            "E2": {"name": "الضيف", "aliases": [], "type": "person"},
        },
        "attributions": [
            item(0, "E1", [4, 5]),
            item(6, "E1", [8, 9, 10, 11]),
            item(14, "E2", [17], **changes),
        ],
    }


def rows():
    def row(cue, content, speaker, **more):
        return {"article_id": "a", "cue": spans(cue)[0], "content": spans(*content), "speaker": speaker} | more

    return [row(0, [4, 5], "سالم الراشدي"), row(6, [8, 9, 10, 11], "سالم الراشدي"), row(14, [17], "الضيف")]


ARTICLE = {"id": "a", "outlet": "example", "text": TEXT}


def figures_of(statements, **changes):
    return evaluate([gold(**changes)], [ARTICLE], statements).figures


def test_the_right_statements_score_one():
    figures = figures_of(rows())
    assert (figures["cue"]["f1"], figures["content_tokens"]["f1"], figures["attribution"]["f1"]) == (1, 1, 1)
    assert (figures["speaker_accuracy"], figures["inherited_n"], figures["contamination"]) == (1, 1, 0)


def test_a_wrong_speaker_costs_attribution_twice_and_contaminates():
    statements = rows()
    statements[1]["speaker"] = "الضيف"
    figures = figures_of(statements)
    assert figures["cue"]["f1"] == 1
    assert figures["attribution"] == {"p": 0.6667, "r": 0.6667, "f1": 0.6667}
    assert figures["inherited_accuracy"] == 0
    assert figures["contamination"] == round(4 / 7, 4)


def test_missed_and_spurious_statements_are_counted_once():
    statements = rows()
    statements[1]["cue"] = spans(9)[0]
    figures = figures_of(statements)
    assert (figures["gold"], figures["predicted"]) == (3, 3)
    assert figures["cue"] == {"p": 0.6667, "r": 0.6667, "f1": 0.6667}


def test_optional_statements_count_neither_way():
    assert figures_of(rows(), required=False)["gold"] == 2
    assert figures_of(rows()[:2], required=False)["cue"]["f1"] == 1


def test_a_cue_of_four_tokens_finds_nothing():
    statements = rows()
    statements[0]["cue"] = [TOKENS[0][0], TOKENS[3][1]]
    assert figures_of(statements)["cue"]["r"] == 0.6667


def test_classes_partition_the_annotation():
    evaluation = evaluate([gold()], [ARTICLE], rows())
    by_speaker = evaluation.classes("speaker")
    assert {name: part.figures["gold"] for name, part in by_speaker.items()} == {
        "overt": 1,
        "dropped": 1,
        "after a turn marker": 1,
    }
    for by in ("outlet", "form"):
        assert sum(part.figures["gold"] for part in evaluation.classes(by).values()) == 3


@pytest.mark.parametrize("seed", range(6))
def test_equal_to_the_shared_scorer(shared, shared_gold, tehran, statements_from, seed):
    spec = importlib.util.spec_from_file_location("shared_scorer", shared / "eval/score_statements.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold, articles = (a + b for a, b in zip(shared_gold, tehran, strict=True))
    statements = statements_from(gold, articles, spoil=seed / 5, seed=seed)
    expected, errors = scorer.score(gold, {a["id"]: a["text"] for a in articles}, statements)
    evaluation = evaluate(gold, articles, statements)
    assert evaluation.figures == expected
    assert sum(j.error != "level" for j in evaluation.errors()) == len(errors)
    # one annotated name of the gold fits two entities, so even the annotation itself misses 1 a little
    assert (expected["attribution"]["f1"] > 0.99) == (seed == 0)


def test_intervals_hold_the_value_and_repeat(tehran, statements_from):
    gold, articles = tehran
    both = [gold[0], gold[0] | {"id": "again"}]
    texts = [articles[0], articles[0] | {"id": "again"}]
    evaluation = evaluate(both, texts, statements_from(both, texts, spoil=0.4, seed=3))
    intervals = evaluation.intervals(samples=200, seed=1)
    assert intervals == evaluation.intervals(samples=200, seed=1)
    low, high = intervals["attribution F1"]
    assert low <= evaluation.figures["attribution"]["f1"] <= high
    assert low < high
    assert set(intervals) == set(MEASURES)


def test_intervals_do_not_depend_on_the_order_of_articles(tehran, statements_from):
    gold, articles = tehran
    both = [gold[0], gold[0] | {"id": "again"}]
    texts = [articles[0], articles[0] | {"id": "again"}]
    statements = statements_from(both, texts, spoil=0.4, seed=3)
    turned = evaluate(both[::-1], texts[::-1], statements[::-1])
    assert turned.intervals(samples=50) == evaluate(both, texts, statements).intervals(samples=50)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("الراشدي", {"E1"}),
        ("الوزير", set()),  # a third of the words of one name
        ("معالي الوزير سالم الراشدي", {"E1"}),
        ("سالم  الرّاشدی", {"E1"}),
        ("الضيف", {"E2"}),
        ("القبطان", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_resolve_name(name, keys):
    entities = gold()["entities"]
    entities["E1"]["aliases"].remove("سالم الراشدي")
    assert resolve_name(name, entities) == (keys or ({"E1"} if name == "الوزير" else set()))


def test_a_name_that_fits_two_entities_resolves_to_both():
    entities = {"E1": {"name": "سالم الراشدي", "aliases": []}, "E2": {"name": "ماجد الراشدي", "aliases": []}}
    assert resolve_name("الراشدي", entities) == {"E1", "E2"}


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("وقال:", "finite"),
        ("تأمل", "finite"),
        ("ووصف", "finite"),
        ("نفى", "finite"),
        ("رفضه", "nominal"),
        ("والرفض", "nominal"),
        ("مشيراً", "participle"),
        ("ومؤكدين", "participle"),
        ("قائلاً:", "participle"),
        ("بالتأكيد", "nominal"),
        ("تأكيده", "nominal"),
        ("دعوته", "nominal"),
        ("للترحيب", "nominal"),
        ("ووفقاً", "nominal"),
        ("بحسب", "nominal"),
    ],
)
def test_cue_form(word, form):
    assert cue_form(word) == form


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    return (
        write(tmp_path / "gold.jsonl", [gold()]),
        write(tmp_path / "articles.jsonl", [ARTICLE]),
        write(tmp_path / "statements.jsonl", rows()),
    )


def test_files_and_the_printed_tables(files):
    assert evaluate(*read_inputs(*files)).figures["attribution"]["f1"] == 1
    printed = run_evaluate(read_inputs(*files), samples=20)
    assert "attribution F1        1.000  of one article      3" in printed
    assert "quotation marks only" in printed
    assert "by outlet" in printed
    figures = json.loads(run_evaluate(read_inputs(*files), as_json=True, samples=20))
    assert figures["all"]["cue"]["f1"] == 1
    assert figures["baselines"]["host only"]["speaker_accuracy"] == 0  # nobody is mentioned


def test_parquet_statements_are_read(files, tmp_path):
    from taawun.tables import STATEMENTS, write_table

    full = [row | {"statement_id": f"a:{row['cue'][0]}", "level": 1} for row in rows()]
    write_table(full, tmp_path / "statements.parquet", STATEMENTS)
    assert evaluate(*read_inputs(files[0], files[1], tmp_path / "statements.parquet")).figures["cue"]["f1"] == 1


def test_errors_are_listed_with_their_words(files, tmp_path):
    wrong = rows()[:2]
    wrong[1]["speaker"] = "الضيف"
    printed = run_evaluate(read_inputs(*files[:2], write(tmp_path / "wrong.jsonl", wrong)), errors=10, samples=20)
    assert "errors: 2, of which 2 are listed" in printed
    assert "⟦وأضاف⟧ أن السفن" in printed
    assert "speaker الضيف, annotated الوزير سالم الراشدي" in printed
    assert "missed, annotated الضيف" in printed


def test_errors_are_counted_by_the_rule_that_answers_for_them(files, tmp_path):
    wrong = [row | {"cue_rule": "finite:clause", "speaker_rule": "carried", "span_rule": "sentence"} for row in rows()]
    wrong[0] |= {"speaker_rule": "overt", "link_rule": "new", "content": []}
    wrong[1]["speaker"] = wrong[2]["speaker"] = "الميناء"
    wrong.append(wrong[2] | {"cue": spans(16)[0]})
    inputs = read_inputs(*files[:2], write(tmp_path / "wrong.jsonl", wrong))
    assert [tuple(one) for one in evaluate(*inputs).errors_by_rule()] == [
        ("speaker", "carried", 2, 2),
        ("content", "sentence", 1, 3),
        ("spurious", "finite:clause", 1, 4),
    ]
    assert "  speaker       2     2  carried" in run_evaluate(inputs, errors=1, samples=20)
    assert evaluate(*read_inputs(*files)).errors_by_rule() == []


def test_unread_articles_are_reported_apart_and_never_shown(files, tmp_path):
    text = TEXT.replace("الميناء", "المخزن")
    more = [gold(), gold() | {"id": "b"}]
    two = [ARTICLE, {"id": "b", "text": text, "outlet": "other"}]
    split = tmp_path / "unread.yaml"
    split.write_text("held:\n  - b\n", encoding="utf-8")
    args = (write(tmp_path / "g.jsonl", more), write(tmp_path / "a.jsonl", two), write(tmp_path / "s.jsonl", []))
    printed = run_evaluate(read_inputs(*args), unread=split, errors=50, samples=20)
    assert "unread: 1 articles" in printed
    assert "read: 1 articles" in printed
    assert "الميناء" in printed
    assert "المخزن" not in printed
    as_json = json.loads(run_evaluate(read_inputs(*args), unread=split, errors=50, as_json=True, samples=20))
    assert {error["article_id"] for error in as_json["errors"]} == {"a"}
    assert read_ids(split) == {"b"}
    split.write_text("held:\n  - c\n", encoding="utf-8")
    with pytest.raises(TaawunError, match="none of these articles is annotated"):
        run_evaluate(read_inputs(*args), unread=split)


@pytest.fixture
def many(tmp_path):
    """Ten articles of one outlet and nine of another, of three statements each; every third of the first is not found."""
    ids = {f"n{i:02}": "north" for i in range(10)} | {f"s{i:02}": "south" for i in range(9)}
    found = [row | {"article_id": id_} for id_ in ids for row in rows()[: 2 if id_ in ("n00", "n03", "n06") else 3]]
    return (
        write(tmp_path / "g.jsonl", [gold() | {"id": id_} for id_ in ids]),
        write(tmp_path / "a.jsonl", [ARTICLE | {"id": id_, "outlet": outlet} for id_, outlet in ids.items()]),
        write(tmp_path / "s.jsonl", found),
    )


def test_figures_by_outlet_have_intervals_and_say_where_data_are_too_few(many):
    lines = run_evaluate(read_inputs(*many), by="outlet", samples=200).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("all by outlet: 95 % intervals"))
    assert "fewer than 10 articles or 30 annotated statements" in lines[start]
    assert lines[start + 1] == "  north: 10 articles, 30 annotated statements"
    assert re.fullmatch(r"    cue F1 {15} 0\.947  0\.\d{3} to (0\.\d{3}|1\.000)     30", lines[start + 2])
    assert lines[start + 2 + len(MEASURES)] == "  south: 9 articles, 27 annotated statements: insufficient data"
    found = json.loads(run_evaluate(read_inputs(*many), by="outlet", samples=200, as_json=True))["all"]["by_outlet"]
    low, high = found["north"]["intervals"]["cue F1"]
    assert low < found["north"]["figures"]["cue"]["f1"] < high
    assert found["south"] == {"articles": 9, "gold": 27}


def test_unread_figures_by_outlet_show_no_word(many, tmp_path):
    split = tmp_path / "unread.yaml"
    split.write_text("held:\n" + "".join(f"  - n{i:02}\n" for i in range(10)), encoding="utf-8")
    printed = run_evaluate(read_inputs(*many), unread=split, by="outlet", samples=20)
    part = printed.split("unread by outlet")[1].split("read: 9 articles")[0]
    assert "north: 10 articles, 30 annotated statements\n" in part
    assert "south" not in part
    assert not re.search("[\u0600-\u06ff]", printed)


def test_the_interval_of_a_class_is_that_of_its_articles_alone(many):
    whole = evaluate(*read_inputs(*many))
    north = whole.restrict([f"n{i:02}" for i in range(10)])
    assert whole.classes("outlet")["north"].intervals(samples=200) == north.intervals(samples=200)


def test_print_says_no_precision_for_classes_of_annotated_speakers():
    printed = print_measures(evaluate([gold()], [ARTICLE], rows()), samples=20)
    line = next(line for line in printed.splitlines() if line.strip().startswith("dropped"))
    assert line.split() == ["dropped", "1", "1.000", "-", "1.000", "1.000R", "1.000R"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda g, a, s: a.clear(), "belongs to an article that is not there"),
        (lambda g, a, s: (a.clear(), s.clear()), "the annotated article is missing"),
        (lambda g, a, s: g[0].update(sha256="0" * 64), "not the one that was annotated"),
        (lambda g, a, s: a[0].update(text="أكد سالم"), "more tokens than the text"),
        (lambda g, a, s: g[0]["attributions"][0].update(source=None), "attribution 1: the source None is none of"),
        (lambda g, a, s: s[0].update(content=[[0, 4000]]), "lies outside the text"),
        (lambda g, a, s: s[0].update(cue=[5]), "a span is not a pair of offsets"),
        (lambda g, a, s: s[0].pop("speaker"), "the column 'speaker' is missing"),
        (lambda g, a, s: g.append(g[0]), "the article is there twice"),
    ],
)
def test_wrong_input_is_explained(tmp_path, change, message):
    g, a, s = [gold()], [dict(ARTICLE)], rows()
    change(g, a, s)
    paths = (write(tmp_path / "g.jsonl", g), write(tmp_path / "a.jsonl", a), write(tmp_path / "s.jsonl", s))
    with pytest.raises(TaawunError, match=re.escape(message)):
        evaluate(*read_inputs(*paths))
