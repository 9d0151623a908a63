"""Cursors of pages as requests bring them: what is wrong with one that cannot be read."""

from datetime import UTC, datetime

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


def encode_place(at: datetime, document_id: str, filters: str) -> str:
    """The cursor of a list by time: where the page ended."""
    return cursors.encode([at.isoformat(), document_id], filters)


def decode_place(cursor: str, filters: str) -> tuple[datetime, str]:
    """Time and id of the last document of the page before. Raises: InvalidCursor."""
    try:
        at, document_id = cursors.decode(cursor, filters, 2)
        if not isinstance(document_id, str):
            raise TypeError
        return datetime.fromisoformat(at).astimezone(UTC), document_id
    except cursors.MalformedCursor as error:
        raise InvalidCursor.because(str(error)) from None
    except (ValueError, TypeError, OverflowError):
        raise InvalidCursor.because("the cursor is not one of ours") from None
