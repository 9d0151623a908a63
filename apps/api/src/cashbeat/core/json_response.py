"""JSON answers: wire models encoded once, money with its decimals."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from cashbeat.contracts.base import encode_json


def json_response(
    value: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a wire model, a list of them, or plain values."""
    return json_bytes_response(encode_json(value), status, headers)


def json_bytes_response(
    body: bytes, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with JSON that is encoded already."""
    return Response(
        body, status_code=status, headers=dict(headers or {}), media_type="application/json"
    )
