"""The whole of a file of customers read and checked. Knows no database and no network."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cache

from cashbeat.contracts.customer_import import CustomerImportOptions
from cashbeat.customer.importing.reading.amount import AmountReader
from cashbeat.customer.importing.reading.column import any_column
from cashbeat.customer.importing.reading.columns import Chosen, choose_columns, described, unread
from cashbeat.customer.importing.reading.currency import currency_reader
from cashbeat.customer.importing.reading.day import DateForm, DayReader, find_form, said_form
from cashbeat.customer.importing.reading.handover import Reading, ReadingJob
from cashbeat.customer.importing.reading.repeats import Repeats
from cashbeat.customer.importing.reading.rows import RowReader
from cashbeat.customer.importing.reading.samples import samples_of
from cashbeat.customer.importing.reading.spool import Spool
from cashbeat.customer.importing.reading.table import Table
from cashbeat.customer.importing.reading.text import text_columns
from cashbeat.customer.importing.workbook.layout import OWN_SHEETS
from cashbeat.tabular.moment import DAY_FIRST, mixed_orders
from cashbeat.tabular.number import mark_of
from cashbeat.tabular.option import TableOptions
from cashbeat.tabular.refusal import FileRefused, refused, sentence
from cashbeat.tabular.source import RowSource, open_source
from cashbeat.tabular.wording import Text, counted, said

_PROGRESS_ROWS = 10_000


def read_table(job: ReadingJob, progress: Callable[[int, float], None], found: Reading) -> None:
    """Read every row, find every problem, and leave the rows in the files of the job.

    What was found out goes to `found`, as far as it came. `progress(rows, share of the file)` is
    called now and then. Raises: FileRefused.
    """
    options = CustomerImportOptions.model_validate(job.options)
    try:
        source = open_source(
            job.path, TableOptions(options.sheet, options.delimiter, options.encoding)
        )
    except FileRefused as refusal:
        found.sheets = list(refusal.sheets)
        raise
    found.sheets = source.oddities.sheets
    found.details = dict(source.details)
    first = source.oddities.first_column
    samples = samples_of(source)
    chosen = choose_columns(source.header, options.columns, first)
    found.columns = described(source.header, chosen, samples, first)
    found.notes = list(_notes_of_source(source, chosen))
    chosen.require(source.header)
    _Pass(job, options, source, chosen, found).run(progress)


class _Pass:
    """The pass over all rows of a file."""

    def __init__(
        self,
        job: ReadingJob,
        options: CustomerImportOptions,
        source: RowSource,
        chosen: Chosen,
        found: Reading,
    ) -> None:
        self._job, self._options, self._source, self._found = job, options, source, found
        self._columns = chosen.columns
        self._table = Table(source, job.fixes)
        form, mark = cache(self._date_form), cache(self._mark)
        if source.kind == "csv":  # all of it is text, and a pass within a pass loses the share
            form()
            mark()
        self._days = DayReader(form, from_1904=source.oddities.from_1904)
        self._amounts = AmountReader(mark, job.currency)
        self._rows = RowReader(
            chosen.columns,
            {
                **text_columns(),
                "currency": any_column(currency_reader(job.currency)),
                "due_date": any_column(self._days.reader()),
            },
            any_column(lambda pair: self._amounts.read(*pair)),
            chosen.currency,
            job.fixes,
        )
        self._wide: int | None = None

    def run(self, progress: Callable[[int, float], None]) -> None:
        found, left_out = self._found, frozenset(self._job.left_out)
        due = _PROGRESS_ROWS
        with (
            self._job.good.open("wb") as good,
            self._job.bad.open("wb") as bad,
            closing(Repeats()) as repeats,
        ):
            spool = Spool(good, bad, found)
            for rows in self._table.chunks():
                if not rows.numbers:
                    continue
                fixed = self._table.fixes_between(rows.numbers[0], rows.numbers[-1] + 1)
                read = self._rows.read(rows, fixed)
                self._require_one_order()
                self._wide = self._wide or rows.wide
                repeats.find([row for row in read if row.number not in left_out])
                spool.add(read, left_out)
                count = found.good + found.bad + found.left_out
                if count >= due:
                    due = count + _PROGRESS_ROWS
                    progress(count, self._source.share_read())
            spool.finish()
        if not found.good + found.bad + found.left_out:
            only = " but the example" if self._rows.examples else ""
            raise refused("rows_missing", f"the file has a header but no rows{only}")
        found.notes += [sentence(said(note, "http")) for note in self._notes()]

    def _date_form(self) -> DateForm:
        """How the dates are written; the file is looked through when the first text is met."""
        index, given = self._columns.get("due_date"), self._options.date_format
        if given is not None:
            form = said_form(given)
        elif index is None:
            form = DateForm(None)
        else:
            form = find_form(self._table.raw(index, "due_date"))
        known = form.pattern or form.order
        if known is not None:
            self._found.details["dates"] = known
        return form

    def _require_one_order(self) -> None:
        """Raises: FileRefused when some dates prove day-first, others month-first."""
        against = self._days.of_other_order
        if against is not None and self._options.date_format is None:
            raise mixed_orders(against, self._found.details.get("dates", DAY_FIRST))

    def _mark(self) -> str | None:
        """What starts the decimals; the file is looked through when the first text is met."""
        index, mark = self._columns.get("outstanding_amount"), self._options.decimal_mark
        found: str | None = mark
        if mark is None and index is not None:
            found = mark_of(self._table.raw(index, "outstanding_amount"))
        if found is not None:
            self._found.details["decimal_mark"] = found
        return found

    def _notes(self) -> Iterator[Text]:
        """What a person should know once the rows are read."""
        if self._rows.examples:
            yield "The template's example row was left out"
        if self._rows.idle_dates:
            rows = counted(self._rows.idle_dates, "row owes", "rows owe")
            yield f"{rows} nothing; the due date there was not read"
        if self._days.number is not None:
            number, day = self._days.number
            yield f"Due dates that are numbers were read as days: {number} is {day}"
        if self._wide is not None:
            yield f"Cells beyond the last named column are not read, such as in row {self._wide}"


def _notes_of_source(source: RowSource, chosen: Chosen) -> Iterator[str]:
    odd = source.oddities
    if odd.macros:
        yield "The workbook has macros; they were not run."
    for reason in source.assumed:
        if reason.code != "sheet_assumed" or not OWN_SHEETS.issuperset(odd.sheets[1:]):
            yield sentence(said(reason.text, "http"))
    hidden = [name for name in odd.hidden_sheets if name not in OWN_SHEETS]
    hidden = [name for name in hidden if name != source.details.get("sheet")]
    if hidden:
        what = "sheet" if len(hidden) == 1 else "sheets"
        verb = "is" if len(hidden) == 1 else "are"
        yield f"The hidden {what} {_listed(hidden)} {verb} not read."
    if odd.hidden_rows:
        rows = counted(len(odd.hidden_rows), "hidden row was", "hidden rows were")
        yield f"{rows} read like the others."
    names = unread(source.header, chosen)
    if names:
        what = "column" if len(names) == 1 else "columns"
        verb = "is" if len(names) == 1 else "are"
        yield f"The {what} {_listed(names)} {verb} not read."


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:10])
    return shown + (f" and {len(names) - 10} more" if len(names) > 10 else "")
