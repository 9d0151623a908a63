"""What a text can be found by, pure: what an index of it holds, what a search asks of that index.

A search names what stands in a text from the beginning of a word on, which one range of an index
answers however many texts there are. Behind a sign inside of a word begins another: "INV-2044/b"
is found by "inv-20", "2044/b" and "b". Case and accents do not matter, nor how wide a gap is.

Where texts are few, `parts_of` lets a search begin inside of a word as well: some four times as
many terms for each text.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

MAX_TERM = 32
"""Characters of a term: enough for any identifier. What is longer is cut, in searches too."""

MAX_TERMS = 100

MAX_PARTS = 200
"""Places of a text from which on parts of it are found."""

MIN_PART = 3
"""Characters of a word that are found wherever they stand in it."""

_BEGINNING = re.compile(r"(?<!\S)\S|(?<![^\W_])[^\W_]")
_INSIDE = re.compile(rf"(?=\S{{{MIN_PART}}})")


def terms_of(*texts: str | None) -> list[str]:
    """What stands behind every beginning in the texts, sorted; at most `MAX_TERMS` of each."""
    return _longest({term for text in texts if text for term in _terms(text)})


def parts_of(*texts: str | None) -> list[str]:
    """The same, and what stands behind every place in a word with `MIN_PART` characters left in it.

    The first `MAX_PARTS` places of each text count. "Stadtwerke Nord" is found by "adt", "werke n"
    and "nord".
    """
    return _longest({term for text in texts if text for term in _parts(text)})


def prefix_of(search: str) -> str:
    """The beginning that one of a text's terms must have to be found; empty without a word."""
    return plain(search)[:MAX_TERM]


@lru_cache(maxsize=8192)
def _terms(text: str) -> tuple[str, ...]:
    """Descriptions and customers come again and again: a cache makes most of them free."""
    words = plain(text)
    places = [match.start() for match in _BEGINNING.finditer(words)]
    return tuple(words[place : place + MAX_TERM] for place in places[:MAX_TERMS])


def _parts(text: str) -> list[str]:
    words = plain(text)
    places = {match.start() for match in _BEGINNING.finditer(words)}
    places |= {match.start() for match in _INSIDE.finditer(words)}
    return [words[place : place + MAX_TERM] for place in sorted(places)[:MAX_PARTS]]


def _longest(terms: set[str]) -> list[str]:
    """The terms, sorted, without those that another one begins with."""
    found = sorted(terms)
    longest = [term for term, after in pairwise(found) if not after.startswith(term)]
    return longest + found[-1:]


def plain(text: str) -> str:
    """Lower case without accents; compatible characters (ﬁ, ①, full width) as the common ones."""
    if text.isascii():  # most are, and nothing of them is to be decomposed
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(s for s in decomposed if not unicodedata.combining(s)).split())
