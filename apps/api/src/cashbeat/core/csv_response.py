"""CSV files as answers: streamed, under a name, with their number of rows in a header."""

from typing import Any

from starlette.responses import StreamingResponse

from cashbeat.core.openapi import header
from cashbeat.kit.csv_rows import CsvExport


def csv_answer(description: str) -> dict[str, Any]:
    """What OpenAPI says of a CSV file."""
    return {
        "description": f"RFC 4180 with a header line. {description}",
        "content": {"text/csv": {"schema": {"type": "string"}}},
        "headers": {
            "X-Total-Count": header("Rows below the header line.", type="integer", minimum=0),
            "Content-Disposition": header("A name for the file."),
        },
    }


def csv_response(export: CsvExport, name: str) -> StreamingResponse:
    """The file, as it is read."""
    headers = {
        "X-Total-Count": str(export.rows),
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return StreamingResponse(export.parts, media_type="text/csv; charset=utf-8", headers=headers)
