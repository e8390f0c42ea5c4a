#!/usr/bin/env python3
"""Words, clitics and lemmas: ours beside its peers, speed beside accuracy, every tool in a process of its own.

bench_words.py [--articles 150] [--peers PYTHON] [--whole] [--errors FILE.md]

Needs TAAWUN_SHARED: its gold and scorer for the accuracy, SaudiNewsNet for the speed. PYTHON is the interpreter of an
environment with bench/requirements-words.lock (default .venv-bench/bin/python); a peer that is not there is named as
missing. Accuracy is measured on the gold as written and once more with أإآ written ا. Speed is CPU time on the same
articles, imports and loading not counted; a token is one of `text.split()`. The cold pass meets every word for the first
time; in the warm pass (the best of three) tools that remember words (ours, Farasa, spaCy, simplemma) have met them all.

--whole    also streams all of SaudiNewsNet through ours, once, and prints speed and peak memory
--errors   counts what ours gets wrong on the gold and writes the tables between the markers of FILE.md
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

OURS = ("ours", "simplemma", "regex", "str.split")
PEERS = ("farasa", "camel", "spacy")
GOLD = ("pud_dev", "padt_dev")
NO_HAMZA = str.maketrans("أإآ", "ااا")
MARK = "<!-- errors -->"
Analysis = list[tuple[int, int, str | None]]


def read_articles(shared: Path) -> Iterator[str]:
    """Texts of SaudiNewsNet, streamed."""
    for path in sorted((shared / "data" / "saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".json"):
                    yield from (row["content"] for row in json.loads(archive.read(name)))


def read_gold(shared: Path, name: str) -> list[dict[str, Any]]:
    """Gold sentences."""
    path = shared / "gold" / "segmentation" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# Tools: each returns a function from a text (and its tokens by our expression) to words with spans and lemmas.


def make_tool(name: str) -> Callable[[str, list[list[int]]], Analysis]:
    """Load one tool; ImportError where it is not installed."""
    return globals()[f"_{name.replace('.', '_')}"]()


def _ours() -> Callable[[str, list[list[int]]], Analysis]:
    from taawun.arabic import segment_words

    segment_words("وقال")
    return lambda text, _tokens: segment_words(text)  # type: ignore[return-value]


def _regex() -> Callable[[str, list[list[int]]], Analysis]:
    from taawun.arabic import split_words

    return lambda text, _tokens: split_words(text)  # type: ignore[return-value]


def _str_split() -> Callable[[str, list[list[int]]], Analysis]:
    return lambda text, _tokens: _locate(text, text.split())


def _simplemma() -> Callable[[str, list[list[int]]], Analysis]:
    from simplemma import lemmatize

    lemmatize("وقال", lang="ar")
    return lambda text, tokens: [(start, end, lemmatize(text[start:end], lang="ar")) for start, end in tokens]


def _camel() -> Callable[[str, list[list[int]]], Analysis]:
    from camel_tools.tokenizers.word import simple_word_tokenize

    return lambda text, _tokens: _locate(text, simple_word_tokenize(text))


def _spacy() -> Callable[[str, list[list[int]]], Analysis]:
    import spacy

    tokenizer = spacy.blank("ar").tokenizer
    return lambda text, _tokens: [(word.idx, word.idx + len(word), None) for word in tokenizer(text)]


def _farasa() -> Callable[[str, list[list[int]]], Analysis]:
    from farasa.segmentation import segmentLine

    prefixes = {"و", "ف", "ب", "ل", "ك", "س"}
    suffixes = {"ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا", "ني"}

    def run(text: str, tokens: list[list[int]]) -> Analysis:
        words: Analysis = []
        for start, end in tokens:
            token = text[start:end]
            parts = segmentLine(token) if "\u0621" <= token[0] <= "\u064a" else []
            # Farasa splits ال and plural endings as well; UD does not. ي is left: it is nearly always nisba or dual.
            pieces = parts[0].split("+") if len(parts) == 1 else []
            at = start
            while len(pieces) > 1 and pieces[0] in prefixes:
                words.append((at, at + len(pieces[0]), None))
                at += len(pieces.pop(0))
            last = len(pieces.pop()) if len(pieces) > 1 and pieces[-1] in suffixes else 0
            words.append((at, end - last, None))
            if last:
                words.append((end - last, end, None))
        return words

    return run


def _locate(text: str, tokens: list[str]) -> Analysis:
    words: Analysis = []
    at = 0
    for token in tokens:
        found = text.find(token, at)
        if found >= 0:
            at = found + len(token)
            words.append((found, at, None))
    return words


def run_tool(name: str, job: Path) -> None:
    """In the child: load, time the passes over the articles, analyse the gold, print one line of JSON."""
    work = json.loads(job.read_text(encoding="utf-8"))
    before = time.process_time()
    tool = make_tool(name)
    loading = time.process_time() - before
    # The articles are the benchmark's: no tool shall pay for the collector walking through them.
    gc.freeze()
    passes = []
    for _ in range(4):
        before = time.process_time()
        for text, tokens in work["articles"]:
            tool(text, tokens)
        passes.append(time.process_time() - before)
    said = {
        gold: [
            (row_id, [(w[0], w[1], *w[3:4]) for w in _with_form(tool(text, tokens))]) for row_id, text, tokens in rows
        ]
        for gold, rows in work["gold"].items()
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"loading": loading, "passes": [passes[0], min(passes[1:])], "peak": peak, "said": said}))


def _with_form(words: Analysis) -> list[tuple[Any, ...]]:
    """Bring spans, (span, lemma) and our words to (start, end, form, lemma)."""
    return [word if len(word) == 5 else (word[0], word[1], None, word[2] if len(word) > 2 else None) for word in words]


def score(shared: Path, gold: str, said: list[Any], folder: Path) -> dict[str, float]:
    """Run the scorer; its figures by name."""
    path = folder / "said.jsonl"
    path.write_text("".join(json.dumps({"id": i, "words": words}) + "\n" for i, words in said), encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, shared / "eval" / "score_segmentation.py", shared / f"gold/segmentation/{gold}.jsonl", path],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    figures = {"F1": r"F1 ([\d.]+)", "lemma": r"lemma acc\s+([\d.]+)", "B3": r"lemma B3\s+([\d.]+)"}
    return {name: float(found[1]) for name, pattern in figures.items() if (found := re.search(pattern, printed))}


def compare(shared: Path, articles: int, peers: Path) -> None:
    """Run every tool on the same articles and print the table."""
    from itertools import islice

    from taawun.arabic import split_words

    texts = list(islice(read_articles(shared), articles))
    n_tokens = sum(len(text.split()) for text in texts)
    work = {
        "articles": [(text, split_words(text)) for text in texts],
        "gold": {
            gold + suffix: [
                (row["id"], text, split_words(text))
                for row in read_gold(shared, gold)
                for text in [row["text"].translate(NO_HAMZA) if suffix else row["text"]]
            ]
            for gold in GOLD
            for suffix in ("", " without hamza")
        },
    }
    results, missing = {}, {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        job = folder / "job.json"
        job.write_text(json.dumps(work), encoding="utf-8")
        for name in (*OURS, *PEERS):
            python = sys.executable if name in OURS else str(peers)
            if not Path(python).exists():
                missing[name] = f"no environment at {peers}"
                continue
            child = subprocess.run(
                [python, __file__, "--tool", name, "--job", job], capture_output=True, text=True, env={**os.environ}
            )
            if child.returncode:
                missing[name] = child.stderr.strip().splitlines()[-1]
                continue
            results[name] = json.loads(child.stdout.splitlines()[-1])
            results[name]["scores"] = {
                gold: score(shared, gold.split()[0], said, folder) for gold, said in results[name]["said"].items()
            }
    sizes = [sum(len(row["words"]) for row in read_gold(shared, gold)) for gold in GOLD]
    print(
        f"{len(texts)} articles of SaudiNewsNet, {n_tokens} tokens; "
        f"gold: PUD dev {sizes[0]:,} words, PADT dev {sizes[1]:,} words"
    )
    heads = (
        "PUD F1",
        "no hamza",
        "PADT F1",
        "no hamza",
        "lemma",
        "B3",
        "load s",
        "peak MB",
        "cold tok/s",
        "warm tok/s",
    )
    ratios = ("cold:cold", "warm:warm", "warm:cold") if "farasa" in results else ()
    print(f"{'tool':<10}" + "".join(f"{head:>11}" for head in (*heads, *ratios)))
    for name, result in results.items():
        cells = []
        for gold in GOLD:
            as_written, bare = (result["scores"][gold + suffix]["F1"] for suffix in ("", " without hamza"))
            cells += [f"{as_written:.4f}", f"{bare - as_written:+.4f}"]
        lemmatizes = name in ("ours", "simplemma")
        cells += [f"{result['scores']['pud_dev'][key]:.4f}" if lemmatizes else "-" for key in ("lemma", "B3")]
        cells += [f"{result['loading']:.1f}", f"{result['peak']:.0f}"]
        cells += [f"{n_tokens / max(1e-9, seconds):,.0f}" for seconds in result["passes"]]
        if ratios:
            (cold, warm), (farasa_cold, farasa_warm) = result["passes"], results["farasa"]["passes"]
            cells += [f"{farasa_cold / cold:.1f}", f"{farasa_warm / warm:.1f}", f"{farasa_cold / warm:.1f}"]
        print(f"{name:<10}" + "".join(f"{cell:>11}" for cell in cells))
    for name, why in missing.items():
        print(f"{name:<10} missing: {why}")
    print("no hamza: difference of F1 when أإآ are written ا in the input; lemma, B3: PUD dev")
    if ratios:
        print("cold:cold, warm:warm, warm:cold: how many times as fast as Farasa, pass of the tool : pass of Farasa")
    print(
        f"import taawun.arabic: {import_seconds():.2f} s of CPU time in a new process, the start of Python not counted"
    )


def import_seconds() -> float:
    """CPU time of importing our layer, the least of three new processes."""
    code = "import time; t = time.process_time(); import taawun.arabic; print(time.process_time() - t)"
    return min(float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(3))


def stream_whole(shared: Path) -> None:
    """All of SaudiNewsNet through ours, streamed, once."""
    from taawun.arabic import segment_words

    before = time.process_time()
    segment_words("وقال")
    loading = time.process_time() - before
    tokens = words = 0
    seconds = 0.0
    for text in read_articles(shared):
        tokens += len(text.split())
        before = time.process_time()
        words += len(segment_words(text))
        seconds += time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"SaudiNewsNet, streamed once: {tokens:,} tokens, {words:,} words, {tokens / seconds:,.0f} tokens/s "
        f"(loading {loading:.1f} s apart), peak {peak:.0f} MB"
    )


def count_errors(shared: Path) -> list[str]:
    """Tables of what ours gets wrong on the gold, in markdown."""
    from taawun.arabic import fold_text, segment_words

    lines = [
        "| clitic | PUD: taken off wrongly | PUD: left on | PADT: taken off wrongly | PADT: left on |",
        "|---|---|---|---|---|",
    ]
    wrong: dict[str, dict[str, Counter[str]]] = {}
    lemmas: dict[str, Counter[str]] = {}
    for gold in GOLD:
        counts: dict[str, Counter[str]] = {"off": Counter(), "on": Counter()}
        for row in read_gold(shared, gold):
            text = row["text"]
            said = segment_words(text)
            ours, theirs = {(w.start, w.end) for w in said}, {(w[0], w[1]) for w in row["words"]}
            lemma_at = {(w.start, w.end): w.lemma for w in said}
            for kind, spans in (("off", ours - theirs), ("on", theirs - ours)):
                counts[kind].update(fold_text(text[s:e]) for s, e in spans if e - s < 4)
            for start, end, lemma, upos in row["words"]:
                if lemma and upos in ("NOUN", "VERB", "ADJ") and (start, end) in ours:
                    tally = lemmas.setdefault(upos, Counter())
                    tally["all"] += 1
                    tally["wrong"] += lemma_at[start, end] != fold_text(lemma)
        wrong[gold] = counts
    for clitic in ("و", "ف", "ب", "ل", "ك", "س", "ه", "ها", "هم", "هما", "نا", "ك", "كم", "ي", "ني"):
        row_ = [wrong[gold][kind][clitic] for gold in GOLD for kind in ("off", "on")]
        line = f"| {clitic} | {' | '.join(map(str, row_))} |"
        if line not in lines:
            lines.append(line)
    lines += ["", "| PUD lemmas | wrong | of |", "|---|---|---|"]
    return [*lines, *(f"| {upos} | {tally['wrong']} | {tally['all']} |" for upos, tally in sorted(lemmas.items()))]


def write_errors(shared: Path, page: Path) -> None:
    """Replace what stands between the two markers of the page."""
    text = page.read_text(encoding="utf-8")
    before, _, after = text.split(MARK)
    page.write_text(f"{before}{MARK}\n" + "\n".join(count_errors(shared)) + f"\n{MARK}{after}", encoding="utf-8")


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--peers", type=Path, default=Path(__file__).resolve().parents[1] / ".venv-bench/bin/python")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--tool", help=argparse.SUPPRESS)
    parser.add_argument("--job", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.tool:
        run_tool(args.tool, args.job)
        return
    if not os.environ.get("TAAWUN_SHARED"):
        sys.exit("set TAAWUN_SHARED to the folder with gold/, eval/ and data/saudinewsnet/")
    shared = Path(os.environ["TAAWUN_SHARED"])
    if args.errors:
        write_errors(shared, args.errors)
        return
    compare(shared, args.articles, args.peers)
    if args.whole:
        stream_whole(shared)


if __name__ == "__main__":
    main()
