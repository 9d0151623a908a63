"""What can go wrong with an import of customers as a whole."""

from cashbeat.core.errors import CashbeatError


class CustomerImportNotReady(CashbeatError):
    """It is at something else, which has to end first, or it came to nothing."""

    status = 409
    code = "import_not_ready"
    title = "Import not ready"


class CustomerImportHasBadRows(CashbeatError):
    """Rows are bad, and nobody said that the others may be recorded without them."""

    status = 409
    code = "import_has_bad_rows"
    title = "Import has bad rows"


class CustomerImportCheckedAgain(CashbeatError):
    """There was another check since the one that was looked at."""

    status = 409
    code = "import_checked_again"
    title = "Import checked again"


class CustomerImportCommitted(CashbeatError):
    """It is recorded, or being recorded: it can be undone, and not changed or thrown away."""

    status = 409
    code = "import_committed"
    title = "Import committed"


class CustomerImportNotCommitted(CashbeatError):
    """Nothing of it was recorded, so nothing can be undone."""

    status = 409
    code = "import_not_committed"
    title = "Import not committed"


class CustomerImportRowsUnknown(CashbeatError):
    """The file's rows were not judged: the check is not over, or came to nothing."""

    status = 409
    code = "import_rows_unknown"
    title = "Rows not known"
