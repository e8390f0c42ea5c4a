"""A corpus in a folder of its own, and the study over it."""

import sys
from pathlib import Path

import pytest

from taawun.study import load_study

# Test modules are imported one by one, without packages: this makes corpus_samples importable beside them.
sys.path.insert(0, str(Path(__file__).parent))

from corpus_samples import STUDY


@pytest.fixture
def write_corpus(tmp_path):
    """Write files to a corpus folder and a study over it; return the study."""

    def write(files: dict[str, str | bytes], settings: str = ""):
        folder = tmp_path / "data" / "press"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        lines = ["  folder: data/press", *(f"  {line}" for line in settings.splitlines())]
        study = tmp_path / "studies" / "shores.yaml"
        study.parent.mkdir(exist_ok=True)
        study.write_text(STUDY.format(corpus="\n".join(lines)), encoding="utf-8")
        return load_study(study)

    return write


@pytest.fixture
def read_corpus(write_corpus):
    """Write a corpus and read it back: (articles, rejected)."""
    from taawun.corpus.articles import read_articles

    def read(files, settings=""):
        rejected = []
        return list(read_articles(write_corpus(files, settings), reject=rejected.append)), rejected

    return read
