"""Imports of payment history on the wire."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from cashbeat.contracts.base import Amount, Instant, RequestModel, WireModel
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.contracts.problem import FieldProblem

ImportField = Literal[
    "created_at",
    "created_time",
    "amount",
    "currency",
    "method",
    "status",
    "refunded_amount",
    "failure_code",
    "customer_id",
    "external_id",
    "description",
]
"""What a column may tell of a payment."""

ConstantField = Literal[
    "currency", "method", "status", "failure_code", "customer_id", "description"
]
WordField = Literal["currency", "method", "status"]
_Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]


ReasonCode = Literal[
    "file_empty",
    "file_type_unsupported",
    "file_not_text",
    "file_damaged",
    "csv_malformed",
    "encoding_mismatch",
    "encoding_unknown",
    "workbook_protected",
    "workbook_too_large",
    "sheet_unknown",
    "sheet_empty",
    "sheet_missing",
    "sheet_assumed",
    "option_not_applicable",
    "cell_too_long",
    "too_many_columns",
    "header_missing",
    "rows_missing",
    "column_missing",
    "column_unknown",
    "column_repeated",
    "dates_ambiguous",
    "check_too_slow",
    "check_too_large",
    "bad_rows",
    "broke_off",
]
"""Why an import was refused, or failed (`broke_off`). Stable; the texts beside them are not."""


class ImportProfile(RequestModel):
    """How to read a file. Everything may be left out: it is found out, or defaulted."""

    columns: dict[ImportField, _Short] = Field(
        default_factory=dict,
        description="Field -> name of a column, or `#3` for the third.",
        examples=[{"amount": "money", "created_at": "datetime"}],
    )
    words: dict[WordField, Annotated[dict[_Short, _Short], Field(max_length=500)]] = Field(
        default_factory=dict,
        description="Field -> {word of the file -> ours}.",
        examples=[{"method": {"Visa": "card"}}],
    )
    constants: dict[ConstantField, _Short] = Field(
        default_factory=dict,
        description="Field -> one value for every row.",
        examples=[{"currency": "UAH"}],
    )
    time_zone: _Short | None = Field(
        default=None,
        description="IANA zone of times without an offset; the organisation's when left out.",
        examples=["Europe/Kyiv"],
    )
    date_format: _Short | None = Field(
        default=None,
        description="`year-first`, `month-first`, `day-first` or a strptime pattern (`%d.%m.%Y`).",
    )
    decimal_mark: Literal[".", ","] | None = Field(
        default=None, description="What decimals start with, when no row tells."
    )
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = Field(
        default=None, description="CSV only: what stands between cells, when not recognised."
    )
    encoding: _Short | None = Field(
        default=None,
        description="CSV only, such as `cp1251`. Needed for text that is not Unicode.",
    )
    sheet: _Short | None = Field(
        default=None, description="Workbooks only; the first visible sheet when left out."
    )
    source: Annotated[str, StringConstraints(max_length=100)] = Field(
        default="",
        description="Name of the machine, shop or account, when files of several may hold equal "
        "rows that are different payments. Part of each row's identity.",
    )
    nonexistent_times: Literal["refuse", "shift"] = Field(
        default="refuse",
        description="A local time that a clock change skipped: a bad row, or moved past it.",
    )
    create_methods: StrictBool = Field(
        default=False, description="Create payment methods that the organisation lacks."
    )
    skip_bad: StrictBool = Field(
        default=False, description="Import the good rows although others are bad."
    )


class ImportRequest(ImportProfile):
    """The part `options` of an upload."""

    dry_run: StrictBool = Field(default=False, description="Check and report; import nothing.")


class ImportColumn(WireModel):
    """Where a field's values come from."""

    field: ImportField = Field(description="What of a payment it tells.")
    origin: Literal["mapping", "name", "constant", "default"] = Field(
        description="Said, recognised by its name, one value for all rows, or our default."
    )
    column: str | None = Field(description="Name of the column; null for one value for all rows.")
    position: int | None = Field(description="Place of the column, from 1.")
    constant: str | None = Field(description="The one value for all rows; null for a column.")


class ImportProblem(WireModel):
    """One thing that is wrong with one row."""

    row: int = Field(description="Row of the file, from 1; the header is a row too.")
    field: str = Field(description="Field at fault; empty when it is the row as a whole.")
    column: str = Field(description="Its column.")
    value: str = Field(description="What stands there, cut to 80 characters.")
    code: str = Field(description="Stable code of the fault.", examples=["date_invalid"])
    message: str = Field(description="The fault in a sentence.")
    suggestion: str = Field(description="What to do; may be empty.")


