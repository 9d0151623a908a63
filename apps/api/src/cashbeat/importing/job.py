"""The order of a check, which travels to the child process as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cashbeat.importing.option import ImportOptions
from cashbeat.importing.word import Method
from cashbeat.tabular.wording import Speech


@dataclass(frozen=True, slots=True)
class CheckJob:
    """What a check needs to know. `now` is naive UTC; `spool` is None for a dry run.

    `problems` is a CSV file that gets every problem, however many; `speech` is that of its reader.
    """

    path: Path
    spool: Path | None
    tenant_id: str
    default_currency: str
    time_zone: str
    methods: tuple[Method, ...]
    options: ImportOptions
    now: datetime
    problems: Path | None = None
    speech: Speech = "http"


def job_from_plain(plain: Mapping[str, Any]) -> CheckJob:
    """The inverse of `job_to_plain`."""
    return CheckJob(
        path=Path(plain["path"]),
        spool=None if plain["spool"] is None else Path(plain["spool"]),
        tenant_id=plain["tenant_id"],
        default_currency=plain["default_currency"],
        time_zone=plain["time_zone"],
        methods=tuple(Method(*method) for method in plain["methods"]),
        options=ImportOptions.from_plain(plain["options"]),
        now=datetime.fromisoformat(plain["now"]),
        problems=None if plain["problems"] is None else Path(plain["problems"]),
        speech=plain["speech"],
    )


def job_to_plain(job: CheckJob) -> dict[str, Any]:
    """A job as JSON, to be handed to the child process."""
    return {
        "path": str(job.path),
        "spool": None if job.spool is None else str(job.spool),
        "tenant_id": job.tenant_id,
        "default_currency": job.default_currency,
        "time_zone": job.time_zone,
        "methods": [list(method) for method in job.methods],
        "options": job.options.to_plain(),
        "now": job.now.isoformat(),
        "problems": None if job.problems is None else str(job.problems),
        "speech": job.speech,
    }
