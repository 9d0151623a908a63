"""Imports of customers from a workbook or CSV file on the wire.

    upload -> checking -> ready -> committing -> done -> undoing -> undone

Nothing is recorded before `committing`. A check may be repeated with other choices or corrected
cells as often as one likes; `revision` counts the checks.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints, model_validator

from cashbeat.contracts.base import Amount, Instant, RequestModel, WireModel
from cashbeat.contracts.customer_fields import CustomerId
from cashbeat.contracts.importing import ReasonCode
from cashbeat.contracts.payment import Currency
from cashbeat.contracts.problem import FieldProblem

CustomerImportField = Literal[
    "name",
    "external_id",
    "email",
    "phone",
    "address",
    "outstanding_amount",
    "currency",
    "due_date",
    "tags",
    "agent_email",
    "notes",
]
"""What a column may tell of a customer."""

CustomerImportState = Literal[
    "checking", "ready", "committing", "done", "undoing", "undone", "refused", "failed"
]
RowOutcome = Literal["create", "update", "unchanged", "skip", "bad", "left_out", "failed"]

_STATE_MEANING = (
    "`checking`: the file is read and compared with the customers on record. `ready`: it was, and "
    "waits for `commit`. `committing`: it is recorded, and will be to the end whatever is killed. "
    "`done`: it was. `undoing`, `undone`: what it did is taken back, or was. `refused`: the file "
    "cannot be read as a table, see `reason`; nothing was recorded. `failed`: it broke off for a "
    "reason of ours; `commit` or `undo` goes on where it stopped."
)
_OUTCOME_MEANING = (
    "`create`: a new customer. `update`: a customer on record is changed. `unchanged`: it says all "
    "that already. `skip`: it is on record, and `existing` says to leave it. `bad`: it has a "
    "problem. `left_out`: a person said so. `failed`: good when checked and not any more when it "
    "was to be recorded."
)
_Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]
RowNumber = Annotated[int, Field(ge=1, le=2_000_000)]
MAX_FIXES = 5_000
"""Corrected cells of an import, and rows left out of it: more are corrected in the file."""


class CustomerImportOptions(RequestModel):
    """How to read a file. Everything may be left out: it is found out, or defaulted."""

    columns: dict[CustomerImportField, _Short | None] = Field(
        default_factory=dict,
        description="Field -> name of a column, or `#3` for the third; null reads no column for "
        "it. Fields that are left out are recognised by the names of the columns.",
        examples=[{"name": "Kunde", "outstanding_amount": "Saldo", "notes": None}],
    )
    sheet: _Short | None = Field(
        default=None, description="Workbooks only; the first visible sheet when left out."
    )
    date_format: _Short | None = Field(
        default=None,
        description="`year-first`, `month-first`, `day-first` or a strptime pattern (`%d.%m.%Y`); "
        "found out when left out.",
        examples=["day-first"],
    )
    decimal_mark: Literal[".", ","] | None = Field(
        default=None,
        description="What decimals start with (`,` in `1.234,50`); found out when left out.",
        examples=[","],
    )
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = Field(
        default=None, description="CSV only: what stands between cells, when not recognised."
    )
    encoding: _Short | None = Field(
        default=None,
        description="CSV only, such as `cp1251`. Needed for text that is not Unicode.",
    )
    currency: Currency | None = Field(
        default=None,
        description="Currency of new customers whose row names none; the organisation's when left "
        "out.",
        examples=["EUR"],
    )
    existing: Literal["update", "skip"] = Field(
        default="update",
        description="What becomes of customers that are on record already: those of the same "
        "external id or, where the row has none, of the same e-mail address.",
    )


class CustomerImportRequest(CustomerImportOptions):
    """The part `options` of an upload."""

    dry_run: StrictBool = Field(
        default=True,
        description="Check and wait for `commit`. False records it at once when no row is bad, or "
        "with `skipBad`; otherwise it waits, too.",
    )
    skip_bad: StrictBool = Field(
        default=False,
        description="With `dryRun` false: record the good rows although some are bad.",
    )


class CellFix(RequestModel):
    """What a cell is to be read as."""

    row: RowNumber = Field(description="Row of the file, from 1; the header is a row too.")
    field: CustomerImportField = Field(description="Which of its fields.", examples=["due_date"])
    value: Annotated[str, StringConstraints(max_length=5_000)] = Field(
        description="What a person would have typed into the cell; empty for an empty cell.",
        examples=["31.12.2026"],
    )


class CustomerImportChange(RequestModel):
    """Other choices, or corrected cells: the file is checked again with them.

    Fixes are added to those before; of two for one cell the later holds.
    """

    options: CustomerImportOptions | None = Field(
        default=None, description="All choices anew; those before stay when left out."
    )
    fixes: list[CellFix] = Field(
        default_factory=list, max_length=MAX_FIXES, description="Cells to read otherwise."
    )
    leave_out: list[RowNumber] = Field(
        default_factory=list, max_length=MAX_FIXES, description="Rows not to import."
    )
    take_in: list[RowNumber] = Field(
        default_factory=list,
        max_length=MAX_FIXES,
        description="Rows to import after all that were left out before.",
    )

    @model_validator(mode="after")
    def _something(self) -> "CustomerImportChange":
        if self.options is None and not (self.fixes or self.leave_out or self.take_in):
            raise ValueError("give `options`, `fixes`, `leaveOut` or `takeIn`")
        return self


class CustomerImportCommit(RequestModel):
    """Records what was checked."""

    revision: Annotated[int, Field(ge=1)] | None = Field(
        default=None,
        description="The check that was looked at; refused when there was another one since. The "
        "newest one when left out.",
        examples=[1],
    )
    skip_bad: StrictBool = Field(
        default=False, description="Record the good rows although others are bad."
    )


class CustomerImportColumn(WireModel):
    """A column of the file."""

    position: int = Field(description="Its place, from 1.", examples=[2])
    name: str = Field(description="Its header; may be empty.", examples=["Offener Betrag"])
    field: CustomerImportField | None = Field(
        description="What it tells; null when it is not read.", examples=["outstanding_amount"]
    )
    origin: Literal["mapping", "name"] | None = Field(
        description="Said, or recognised by its name; null when it is not read."
    )
    samples: list[str] = Field(
        description="Its first values that are not empty, three at most.", examples=[["1.234,50"]]
    )


class CustomerImportProblem(WireModel):
    """One thing that is wrong with one row."""

    row: int = Field(description="Row of the file, from 1; the header is a row too.")
    cell: str | None = Field(
        description="The cell as a spreadsheet names it; null when it is the row as a whole.",
        examples=["D12"],
    )
    field: CustomerImportField | None = Field(
        description="Field at fault; null when it is the row as a whole."
    )
    column: str = Field(description="Header of its column; empty when it has none.")
    value: str = Field(description="What stands there, cut to 80 characters.")
    code: str = Field(description="Stable code of the fault.", examples=["date_invalid"])
    message: str = Field(description="The fault in a sentence.")
    suggestion: str = Field(description="What to do; may be empty.")
    proposal: str | None = Field(
        description="A value that would be right and that the cell may well have meant; null when "
        "there is none.",
        examples=["EUR"],
    )


class ImportAmount(WireModel):
    """A control total."""

    amount: Amount = Field(description="Major units of `currency`.", examples=[61_250.00])
    currency: Currency


class CustomerImportCounts(WireModel):
    """What the check found, and what a commit would do; each row is counted once."""

    rows: int = Field(description="Rows that are not blank, without the header.", examples=[500])
    create: int = Field(description="New customers.", examples=[470])
    update: int = Field(description="Customers on record that change.", examples=[10])
    unchanged: int = Field(description="Customers that say all that already.")
    skip: int = Field(description="Customers on record that `existing` leaves alone.")
    bad: int = Field(description="Rows with a problem.", examples=[20])
    left_out: int = Field(description="Rows that a person left out.")
    problems: int = Field(description="All problems; a bad row has one or several.")
    amounts: list[ImportAmount] = Field(
        description="Outstanding amounts of the rows that are created or change a customer, by "
        "currency: to compare with the file's own total."
    )


class CustomerImportOutcome(WireModel):
    """What was recorded, so far."""

    created: int = Field(description="Customers that were added.")
    updated: int = Field(description="Customers that were changed.")
    unchanged: int = Field(description="Rows that said nothing new.")
    skipped: int = Field(description="Rows left alone: skipped, bad, or left out.")
    failed: int = Field(description="Good rows that could not be recorded any more.")


class CustomerImportUndo(WireModel):
    """What was taken back, so far."""

    removed: int = Field(description="Customers that the import added, deleted again.")
    restored: int = Field(description="Customers that are again as they were.")
    kept: int = Field(
        description="Customers left as they are, because somebody changed, charged or paid since."
    )


class CustomerImport(WireModel):
    """One import of customers."""

    id: str = Field(
        description="Identifier of the import.", examples=["cim_01jd8x0t5m9q3v7w2k4n6p8r0s"]
    )
    file_name: str = Field(description="Name of the file.", examples=["customers.xlsx"])
    state: CustomerImportState = Field(description=_STATE_MEANING, examples=["ready"])
    revision: int = Field(description="Number of checks so far; 1 is the first.", examples=[1])
    dry_run: bool = Field(description="Whether it waits for `commit`.")
    reason: str | None = Field(description="Why it was refused or failed.")
    reason_code: ReasonCode | None = Field(description="The same as a stable code.")
    errors: list[FieldProblem] = Field(
        description="The options that are at fault, or that would help: `options.dateFormat`."
    )
    progress: float = Field(description="Of the present state, 0..1.", examples=[0.4])
    options: CustomerImportOptions = Field(description="The choices that it is read with.")
    columns: list[CustomerImportColumn] = Field(
        description="The file's columns; empty until they were read."
    )
    details: dict[str, str] = Field(
        description="How the file was read: sheet or delimiter and encoding, dates, decimal_mark."
    )
    sheets: list[str] = Field(description="Visible sheets of the workbook; empty of a CSV file.")
    notes: list[str] = Field(description="What a person should know.")
    counts: CustomerImportCounts | None = Field(description="Set once the check is over.")
    problems: list[CustomerImportProblem] = Field(
        description="The first 100 problems in the order of the rows; `rows` lists more, "
        "`errors.xlsx` has every one."
    )
    fixes: int = Field(description="Cells that were corrected here.")
    outcome: CustomerImportOutcome | None = Field(description="Set once it is committed.")
    undo: CustomerImportUndo | None = Field(description="Set once it is undone.")
    started_by: str = Field(description="Who uploaded it.", examples=["Ada Lovelace"])
    started_at: Instant = Field(description="When the upload was complete.")
    updated_at: Instant = Field(description="When it last told how it stands.")
    committed_at: Instant | None = Field(description="When somebody committed it.")
    undone_at: Instant | None = Field(description="When somebody took it back.")


class CustomerImportList(WireModel):
    """The newest imports of customers."""

    items: list[CustomerImport] = Field(description="Newest first, 50 at most.")


class ImportFieldChange(WireModel):
    """What a row changes of a customer."""

    field: CustomerImportField = Field(description="The field.", examples=["phone"])
    before: str | None = Field(description="As it stands; null when it is empty.")
    after: str | None = Field(description="As the row says.")


class CustomerImportRow(WireModel):
    """A row of the file, and what becomes of it."""

    row: int = Field(description="Row of the file, from 1; the header is a row too.")
    outcome: RowOutcome = Field(description=_OUTCOME_MEANING, examples=["bad"])
    customer_id: CustomerId | None = Field(
        description="The customer on record that it is about; null of a new one."
    )
    cells: dict[CustomerImportField, str] = Field(
        description="What stands in its cells that are read, fixes included."
    )
    fixed: list[CustomerImportField] = Field(description="Cells that were corrected here.")
    changes: list[ImportFieldChange] = Field(description="Of `update`: what changes.")
    problems: list[CustomerImportProblem] = Field(description="Of `bad` and `failed`: why.")


class CustomerImportRows(WireModel):
    """One page of an import's rows of one outcome."""

    items: list[CustomerImportRow] = Field(description="In the order of the file.")
    total: int = Field(description="Rows of that outcome.", examples=[20])
    listed: int = Field(
        description="Those of them that can be listed: the first 1,000 bad, failed and left out "
        "ones, the first 200 of every other outcome."
    )
    next_cursor: str | None = Field(
        description="Pass as `cursor` for the next page; null at the end."
    )
