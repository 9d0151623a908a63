"""Words that a text can be found by, pure: what an index of them holds, what a search asks of it.

A search is answered by the beginnings of words, which an index serves however many texts there are.
A word is what stands between blanks, and what begins behind a sign inside of it: "INV-2044/b" is
found by "inv-20", "2044" and "b". Case and accents do not matter.
"""

import re
import unicodedata
from functools import lru_cache

MAX_TERM = 40
"""Characters of a term; what is longer is cut, in texts and in searches alike."""

MAX_TERMS = 100

_WORD = re.compile(r"\S+")
_BEGINNING = re.compile(r"(?<![^\W_])[^\W_]")


def terms_of(*texts: str | None) -> list[str]:
    """Every term of the texts, sorted, at most `MAX_TERMS` of each text."""
    return sorted({term for text in texts if text for term in _terms(text)})


def prefixes_of(search: str) -> list[str]:
    """The beginnings that a text must have among its terms, each of them, to be found."""
    words = {word[:MAX_TERM] for word in _plain(search).split()}
    longer = sorted(words, key=len, reverse=True)
    return [
        word
        for place, word in enumerate(longer)
        if not any(other.startswith(word) for other in longer[:place])
    ]


@lru_cache(maxsize=8192)
def _terms(text: str) -> tuple[str, ...]:
    """Descriptions and customers come again and again: a cache makes most of them free."""
    terms: dict[str, None] = {}
    for match in _WORD.finditer(_plain(text)):
        word = match.group()
        terms[word[:MAX_TERM]] = None
        for beginning in _BEGINNING.finditer(word):
            terms[word[beginning.start() :][:MAX_TERM]] = None
    return tuple(terms)[:MAX_TERMS]


def _plain(text: str) -> str:
    """Lower case without accents; compatible characters (ﬁ, ①, full width) as the common ones."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
