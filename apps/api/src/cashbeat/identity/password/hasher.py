"""Passwords: hashed with argon2id in threads of their own, and what makes a bad one."""

import asyncio
import gzip
import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from threading import BoundedSemaphore
from typing import Any, TypeVar

import argon2
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from cashbeat.core.errors import Unavailable

MEMORY_KIB = 19_456
TIME_COST = 2
PARALLELISM = 1
"""argon2id with 19 MiB, two passes and one lane.

Source: OWASP Password Storage Cheat Sheet, "Argon2id"; takes about 20 ms here.
"""

THREADS = 2
"""Hashes at a time: each takes a core and 19 MiB."""

MAX_WAITING = 32
"""Hashes that wait for a thread, about a third of a second of work; further ones are refused."""

COMMON, PERSONAL = "password_common", "password_personal"

_SHORTEST_WORD = 4
"""Names shorter than this are in too many words to be held against a password."""

_LONGEST_UNIT = 4
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "1234567890")
_TAIL = re.compile(r"[\W\d_]+$")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether a password is right, and whether its hash should be made anew."""

    ok: bool
    needs_rehash: bool


class PasswordHasher:
    """Hashes and checks passwords without holding up the event loop.

    Its threads are bounded and so is what waits for them: beyond, `Unavailable` (503).
    """

    def __init__(self, engine: argon2.PasswordHasher | None = None) -> None:
        self._engine = engine or argon2.PasswordHasher(
            time_cost=TIME_COST,
            memory_cost=MEMORY_KIB,
            parallelism=PARALLELISM,
            type=argon2.Type.ID,
        )
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._places = BoundedSemaphore(THREADS + MAX_WAITING)
        self._dummy = self._engine.hash("nobody has this password")

    async def hash(self, text: str) -> str:
        """The hash to store, with its parameters and salt. Raises: Unavailable."""
        return await self._run(lambda: self._engine.hash(normalised(text)))

    async def verify(self, stored: str | None, text: str) -> Verified:
        """Compare a password with a stored hash. Raises: Unavailable.

        No stored hash, because there is no such account, costs the same and is never right.
        """
        return await self._run(lambda: self._verified(stored, normalised(text)))

    def close(self) -> None:
        """Drop what waits and end the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _verified(self, stored: str | None, text: str) -> Verified:
        try:
            self._engine.verify(stored or self._dummy, text)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return Verified(ok=False, needs_rehash=False)
        if not stored:
            return Verified(ok=False, needs_rehash=False)
        return Verified(ok=True, needs_rehash=self._engine.check_needs_rehash(stored))

    async def _run(self, work: Callable[[], Result]) -> Result:
        if not self._places.acquire(blocking=False):
            raise Unavailable("Too many people are signing in at this moment; try again.")
        try:
            future = self._pool.submit(work)
        except BaseException:
            self._places.release()
            raise
        future.add_done_callback(self._release)
        return await asyncio.wrap_future(future)

    def _release(self, _: Future[Any]) -> None:
        self._places.release()


def normalised(text: str) -> str:
    """One form of what may be typed in several: NFKC, as NIST SP 800-63B 5.1.1.2 asks."""
    return unicodedata.normalize("NFKC", text)


def check_password(text: str, *, name: str, email: str) -> list[tuple[str, str]]:
    """What is wrong with a new password, as (code, message); its length is the wire model's."""
    folded = normalised(text).casefold()
    faults = []
    if is_common(folded):
        faults.append((COMMON, "is among the most common passwords; choose a rarer one"))
    elif _is_simple(folded):
        faults.append((COMMON, "is a simple sequence or repetition; choose a rarer one"))
    if any(word in folded for word in _own_words(name, email)):
        faults.append((PERSONAL, "must contain neither your name nor your e-mail address"))
    return faults


def is_common(folded: str) -> bool:
    """Whether a case-folded password is on the list.

    So is one with digits or signs behind it, when the listed part is the half of it at least.
    """
    stem = _TAIL.sub("", folded)
    return folded in _common() or (len(stem) * 2 >= len(folded) and stem in _common())


def _own_words(name: str, email: str) -> set[str]:
    """What of a person's name and address a password must not contain."""
    local = email.partition("@")[0]
    texts = [normalised(text).casefold() for text in (name, email, local, local.partition("+")[0])]
    words = {*texts, "".join(texts[0].split()), *texts[0].split()}
    return {word for word in words if len(word) >= _SHORTEST_WORD}


def _is_simple(text: str) -> bool:
    """Whether it is a few characters over and over, or a run of neighbours: abcdef, 654321."""
    repeated = any(
        text == (text[:size] * len(text))[: len(text)]
        for size in range(1, min(_LONGEST_UNIT, len(text) // 2) + 1)
    )
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return repeated or steps in ({1}, {-1}) or _follows_row(text)


def _follows_row(text: str) -> bool:
    """Whether it runs along a row of the keyboard, in either direction, round and round."""
    return any(
        text in (row * (len(text) // len(row) + 2))[::way] for row in _ROWS for way in (1, -1)
    )


@cache
def _common() -> frozenset[str]:
    packed = files("cashbeat.identity.password").joinpath("common_passwords.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().splitlines())
