from taawun.topics.documents import BREAK, article_documents, statement_documents

ARTICLE = {
    "id": "a1",
    "text": "قال الوزير إن ضبط الحدود أولوية. وأكد السفير أن التجارة نمت، والتجارة مفيدة.",
    "removed": None,
}


def rows_of(*spans, speakers=()):
    names = list(speakers) or [None] * len(spans)
    return [
        {"article_id": "a1", "statement_id": f"a1:{span[0]}", "content": [list(span)], "speaker_id": name}
        for span, name in zip(spans, names, strict=True)
    ]


def words_of(documents):
    return {document.id: {word for word in document.words if word != BREAK} for document in documents}


def place_of(text):
    start = ARTICLE["text"].index(text)
    return start, start + len(text)


def test_a_statement_has_the_content_words_of_its_spans_only():
    found = words_of(statement_documents([ARTICLE], rows_of(place_of("ضبط الحدود أولوية"))))
    whole = words_of(article_documents([ARTICLE]))["a1"]
    (words,) = found.values()
    assert 2 <= len(words) <= 3
    assert words < whole


def test_function_words_are_left_out():
    words = words_of(article_documents([ARTICLE]))["a1"]
    assert not words & {"ان", "ال", "و"}


def test_spans_set_aside_are_left_out():
    start, end = place_of("وأكد السفير أن التجارة نمت، والتجارة مفيدة")
    removed = {**ARTICLE, "removed": [{"start": start, "end": end, "rule": "x"}]}
    rest, whole = words_of(article_documents([removed]))["a1"], words_of(article_documents([ARTICLE]))["a1"]
    assert rest and rest < whole


def test_statements_of_a_speaker_are_pooled_and_unknown_speakers_stay_alone():
    spans = place_of("ضبط الحدود"), place_of("التجارة نمت"), place_of("مفيدة")
    rows = rows_of(*spans, speakers=["w", "w", None])
    found = words_of(statement_documents([ARTICLE], rows, unit="speaker_article"))
    assert set(found) == {"a1|w", f"a1:{spans[2][0]}"}
    single = words_of(statement_documents([ARTICLE], rows))
    assert found["a1|w"] == single[f"a1:{spans[0][0]}"] | single[f"a1:{spans[1][0]}"]


def test_a_mark_parts_neighbours():
    (document,) = article_documents([{"id": "a", "text": "حدود، تجارة"}])
    assert document.words.index(BREAK) == 1


def test_an_article_without_statements_gives_no_document():
    assert list(statement_documents([ARTICLE], [])) == []
