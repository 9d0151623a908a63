"""Cursors of pages as requests bring them: what is wrong with one that cannot be read."""

from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import CashbeatError
from cashbeat.kit import cursor as cursors


class InvalidCursor(CashbeatError):
    """A page cursor that is not ours, or belongs to other filters."""

    status = 400
    code = "invalid_cursor"
    title = "Malformed cursor"

    @property
    def fault(self) -> FieldProblem:
        """The same as one fault of several."""
        return FieldProblem(field="query.cursor", code=self.code, message=self.detail.rstrip("."))

    @classmethod
    def because(cls, message: str) -> "InvalidCursor":
        """The error of a request that is right but for its cursor."""
        error = cls(f"{message}.")
        error.errors = [error.fault]
        return error


def unreadable(cursor: str) -> FieldProblem | None:
    """What is wrong with a cursor, whichever filters it is of; None of one that can be read."""
    try:
        cursors.read(cursor)
    except cursors.MalformedCursor as error:
        return InvalidCursor.because(str(error)).fault
    return None
