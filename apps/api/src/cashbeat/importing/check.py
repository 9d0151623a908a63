"""The whole of a file checked before any of it is written. Knows no database and no network."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import chain
from typing import IO

from cashbeat.importing.column import FieldSource, choose_columns, names_utc
from cashbeat.importing.convert import Facts, RowProblem, RowReader
from cashbeat.importing.encoding import DocumentWriter
from cashbeat.importing.identity import identities, keys_of, milliseconds
from cashbeat.importing.job import CheckJob
from cashbeat.importing.listing import Listing
from cashbeat.importing.report import Report
from cashbeat.importing.spool import write_frame
from cashbeat.importing.word import UNKNOWN_FAILURE, CurrencyWords, MethodWords, StatusWords
from cashbeat.kit.time_buckets import zone
from cashbeat.tabular.moment import DAY_FIRST, decide_order, mixed_orders, undecided_order
from cashbeat.tabular.number import mark_of
from cashbeat.tabular.refusal import FileRefused, refused, sentence
from cashbeat.tabular.seen import Seen
from cashbeat.tabular.source import Cell, RowSource, open_source
from cashbeat.tabular.value import Fault, shown
from cashbeat.tabular.wording import Choice, Text, counted, said

SAMPLE_ROWS = 5
_PROGRESS_ROWS = 20_000


def check_file(job: CheckJob, progress: Callable[[int, float], None]) -> Report:
    """Read every row, find every problem, and leave the good ones in the spool.

    `progress(rows, share of the file)` is called now and then. Raises: FileRefused.
    """
    source = open_source(job.path, job.options)
    try:
        columns = choose_columns(source.header, job.options, job.default_currency)
        check = _Check(job, source, columns)
        with ExitStack() as files:
            if job.spool is not None:
                check.spool = files.enter_context(job.spool.open("wb"))
            listing = Listing(check.report, job.problems, job.speech)
            return check.run(files.enter_context(listing), progress)
    except FileRefused as refusal:
        refusal.assumed = source.assumed
        raise


class _Check:
    def __init__(self, job: CheckJob, source: RowSource, columns: dict[str, FieldSource]) -> None:
        from cashbeat.importing.timing import TimeReader

        self._job, self._source = job, source
        options = job.options
        self._columns = self._without_needless_time(columns)
        self.report = Report(
            details=dict(source.details),
            notes=[sentence(said(reason.text, job.speech)) for reason in source.assumed],
        )
        local = zone(options.time_zone or self._own_zone())
        self._methods = MethodWords(
            job.methods, options.words.get("method", {}), create=options.create_methods
        )
        self._times = TimeReader(
            local,
            self._date_format(),
            job.now,
            shift=options.nonexistent_times == "shift",
        )
        self._reader = RowReader(
            source.header,
            self._columns,
            methods=self._methods,
            statuses=StatusWords(options.words.get("status", {})),
            currencies=CurrencyWords(options.words.get("currency", {})),
            times=self._times,
            decimal_mark=self._decimal_mark(),
        )
        self.report.details["time_zone"] = local.key
        self._seen = Seen()
        self._unexplained = 0
        self._writer = DocumentWriter(job.tenant_id, job.now)
        self.spool: IO[bytes] | None = None

    def run(self, listing: Listing, progress: Callable[[int, float], None]) -> Report:
        report = self.report
        self._describe_columns()
        due = _PROGRESS_ROWS
        for first, rows in self._source.chunks():
            facts, problems = self._reader.read(first, rows)
            self._require_one_order()
            if facts.rows:
                problems += self._write(facts)
            listing.add(problems)
            report.bad_rows += len({problem.row for problem in problems})
            report.good_rows += len(facts.rows)
            if report.good_rows + report.bad_rows >= due:
                due += _PROGRESS_ROWS
                progress(report.good_rows + report.bad_rows, self._source.share_read())
        self._seen.close()
        report.rows = report.good_rows + report.bad_rows
        if not report.rows:
            raise refused("rows_missing", "the file has a header but no rows")
        report.new_methods = dict(self._methods.created)
        report.notes += [sentence(said(note, self._job.speech)) for note in self._notes()]
        return report

    def _write(self, facts: Facts) -> list[RowProblem]:
        """Name the good rows, put them in the spool and count them; an id seen before is bad."""
        created = milliseconds(facts)
        identity = identities(facts, self._job.options.source, created)
        seen = self._seen.count([digest for digest, _ in identity], facts.rows)
        again = {
            place
            for place, (n, _) in enumerate(seen)
            if n > 1 and facts.externals[place] is not None
        }
        problems = [self._repeated_id(facts, place, seen[place][1]) for place in again]
        if again:
            _drop(facts, again)
            identity = [value for place, value in enumerate(identity) if place not in again]
            seen = [value for place, value in enumerate(seen) if place not in again]
            created = milliseconds(facts)
        if facts.rows:
            self.report.repeated_rows += sum(1 for n, _ in seen if n > 1)
            if self.spool is not None:
                keys = keys_of(identity, [n for n, _ in seen])
                made = self._writer.encode(facts, created, identity, keys)
                events = len(facts.rows) + sum(map(bool, facts.refunds))
                write_frame(self.spool, facts.rows, made, events)
            self._add(facts)
        return problems

    def _repeated_id(self, facts: Facts, place: int, first: int) -> RowProblem:
        index = self._columns["external_id"].index
        column = "" if index is None else self._source.header[index]
        fault = Fault(
            "external_id_repeated",
            f"row {first} has this id already; an id names one payment",
            (
                "remove the row, or take another column with ",
                Choice("columns", "OTHER_COLUMN", ("external_id",)),
            ),
        )
        value = shown(facts.externals[place])
        return RowProblem(facts.rows[place], "external_id", column, value, fault)

    def _add(self, facts: Facts) -> None:
        report = self.report
        totals = report.totals
        for currency, status, amount, refund in zip(
            facts.currencies, facts.statuses, facts.amounts, facts.refunds, strict=True
        ):
            try:
                cell = totals[currency][status]
            except KeyError:
                cell = totals.setdefault(currency, {}).setdefault(status, [0, 0, 0])
            cell[0] += 1
            cell[1] += amount
            cell[2] += refund
        if self._reader.met_failures:
            self._unexplained += facts.failures.count(UNKNOWN_FAILURE)
        first, last = min(facts.created), max(facts.created)
        report.first_at = first if report.first_at is None else min(first, report.first_at)
        report.last_at = last if report.last_at is None else max(last, report.last_at)
        for place in range(min(SAMPLE_ROWS - len(report.samples), len(facts.rows))):
            report.samples.append(
                {
                    "row": facts.rows[place],
                    "created_at": facts.created[place],
                    "amount": facts.amounts[place],
                    "currency": facts.currencies[place],
                    "method": facts.methods[place],
                    "status": facts.statuses[place],
                    "refunded_amount": facts.refunds[place],
                    "failure_code": facts.failures[place],
                    "customer_id": facts.customers[place],
                    "external_id": facts.externals[place],
                    "description": facts.descriptions[place],
                }
            )

    def _describe_columns(self) -> None:
        header = self._source.header
        used = {source.index for source in self._columns.values()}
        self.report.columns = [
            {
                "field": name,
                "origin": source.origin,
                "column": None if source.index is None else header[source.index],
                "position": None if source.index is None else source.index + 1,
                "constant": source.constant,
            }
            for name, source in self._columns.items()
        ]
        self.report.ignored_columns = [
            text for index, text in enumerate(header) if index not in used and text
        ]

    def _cells(self, name: str) -> Iterator[Cell]:
        index = self._columns[name].index
        if index is None:
            return iter(())
        rows = chain.from_iterable(rows for _, rows in self._source.chunks())
        return (row[index] for row in rows if len(row) > index)

    def _date_format(self) -> str | None:
        given = self._job.options.date_format
        if given is not None:
            self.report.details["dates"] = given
            return given
        order, undecided = decide_order(self._cells("created_at"))
        if order is None and undecided is not None:
            raise undecided_order(undecided)
        if order is not None:
            self.report.details["dates"] = order
        return order or DAY_FIRST

    def _require_one_order(self) -> None:
        """Raises: FileRefused when some dates prove day-first, others month-first."""
        against = self._times.of_other_order
        if against is None or self._job.options.date_format is not None:
            return
        order = self.report.details.get("dates", DAY_FIRST)
        raise mixed_orders(against, order)

    def _own_zone(self) -> str:
        return "UTC" if self._zone_is_said() else self._job.time_zone

    def _zone_is_said(self) -> bool:
        """By an option, or by the header of the column of times."""
        index = self._columns["created_at"].index
        header = "" if index is None else self._source.header[index]
        return self._job.options.time_zone is not None or names_utc(header)

    def _decimal_mark(self) -> str | None:
        given = self._job.options.decimal_mark
        if given is not None:
            mark: str | None = given
        else:
            mark = mark_of(self._cells("amount"))
        if mark is not None:
            self.report.details["decimal_mark"] = mark
        return mark

    def _without_needless_time(self, columns: dict[str, FieldSource]) -> dict[str, FieldSource]:
        """Drops a found column of times when the dates carry their own."""
        time = columns.get("created_time")
        if time is None or time.origin == "mapping":
            return columns
        self._columns = columns
        sample = [cell for cell, _ in zip(self._cells("created_at"), range(50), strict=False)]
        if any(_has_clock(cell) for cell in sample):
            return {name: source for name, source in columns.items() if name != "created_time"}
        return columns

    def _notes(self) -> Iterator[Text]:
        """What a person should know of the file as a whole."""
        times, repeated = self._times, self.report.repeated_rows
        if times.read_locally and not self._zone_is_said():
            yield (
                f"The file names no time zone; times were read in {self._job.time_zone}, the "
                "organisation's. Another one would make them other payments"
            )
        if times.repeated:
            yield (
                counted(times.repeated, "row lies", "rows lie")
                + " in an hour that a clock change repeated, read as its first time"
            )
        if times.without_time:
            rows = counted(times.without_time, "row has", "rows have")
            yield f"{rows} no time of day; 00:00 was taken"
        if repeated:
            yield (
                counted(repeated, "row has", "rows have")
                + " the time, amount, method, customer and text of an earlier one; "
                "each is a payment of its own"
            )
        currency = self._columns["currency"]
        if currency.origin == "default":
            yield f"The file names no currency; amounts were read as {currency.constant}"
        if self._unexplained:
            rows = counted(self._unexplained, "failed row gives", "failed rows give")
            how = f"{rows} no reason that can be read; the failure "
            code = f"code is {UNKNOWN_FAILURE}. Name the column that tells it with "
            yield how + code, Choice("columns", "COLUMN", ("failure_code",))


def _has_clock(cell: Cell) -> bool:
    if isinstance(cell, datetime):
        return (cell.hour, cell.minute, cell.second) != (0, 0, 0)
    return isinstance(cell, str) and ":" in cell


def _drop(facts: Facts, places: set[int]) -> None:
    for name in Facts.__slots__:
        kept = [value for place, value in enumerate(getattr(facts, name)) if place not in places]
        setattr(facts, name, kept)
