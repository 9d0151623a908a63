"""A process that reads a file nobody has looked at yet: limits first, then one job.

Standard input: one JSON line with the job and its limits. Standard output: JSON lines, progress
first, then one of report, refused. Anything else is a crash, which the parent explains.
"""

import gc
import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cashbeat.tabular.refusal import FileRefused, refusal_to_plain, refused
from cashbeat.tabular.wording import Speech

_RARELY = 100_000
"""Objects between two collections: rows refer to nothing that refers to them, and looking for it
after every 700 takes a quarter of the time of 50,000 rows."""

Tell = Callable[[int, float], None]
"""Told now and then: rows read, share of the file."""


def serve(read: Callable[[Any, Tell], Mapping[str, Any]]) -> int:
    """Run the one job of this process under its limits: `read(job, tell)` makes the report.

    A job says the `speech` of its reader, that of the API when it does not.
    """
    plain = json.loads(sys.stdin.readline())
    _limit(plain["limits"])
    gc.freeze()
    gc.set_threshold(_RARELY)
    speech: Speech = plain["job"].get("speech", "http")
    try:
        report = read(plain["job"], _progress)
    except FileRefused as error:
        _say({"refused": refusal_to_plain(error, speech)})
    except MemoryError:
        text = "the file needs more memory than an import may take"
        _say({"refused": refusal_to_plain(refused("check_too_large", text), speech)})
    else:
        _say({"report": report})
    return 0


def _progress(rows: int, share: float) -> None:
    _say({"rows": rows, "share": share})


def _say(message: Mapping[str, Any]) -> None:
    line = json.dumps(message, default=_plain)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _limit(limits: Mapping[str, int]) -> None:
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
