"""The process that reads a file nobody has looked at yet: `python -m cashbeat.importing.child`."""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cashbeat.importing.check import check_file
from cashbeat.importing.job import job_from_plain
from cashbeat.tabular.child import Tell, serve


def _check(job: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    return asdict(check_file(job_from_plain(job), tell))


if __name__ == "__main__":
    sys.exit(serve(_check))
