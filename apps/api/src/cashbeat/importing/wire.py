"""What was found and done, as the world sees it."""

from datetime import UTC, datetime

from cashbeat.contracts.importing import (
    ImportColumn,
    ImportProblem,
    ImportProfile,
    ImportReport,
    ImportSample,
    ImportTotal,
)
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.report import Report
from cashbeat.kit.money import to_major


def options_of(profile: ImportProfile) -> ImportOptions:
    """A profile as the check takes it."""
    return ImportOptions(
        columns={str(field): column for field, column in profile.columns.items()},
        words={field: dict(words) for field, words in profile.words.items()},
        constants={str(field): value for field, value in profile.constants.items()},
        time_zone=profile.time_zone,
        date_format=profile.date_format,
        decimal_mark=profile.decimal_mark,
        delimiter=profile.delimiter,
        encoding=profile.encoding,
        sheet=profile.sheet,
        source=profile.source,
        nonexistent_times=profile.nonexistent_times,
        create_methods=profile.create_methods,
        skip_bad=profile.skip_bad,
    )


def report_to_wire(report: Report) -> ImportReport:
    """A check's report with major units and aware times."""
    return ImportReport(
        rows=report.rows,
        good_rows=report.good_rows,
        bad_rows=report.bad_rows,
        columns=[ImportColumn(**column) for column in report.columns],
        ignored_columns=report.ignored_columns,
        details=report.details,
        notes=report.notes,
        samples=[_sample(sample) for sample in report.samples],
        totals=[
            ImportTotal(
                currency=currency,
                status=PaymentStatus(status),
                count=count,
                amount=to_major(amount, currency),
                refunded_amount=to_major(refund, currency),
            )
            for currency, by_status in sorted(report.totals.items())
            for status, (count, amount, refund) in sorted(by_status.items())
        ],
        first_at=_aware(report.first_at),
        last_at=_aware(report.last_at),
        new_methods=report.new_methods,
        problems=[ImportProblem(**problem) for problem in report.problems],
        problem_count=report.problem_count,
    )


def _sample(sample: dict[str, object]) -> ImportSample:
    currency = str(sample["currency"])
    return ImportSample.model_validate(
        sample
        | {
            "created_at": _aware(sample["created_at"]),
            "amount": to_major(_int(sample["amount"]), currency),
            "refunded_amount": to_major(_int(sample["refunded_amount"]), currency),
        }
    )


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("amounts of a report are minor units")
    return value


def _aware(value: object) -> datetime | None:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else None
