"""The process that reads a file of customers nobody has looked at yet:
`python -m cashbeat.customer.importing.reading.child`.

A refusal is a report here, with what was found out of the file before it.
"""

import sys
from collections.abc import Mapping
from typing import Any

from cashbeat.customer.importing.reading.handover import Reading
from cashbeat.customer.importing.reading.job import job_from_plain, reading_to_plain
from cashbeat.customer.importing.reading.read import read_table
from cashbeat.tabular.child import Tell, serve
from cashbeat.tabular.refusal import FileRefused, refusal_to_plain


def _read(job: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    found = Reading(columns=[], details={}, sheets=[], notes=[])
    try:
        read_table(job_from_plain(job), tell, found)
    except FileRefused as error:
        return {"reading": reading_to_plain(found), "refused": refusal_to_plain(error, "http")}
    return {"reading": reading_to_plain(found), "refused": None}


if __name__ == "__main__":
    sys.exit(serve(_read))
