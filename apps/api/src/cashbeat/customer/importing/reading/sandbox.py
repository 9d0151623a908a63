"""Reads a file of customers in a child process with limits on memory and time."""

from cashbeat.customer.importing.reading.errors import TableRefused
from cashbeat.customer.importing.reading.handover import Reading, ReadingJob
from cashbeat.customer.importing.reading.job import job_to_plain, reading_from_plain
from cashbeat.tabular.refusal import refusal_from_plain
from cashbeat.tabular.sandbox import CheckLimits, Progress, run_child

_CHILD = "cashbeat.customer.importing.reading.child"


async def read_file(job: ReadingJob, limits: CheckLimits, progress: Progress) -> Reading:
    """Read a file, and leave its rows in the files of the job.

    Raises: TableRefused when it cannot be read as it is, with what was found out before;
            ImportRefused, its base, when it takes more than the limits.
    """
    message = await run_child(_CHILD, job_to_plain(job), limits, progress)
    if "report" not in message:
        raise refusal_from_plain(message["refused"])
    report = message["report"]
    reading = reading_from_plain(report["reading"])
    if report["refused"] is None:
        return reading
    refused = refusal_from_plain(report["refused"])
    raise TableRefused(refused.detail, refused.reason, refused.errors, reading)
