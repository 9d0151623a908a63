"""What is wrong with the present request, gathered from all its parts before anything is done.

A route notes the faults that it finds itself: query parameters that nobody knows, a path that is
too long. An endpoint that reads on (the texts of parameters, the fields of a body) takes them as
`Noted` and refuses them together with its own. For every other endpoint the route refuses them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from cashbeat.contracts.problem import FieldProblem


@dataclass(slots=True)
class RequestFaults:
    """The faults noted so far, and whether the endpoint took it on itself to refuse them."""

    noted: list[FieldProblem]
    taken: bool = False


_present: ContextVar[RequestFaults] = ContextVar("request_faults")


@contextmanager
def gathering(noted: list[FieldProblem]) -> Iterator[RequestFaults]:
    """The faults of the request that is answered inside, beginning with these."""
    token = _present.set(RequestFaults(noted))
    try:
        yield _present.get()
    finally:
        _present.reset(token)


def present_faults() -> RequestFaults:
    """The faults of the present request."""
    return _present.get()


def note(problem: FieldProblem) -> None:
    """Note a fault of the present request, to be refused before its endpoint does anything."""
    present_faults().noted.append(problem)


async def _take() -> Sequence[FieldProblem]:
    found = present_faults()
    found.taken = True
    return found.noted


Noted = Annotated[Sequence[FieldProblem], Depends(_take)]
"""What was noted. An endpoint that takes it must refuse it, with what it finds itself."""
