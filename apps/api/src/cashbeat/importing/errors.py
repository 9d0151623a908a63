"""What can go wrong with a file as a whole. A faulty row is a `RowProblem`, not an error."""

from cashbeat.core.errors import CashbeatError
from cashbeat.tabular.errors import ImportRefused

__all__ = ["BadRowsUnknown", "ImportBusy", "ImportNotFound", "ImportRefused", "ImportTooLarge"]


class ImportTooLarge(CashbeatError):
    """The file is larger than an upload may be."""

    status = 413
    code = "import_too_large"
    title = "File too large"


class ImportBusy(CashbeatError):
    """As many imports of the organisation run as may at once."""

    status = 429
    code = "import_busy"
    title = "Imports still running"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"Retry-After": "10"})


class BadRowsUnknown(CashbeatError):
    """The rows of the file were not judged: its check is not over, or never came to an end."""

    status = 409
    code = "bad_rows_unknown"
    title = "Bad rows not known"


class ImportNotFound(CashbeatError):
    """No such import in the organisation."""

    status = 404
    code = "import_not_found"
    title = "Import not found"
