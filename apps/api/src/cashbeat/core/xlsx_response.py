"""Workbooks as answers: streamed, under a name, with their number of rows in a header."""

from typing import Any

from starlette.responses import StreamingResponse

from cashbeat.core.openapi import header
from cashbeat.kit.xlsx_rows import XlsxExport

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_answer(description: str) -> dict[str, Any]:
    """What OpenAPI says of a workbook."""
    return {
        "description": f"A workbook of one sheet with a header row. {description}",
        "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
        "headers": {
            "X-Total-Count": header("Rows below the header row.", type="integer", minimum=0),
            "Content-Disposition": header("A name for the file."),
        },
    }


def xlsx_response(export: XlsxExport, name: str) -> StreamingResponse:
    """The file, once it is made."""
    headers = {
        "X-Total-Count": str(export.rows),
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return StreamingResponse(export.parts, media_type=XLSX, headers=headers)
