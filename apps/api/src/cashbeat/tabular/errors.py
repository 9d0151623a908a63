"""What can go wrong with a file as a whole. A faulty row is a problem of its own, not an error."""

from collections.abc import Sequence

from cashbeat.contracts.importing import ReasonCode
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import CashbeatError


class ImportRefused(CashbeatError):
    """The file cannot be imported as it is; the sentence says why and what to do.

    `reason` is its stable code; the errors name the options at fault, or that would help.
    """

    status = 422
    code = "import_refused"
    title = "Import refused"

    def __init__(
        self, detail: str, reason: ReasonCode, errors: Sequence[FieldProblem] = ()
    ) -> None:
        super().__init__(detail, errors=errors)
        self.reason = reason
