"""Words that a text is found by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.kit.search_terms import MAX_TERM, MAX_TERMS, prefixes_of, terms_of

words = st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1, max_size=60)


def found(search: str, *texts: str) -> bool:
    terms = terms_of(*texts)
    return all(any(term.startswith(p) for term in terms) for p in prefixes_of(search))


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("inv-20", "INV-2044/b"),
        ("2044", "INV-2044/b"),
        ("2044/B", "INV-2044/b"),
        ("b", "INV-2044/b"),
        ("march", "Rent (March)"),
        ("(mar", "Rent (March)"),
        ("mar rent", "Rent (March)"),
        ("arz", "Ärzte"),
        ("ÄRZ", "arzte"),
        ("strasse", "Straße 5"),
        ("ивано", "Иванов"),
        ("office", "o\ufb03ce"),
        ("b", "a_b"),
        ("50%", "50% off"),
    ],
)
def test_it_is_found_by(search: str, text: str) -> None:
    assert found(search, text)


@pytest.mark.parametrize(
    ("search", "text"), [("nv", "INV-2044"), ("044", "INV-2044"), ("rent x", "rent"), (".", "a.b")]
)
def test_it_is_not_found_by(search: str, text: str) -> None:
    assert not found(search, text)


@given(st.lists(words, min_size=1, max_size=8), st.data())
def test_the_beginning_of_every_word_finds_it(texts: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(texts))
    beginning = word[: data.draw(st.integers(1, len(word)))]
    if unicodedata.normalize("NFKD", word).startswith(unicodedata.normalize("NFKD", beginning)):
        assert found(beginning, " ".join(texts))


@given(st.text(), st.text())
def test_words_of_several_texts_are_asked_for_together(one: str, other: str) -> None:
    first_words = [text.split(maxsplit=1)[:1] for text in (one, other)]
    searched = " ".join(word for words in first_words for word in words)
    assert found(searched, one, other)


@given(st.text(max_size=2_000))
def test_terms_are_few_and_short_and_sorted(text: str) -> None:
    terms = terms_of(text)
    assert len(terms) <= MAX_TERMS
    assert all(0 < len(term) <= MAX_TERM for term in terms)
    assert terms == sorted(set(terms))


def test_nothing_has_no_terms() -> None:
    assert terms_of(None, "", "  ") == prefixes_of(" \u0301 ") == []
