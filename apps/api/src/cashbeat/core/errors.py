"""The errors that services raise and the API answers: a status, a stable code, and a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from cashbeat.contracts.problem import FieldProblem, Problem

MAX_FAULTS = 100
"""Faults that one answer lists: more help nobody, and an answer must not outgrow its request."""


class CashbeatError(Exception):
    """Base of every error with an answer of its own. Anything else is a 500.

    An error that tells programs more than its code has a `wire_model` of its own and `members`.
    """

    status: int = 500
    code: str = "internal_error"
    title: str = "Internal error"
    wire_model: type[Problem] = Problem

    def __init__(
        self,
        detail: str,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors[:MAX_FAULTS])
        self.omitted = len(errors) - len(self.errors)
        self.headers = dict(headers or {})
        self.members = dict(members or {})


class InvalidRequest(CashbeatError):
    """The request is understood and refused: fields are wrong. Every faulty field is named."""

    status = 422
    code = "invalid_request"
    title = "Invalid request"

    @classmethod
    def of(cls, errors: Sequence[FieldProblem]) -> "InvalidRequest":
        """One error out of all faulty fields."""
        text = "; ".join(f"{error.field}: {error.message}" for error in errors[:5])
        more = f"; and {len(errors) - 5} more" if len(errors) > 5 else ""
        return cls(text + more, errors=errors)


class MalformedRequest(CashbeatError):
    """The request cannot be read at all."""

    status = 400
    code = "malformed_request"
    title = "Malformed request"


class Unavailable(CashbeatError):
    """A part that the answer needs does not answer; the same request may succeed soon."""

    status = 503
    code = "unavailable"
    title = "Temporarily unavailable"

    def __init__(self, detail: str, retry_after: int = 2) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


def problem_of(error: CashbeatError, request_id: str) -> Problem:
    """The wire form of an error."""
    return error.wire_model(
        type=f"/problems/{error.code}",
        title=error.title,
        status=error.status,
        code=error.code,
        detail=error.detail,
        request_id=request_id,
        errors=error.errors,
        omitted=error.omitted,
        **error.members,
    )
