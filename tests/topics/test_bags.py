import tracemalloc

import numpy as np
import pytest
from planted import draw_documents

from taawun.errors import TaawunError
from taawun.topics.bags import count_words, match_bags
from taawun.topics.documents import BREAK, Document


def test_order_of_documents_changes_nothing():
    documents = draw_documents(120)
    first, second = count_words(documents), count_words(reversed(documents))
    assert first.ids == second.ids and first.words == second.words
    assert (first.counts != second.counts).nnz == 0


def test_frequency_limits():
    documents = [
        Document(f"{n:03d}", "a", ["دائم", BREAK, "نادر" if n == 0 else "حد", BREAK, f"مفرد{n}"]) for n in range(60)
    ]
    assert count_words(documents, share=0.99).words == ("حد",)
    assert "دائم" in count_words(documents[:20]).words  # few documents keep every word


def test_a_phrase_is_joined_and_its_words_no_longer_counted():
    documents = [Document(f"{n:03d}", "a", ["مجلس", "امن", BREAK, "حد", f"كلمة{n % 7}"]) for n in range(60)]
    bags = count_words(documents, share=1.0)
    assert "مجلس امن" in bags.words
    assert not {"مجلس", "امن"} & set(bags.words)


def test_no_phrase_across_a_break():
    documents = [Document(f"{n:03d}", "a", ["مجلس", BREAK, "امن"]) for n in range(60)]
    assert count_words(documents, share=1.0).words == ("امن", "مجلس")


def test_phrases_overlap_first_one_wins():
    documents = [Document(f"{n:03d}", "a", ["ا1", "ب1", "ج1", BREAK, f"كلمة{n % 9}"]) for n in range(60)]
    assert "ا1 ب1" in count_words(documents, share=1.0).words


def test_left_out_words_and_empty_documents():
    bags = count_words([Document("x", "a", ["حد"]), Document("y", "a", ["امن"])], leave_out={"حد"})
    assert bags.words == ("امن",) and bags.ids == ("y",) and bags.empty == ("x",)


def test_nothing_at_all():
    bags = count_words([])
    assert bags.counts.shape == (0, 0) and bags.ids == ()


def test_the_same_id_twice():
    with pytest.raises(TaawunError, match="same id"):
        count_words([Document("x", "a", ["حد"]), Document("x", "a", ["حد"])])


def test_new_documents_are_counted_as_the_old_ones():
    documents = draw_documents(120)
    documents += [Document(f"z{n}", "z", ["مجلس", "امن"]) for n in range(20)]
    # A phrase of one document is no word of the vocabulary; the words it is made of are.
    documents += [Document("y1", "y", ["عاصفة", "حزم", ""] * 8), Document("y2", "y", ["عاصفة", "", "حزم"])]
    bags = count_words(documents, share=1.0)
    assert "مجلس امن" in bags.words
    assert "عاصفة حزم" not in bags.words and bags.counts[:, bags.words.index("حزم")].sum() == 9
    again = match_bags(documents, bags.words)
    assert again.ids == bags.ids
    assert (again.counts != bags.counts).nnz == 0


def test_memory_grows_by_numbers_not_by_texts():
    def stream(n):
        for number in range(n):
            yield Document(f"{number:06d}", "a", [f"كلمة{(number * k) % 97}" for k in range(50)])

    def peak(n):
        tracemalloc.start()
        count_words(stream(n), phrases=False)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    per_word = (peak(900) - peak(300)) / (600 * 51)
    assert per_word < 40  # a str alone takes more than 80 bytes


def test_rows_keep_whole_documents():
    bags = count_words(draw_documents(60), share=1.0)
    part = bags.rows(np.array([3, 3, 5]))
    assert part.ids == (bags.ids[3], bags.ids[3], bags.ids[5])
    assert (part.counts[0] != bags.counts[3]).nnz == 0
