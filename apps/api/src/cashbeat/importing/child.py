"""The process that reads a file nobody has looked at yet: `python -m cashbeat.importing.child`.

Standard input: one JSON line with the job and its limits. Standard output: JSON lines, progress
first, then one of report, refused. Anything else is a crash, which the parent explains.
"""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cashbeat.importing.check import check_file
from cashbeat.importing.job import job_from_plain
from cashbeat.importing.refusal import FileRefused, refusal_to_plain, refused


def main() -> int:
    """Run one check under limits."""
    plain = json.loads(sys.stdin.readline())
    _limit(plain["limits"])
    job = job_from_plain(plain["job"])
    try:
        report = check_file(job, _progress)
    except FileRefused as error:
        _say({"refused": refusal_to_plain(error, job.speech)})
    except MemoryError:
        text = "the file needs more memory than an import may take"
        _say({"refused": refusal_to_plain(refused("check_too_large", text), job.speech)})
    else:
        _say({"report": asdict(report)})
    return 0


def _progress(rows: int, share: float) -> None:
    _say({"rows": rows, "share": share})


def _say(message: dict[str, Any]) -> None:
    line = json.dumps(message, default=_plain)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _limit(limits: dict[str, int]) -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the parent's wall clock still holds
        return
    wanted = (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        hard = resource.getrlimit(kind)[1]
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main())
