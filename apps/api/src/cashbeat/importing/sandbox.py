"""Runs a check in a child process with limits on memory, processor time and wall clock."""

from datetime import datetime
from typing import Any

from cashbeat.importing.job import CheckJob, job_to_plain
from cashbeat.importing.report import Report
from cashbeat.tabular.refusal import refusal_from_plain
from cashbeat.tabular.sandbox import CheckLimits, Progress, run_child


async def run_check(job: CheckJob, limits: CheckLimits, progress: Progress) -> Report:
    """Check a file in a child process.

    Raises: ImportRefused when the file cannot be read, or takes more than the limits.
    """
    message = await run_child("cashbeat.importing.child", job_to_plain(job), limits, progress)
    if "report" in message:
        return report_from_plain(message["report"])
    raise refusal_from_plain(message["refused"])


def report_from_plain(plain: dict[str, Any]) -> Report:
    """A report as the child sent it."""
    report = Report(**plain)
    report.first_at = _moment(plain["first_at"])
    report.last_at = _moment(plain["last_at"])
    for sample in report.samples:
        sample["created_at"] = _moment(sample["created_at"])
    return report


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
