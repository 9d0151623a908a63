"""Connections of which nobody knows yet whose they are: few at a time, from one address and in all.

They cost memory and a descriptor before they proved anything, so they have a number of their own
beside the limit of each organisation.
"""

from collections import Counter
from types import TracebackType
from typing import Self

from cashbeat.realtime.errors import TooManyRequests, TooManySockets

PER_ADDRESS = 100
"""An office behind one address comes back at once after a restart: a moment each, not for long."""

IN_ALL = 2_000

ATTEMPTS = 5
"""Socket.IO handshakes that one connection may make; clients make one."""


class Place:
    """One connection's place among the strangers; given back once, however often it is said."""

    __slots__ = ("_strangers", "address", "adopted", "attempts")

    def __init__(self, strangers: "Strangers", address: str) -> None:
        self._strangers: Strangers | None = strangers
        self.address = address
        self.adopted = False
        self.attempts = 0

    def leave(self) -> None:
        """The connection is known now, or gone."""
        strangers, self._strangers = self._strangers, None
        if strangers is not None:
            strangers.forget(self.address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self.leave()


class Strangers:
    """Counts them."""

    def __init__(self, per_address: int | None = None, in_all: int | None = None) -> None:
        self._per_address = PER_ADDRESS if per_address is None else per_address
        self._in_all = IN_ALL if in_all is None else in_all
        self._counts: Counter[str] = Counter()
        self._total = 0

    def __len__(self) -> int:
        return self._total

    def place(self, address: str) -> Place:
        """A place for one more. Raises: TooManySockets, TooManyRequests."""
        if self._total >= self._in_all:
            raise TooManySockets("Too many connections wait to say who they are.")
        if self._counts[address] >= self._per_address:
            raise TooManyRequests(
                f"{self._per_address} connections of your address wait to say who they are."
            )
        self._counts[address] += 1
        self._total += 1
        return Place(self, address)

    def forget(self, address: str) -> None:
        """One less; `Place.leave` says so."""
        self._total -= 1
        self._counts[address] -= 1
        if self._counts[address] <= 0:
            del self._counts[address]
