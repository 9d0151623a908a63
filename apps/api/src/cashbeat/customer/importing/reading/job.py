"""A job and its reading as JSON, between the process that reads a file and its parent."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cashbeat.customer.importing.reading.handover import Reading, ReadingJob


def job_to_plain(job: ReadingJob) -> dict[str, Any]:
    """A job as JSON."""
    return {
        "path": str(job.path),
        "good": str(job.good),
        "bad": str(job.bad),
        "options": dict(job.options),
        "currency": job.currency,
        "fixes": [[row, dict(texts)] for row, texts in job.fixes.items()],
        "left_out": list(job.left_out),
    }


def job_from_plain(plain: Mapping[str, Any]) -> ReadingJob:
    """The inverse of `job_to_plain`."""
    return ReadingJob(
        path=Path(plain["path"]),
        good=Path(plain["good"]),
        bad=Path(plain["bad"]),
        options=plain["options"],
        currency=plain["currency"],
        fixes=dict(plain["fixes"]),
        left_out=plain["left_out"],
    )


def reading_to_plain(reading: Reading) -> dict[str, Any]:
    """A reading as JSON."""
    return asdict(reading)


def reading_from_plain(plain: Mapping[str, Any]) -> Reading:
    """The inverse of `reading_to_plain`."""
    return Reading(**plain)