class ImportTotal(WireModel):
    """Good rows of one currency and status."""

    currency: str = Field(description="ISO 4217 code.", examples=["UAH"])
    status: PaymentStatus = Field(description="How the payments stand.")
    count: int = Field(description="Rows.")
    amount: Amount = Field(description="Sum of their amounts, in major units.")
    refunded_amount: Amount = Field(description="Sum of what was given back, in major units.")


class ImportSample(WireModel):
    """One of the first good rows, as it would be recorded."""

    row: int = Field(description="Row of the file, from 1; the header is a row too.")
    created_at: Instant = Field(description="When the payment was made, in UTC.")
    amount: Amount = Field(description="Major units of `currency`.")
    currency: str = Field(description="ISO 4217 code.", examples=["UAH"])
    method: str = Field(description="Code of the payment method.", examples=["card"])
    status: PaymentStatus = Field(description="How the payment stands.")
    refunded_amount: Amount = Field(description="Part of `amount` given back.")
    failure_code: str | None = Field(description="Why it failed; null when it did not.")
    customer_id: str | None = Field(description="Who paid.")
    external_id: str | None = Field(description="Its name in the system it came from.")
    description: str | None = Field(description="Free text.")


class ImportReport(WireModel):
    """What the check of the whole file found."""

    rows: int = Field(description="Rows that are not blank, without the header.")
    good_rows: int = Field(description="Rows that are payments.")
    bad_rows: int = Field(description="The other rows: exact, however many are listed.")
    columns: list[ImportColumn] = Field(description="Where each field was taken from.")
    ignored_columns: list[str] = Field(description="Columns that were not read.")
    details: dict[str, str] = Field(
        description="How the file was read: encoding, delimiter or sheet, dates, decimal_mark, "
        "time_zone."
    )
    notes: list[str] = Field(description="What a person should know.")
    samples: list[ImportSample] = Field(description="The first five good rows.")
    totals: list[ImportTotal] = Field(description="Good rows by currency and status.")
    first_at: Instant | None = Field(description="Earliest good row; null when there is none.")
    last_at: Instant | None = Field(description="Latest good row; null when there is none.")
    new_methods: dict[str, str] = Field(description="Methods to be created: code -> name.")
    problems: list[ImportProblem] = Field(
        description="The first 1,000, in the order of the rows; `bad-rows.csv` has every one."
    )
    problem_count: int = Field(
        default=0, description="All problems; a bad row has one or several of them."
    )


class ChangedRow(WireModel):
    """A row that was imported before and says something else now; it was left as it was."""

    row: int = Field(description="Row of the file, from 1; the header is a row too.")
    payment_id: str = Field(description="The payment it made the first time.")


class PaymentImport(WireModel):
    """One import, running or over."""

    id: str = Field(
        description="Identifier of the import.", examples=["imp_01jd8x0t5m9q3v7w2k4n6p8r0s"]
    )
    file_name: str = Field(description="Name of the uploaded file.")
    state: Literal["checking", "writing", "done", "refused", "failed"] = Field(
        description="`done`: imported, or with a dry run checked. `refused`: nothing was imported, "
        "see `reason` and `report`. `failed`: broke off; send the file again, what is there stays. "
        "A lost process is noticed after a minute."
    )
    dry_run: bool = Field(description="Whether it was only checked.")
    reason: str | None = Field(description="Why it was refused or failed.")
    reason_code: ReasonCode | None = Field(description="The same as a stable code.")
    errors: list[FieldProblem] = Field(
        description="The options that are at fault, or that would help, as in a problem: "
        "`options.dateFormat`. Empty when none would."
    )
    progress: float = Field(description="Of the present state, 0..1.")
    created: int = Field(
        description="Payments added; of an import that broke off, at least so many."
    )
    already_there: int = Field(description="Rows that were imported before.")
    changed: int = Field(description="Of these, rows that say something else now; left alone.")
    changed_rows: list[ChangedRow] = Field(description="The first 100 of them.")
    report: ImportReport | None = Field(description="Set once the check is over.")
    started_at: Instant = Field(description="When the upload was complete.")
    updated_at: Instant = Field(description="When it last told how it stands.")
