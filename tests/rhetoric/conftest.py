"""A small corpus whose answer is known: two sides in 14 articles, one frame that really differs."""

import numpy as np
import pandas as pd
import pytest

from taawun.codebook import load_codebook, match_statements
from taawun.rhetoric.coded import code_statements

SIDES = ("east", "west")
COMMON = ["التقى الوفدان أمس في العاصمة", "ناقش الحضور مسائل كثيرة", "وصل الضيوف صباح اليوم"]
ECONOMY = ["يدعم الاقتصاد والتجارة كل مشروع", "زاد حجم التبادل مع الجيران"]
BORDER = ["نحمي الحدود كل يوم", "نحفظ وحدة أراضينا"]


def make_corpus(articles: int = 14, each: int = 4, seed: int = 3):
    """Articles and statements: the east speaks of the economy in two of three statements, the west in few."""
    rng = np.random.default_rng(seed)
    texts, rows = [], []
    for number in range(articles):
        text, id_ = "", f"art-{number:02d}"
        for side in SIDES:
            for _ in range(each):
                share = 0.7 if side == "east" else 0.1
                pool = ECONOMY if rng.random() < share else (BORDER if rng.random() < 0.3 else COMMON)
                cue = "وقال إن "
                start = len(text)
                said = str(rng.choice(pool))
                text += f"{cue}{said}. "
                rows.append(
                    {
                        "article_id": id_,
                        "statement_id": f"{id_}:{start:04d}",
                        "cue": [start, start + 4],
                        "content": [[start + len(cue), start + len(cue) + len(said)]],
                        "speaker": "سالم الراشدي" if side == "east" else "كريم الشمري",
                        "speaker_ids": [side],
                        "speaker_type": "person",
                        "speaker_state": None,
                        "speaker_office": None,
                        "mention": [start, start + 4] if rng.random() < 0.7 else None,
                        "level": 1,
                        "speech_act": "state" if rng.random() < 0.5 else "call",
                        "polarity": "affirmed",
                        "factuality": "reported",
                        "side": side,
                    }
                )
        texts.append({"id": id_, "text": text, "outlet": f"outlet {number % 2}", "date": f"2017-10-{1 + number:02d}"})
    book = load_codebook()
    frames = pd.DataFrame(list(match_statements(texts, rows, book)))
    return pd.DataFrame(texts), pd.DataFrame(rows), frames, book


@pytest.fixture(scope="session")
def corpus():
    return make_corpus()


@pytest.fixture(scope="session")
def coded(corpus):
    articles, statements, frames, book = corpus
    return code_statements(statements, frames, articles, book, SIDES)


@pytest.fixture(scope="session")
def texts(corpus):
    return dict(zip(corpus[0]["id"], corpus[0]["text"], strict=True))
