"""What can go wrong with reading a file of customers."""

from collections.abc import Sequence

from cashbeat.contracts.importing import ReasonCode
from cashbeat.contracts.problem import FieldProblem
from cashbeat.customer.importing.reading.handover import Reading
from cashbeat.tabular.errors import ImportRefused


class TableRefused(ImportRefused):
    """The file cannot be read as a table of customers; `reading` is what was found out before.

    Its columns and sheets, where they are known, let a person choose others.
    """

    def __init__(
        self,
        detail: str,
        reason: ReasonCode,
        errors: Sequence[FieldProblem],
        reading: Reading,
    ) -> None:
        super().__init__(detail, reason, errors)
        self.reading = reading
