"""Words that a text is found by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.kit.search_terms import (
    MAX_PARTS,
    MAX_TERM,
    MAX_TERMS,
    MIN_PART,
    parts_of,
    plain,
    prefix_of,
    terms_of,
)

words = st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1, max_size=60)


def found(search: str, *texts: str) -> bool:
    prefix = prefix_of(search)
    return any(term.startswith(prefix) for term in terms_of(*texts))


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("inv-20", "INV-2044/b"),
        ("2044", "INV-2044/b"),
        ("2044/B", "INV-2044/b"),
        ("b", "INV-2044/b"),
        ("march", "Rent (March)"),
        ("(mar", "Rent (March)"),
        ("rent  (mar", "Rent (March)"),
        ("march) paid", "Rent (March) \tpaid"),
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
    ("search", "text"),
    [
        ("nv", "INV-2044"),
        ("044", "INV-2044"),
        ("rent x", "rent"),
        ("march rent", "rent march"),
        (".", "a.b"),
    ],
)
def test_it_is_not_found_by(search: str, text: str) -> None:
    assert not found(search, text)


@given(st.lists(words, min_size=1, max_size=8), st.data())
def test_what_begins_with_a_word_finds_it(texts: list[str], data: st.DataObject) -> None:
    behind = " ".join(texts[data.draw(st.integers(0, len(texts) - 1)) :])
    search = behind[: data.draw(st.integers(1, len(behind)))]
    if unicodedata.normalize("NFKD", behind).startswith(unicodedata.normalize("NFKD", search)):
        assert found(search, " ".join(texts))


@given(st.text(max_size=2_000))
def test_terms_are_few_and_short_and_sorted(text: str) -> None:
    terms = terms_of(text)
    assert len(terms) <= MAX_TERMS
    assert all(0 < len(term) <= MAX_TERM for term in terms)
    assert terms == sorted(set(terms))
    assert not any(other.startswith(term) for term in terms for other in terms if other != term)


def test_nothing_has_no_terms() -> None:
    assert terms_of(None, "", "  ") == []
    assert prefix_of(" \u0301 ") == ""


def found_in_part(search: str, *texts: str) -> bool:
    prefix = prefix_of(search)
    return any(term.startswith(prefix) for term in parts_of(*texts))


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("adt", "Stadtwerke"),
        ("ADT wer", "Stadt  Werke"),
        ("rke", "Stadtwerke"),
        ("musterstadt.ex", "ap@musterstadt.example"),
        ("10042", "K-10042"),
        ("042", "K-10042"),
        ("arz", "Gro\u00df\u00c4rzte"),
        ("k", "K-10042"),
        ("we", "Stadt Werke"),
    ],
)
def test_a_part_finds_it(search: str, text: str) -> None:
    assert found_in_part(search, text)


@pytest.mark.parametrize(("search", "text"), [("ke", "Stadtwerke"), ("stadtn", "Stadt Nord")])
def test_what_is_no_part_does_not(search: str, text: str) -> None:
    assert not found_in_part(search, text)


@given(st.lists(words, min_size=1, max_size=4), st.data())
def test_any_part_of_a_word_finds_it(texts: list[str], data: st.DataObject) -> None:
    """And whatever follows the word; the search itself is written as people write."""
    text = plain(" ".join(texts))
    start = data.draw(st.integers(0, max(0, min(len(text), MAX_PARTS) - MIN_PART)))
    part = text[start : start + data.draw(st.integers(MIN_PART, 40))]
    if " " not in part[:MIN_PART] and len(part) >= MIN_PART:
        assert found_in_part(part, " ".join(texts))


@given(st.text(max_size=2_000))
def test_what_finds_by_beginnings_finds_by_parts_and_those_are_bounded(text: str) -> None:
    parts = parts_of(text)
    assert len(parts) <= MAX_PARTS
    assert all(0 < len(term) <= MAX_TERM for term in parts)
    assert parts == sorted(set(parts))
    if len(plain(text)) <= MAX_TERMS:
        assert all(any(part.startswith(term) for part in parts) for term in terms_of(text))
