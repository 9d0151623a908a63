"""What a person sees of an import on a terminal."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from cashbeat.contracts.importing import ImportProblem, ImportReport
from cashbeat.importing.field import FIELDS
from cashbeat.importing.service import Outcome
from cashbeat.tabular.wording import counted

_ORIGINS = {
    "mapping": "as you said",
    "name": "by its name",
    "constant": "every row",
    "default": "default",
}


class ImportDisplay:
    """Progress bars and tables of one import."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def checking(self, name: str) -> Iterator[Callable[[int, float], Awaitable[None]]]:
        """A bar while the file is read."""
        with self._bar(f"Checking {escape(name)}") as update:

            async def checked(rows: int, share: float) -> None:
                update(share, f"{rows:,} rows")

            yield checked

    @contextmanager
    def writing(self) -> Iterator[Callable[[Outcome, float], Awaitable[None]]]:
        """A bar while payments are recorded."""
        with self._bar("Recording payments") as update:

            async def written(outcome: Outcome, share: float) -> None:
                update(share, f"{outcome.created:,} new")

            yield written

    @contextmanager
    def counting(self) -> Iterator[Callable[[float], None]]:
        """A bar while the projector catches up."""
        with self._bar("Counting them on the dashboard") as update:
            yield lambda share: update(share, "")

    def report(self, report: ImportReport, bad_rows: Path | None) -> None:
        """What the check found."""
        self._columns(report)
        self._samples(report)
        self._totals(report)
        for note in report.notes:
            self._console.print(f"[yellow]![/] {escape(note)}")
        if report.new_methods:
            names = ", ".join(f"{code} ({name})" for code, name in report.new_methods.items())
            self._console.print(f"[yellow]![/] New payment methods: {escape(names)}")
        self._problems(report, bad_rows)

    def dry_run_over(self, bad_rows: int) -> None:
        """Last line of a dry run."""
        verdict = "it would be refused" if bad_rows else "it can be imported as it is"
        self._console.print(f"Nothing was imported (dry run); {verdict}.")

    def outcome(self, outcome: Outcome, rows: int, seconds: float, projected: bool | None) -> None:
        """Last lines of an import."""
        rate = f", {rows / seconds:,.0f} rows a second" if seconds > 0.5 else ""
        self._console.print(
            f"[green]✓[/] {counted(outcome.created, 'payment', 'payments')} added, "
            f"{counted(outcome.already_there, 'was', 'were')} there already "
            f"({seconds:.1f} s{rate})."
        )
        if outcome.changed:
            shown = ", ".join(
                f"row {row.row} ({row.payment_id})" for row in outcome.changed_rows[:5]
            )
            self._console.print(
                f"[yellow]![/] {counted(outcome.changed, 'row says', 'rows say')} something else "
                f"than when imported before; nothing was changed: {shown}"
                + (" …" if outcome.changed > 5 else "")
            )
        if projected is False:
            self._console.print(
                "[yellow]![/] No worker runs; the dashboard counts them once one does."
            )

    def _columns(self, report: ImportReport) -> None:
        table = Table("field", "taken from", "", "that is", box=None, header_style="dim")
        for column in report.columns:
            taken = column.constant if column.column is None else column.column
            table.add_row(
                f"[bold]{column.field}[/]",
                escape(taken or ""),
                f"[dim]{_ORIGINS[column.origin]}[/]",
                f"[dim]{FIELDS[column.field]}[/]",
            )
        self._console.print(table)
        read = ", ".join(
            f"{name.replace('_', ' ')} {value}" for name, value in report.details.items()
        )
        self._console.print(f"[dim]Read as: {escape(read)}[/]")
        if report.ignored_columns:
            self._console.print(f"[dim]Not read: {escape(', '.join(report.ignored_columns))}[/]")

    def _samples(self, report: ImportReport) -> None:
        if not report.samples:
            return
        table = Table("row", "made at (UTC)", "amount", "", "method", "status", "customer", "text",
                      box=None, header_style="dim")  # fmt: skip
        table.columns[2].justify = "right"
        for sample in report.samples:
            table.add_row(
                str(sample.row),
                sample.created_at.strftime("%Y-%m-%d %H:%M:%S"),
                f"{sample.amount:,}",
                sample.currency,
                sample.method,
                str(sample.status),
                escape(sample.customer_id or ""),
                escape((sample.description or "")[:30]),
            )
        self._console.print(table)

    def _totals(self, report: ImportReport) -> None:
        self._console.print(
            f"{counted(report.rows, 'row', 'rows')}: [green]{report.good_rows:,} good[/], "
            + (f"[red]{report.bad_rows:,} bad[/]" if report.bad_rows else "none bad")
        )
        for total in report.totals:
            given_back = f", {total.refunded_amount:,} given back" if total.refunded_amount else ""
            self._console.print(
                f"  {total.status:<10}{total.count:>10,}  {total.amount:>18,} {total.currency}"
                f"{given_back}"
            )
        if report.first_at and report.last_at:
            self._console.print(
                f"[dim]  from {report.first_at:%Y-%m-%d %H:%M} to {report.last_at:%Y-%m-%d %H:%M} "
                "UTC[/]"
            )

    def _problems(self, report: ImportReport, bad_rows: Path | None) -> None:
        for problem in report.problems:
            self._console.print(_problem_line(problem), soft_wrap=True)
        listed = len({problem.row for problem in report.problems})
        if bad_rows is not None and report.bad_rows:
            rows = counted(report.bad_rows, "bad row: it is", "bad rows: all are")
            self._console.print(f"{rows} in {escape(str(bad_rows))}.")
        elif listed < report.bad_rows:
            self._console.print(
                f"… and {report.bad_rows - listed:,} more with faults; "
                "--bad-rows FILE lists them all."
            )

    @contextmanager
    def _bar(self, title: str) -> Iterator[Callable[[float, str], None]]:
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[said]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        ) as progress:
            task = progress.add_task(title, total=1.0, said="")
            yield lambda share, said: progress.update(task, completed=share, said=said)


def _problem_line(problem: ImportProblem) -> str:
    where = f", {escape(problem.column)}" if problem.column else ""
    advice = f" [dim]{escape(problem.suggestion)}[/]" if problem.suggestion else ""
    return (
        f"  [red]row {problem.row}[/]{where}: {escape(repr(problem.value))}: "
        f"{escape(problem.message)}.{advice}"
    )
