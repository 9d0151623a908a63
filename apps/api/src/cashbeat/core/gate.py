"""What stands before an operation: who may not pass is refused before the request is read.

Every route of ours has a gate or says that it is public, see `CheckedRoute`. A gate is a dependency
of the endpoint too, which hands on what it found.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Protocol, TypeVar, runtime_checkable

from fastapi.dependencies.models import Dependant
from starlette.requests import Request

_PUBLIC = "open_to_everybody"

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


@runtime_checkable
class Gate(Protocol):
    """Lets a request pass, or raises what it is refused with."""

    permission: str | None
    """What the caller needs to be allowed in the organisation; None for a matter of the person."""

    def admit(self, request: Request) -> Awaitable[None]:
        """Raises: CashbeatError."""


def public(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint that asks nobody who they are."""
    setattr(endpoint, _PUBLIC, True)
    return endpoint


def is_public(endpoint: Callable[..., Any]) -> bool:
    """Whether an endpoint was marked so."""
    return getattr(endpoint, _PUBLIC, False)


def gates_of(dependant: Dependant) -> Iterator[Gate]:
    """The gates among the dependencies of an operation."""
    call: Any = dependant.call
    if isinstance(call, Gate):
        yield call
    for each in dependant.dependencies:
        yield from gates_of(each)
