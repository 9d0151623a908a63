"""A patient client of the public API: every request is repeated, safely, until it is answered."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random
from types import TracebackType
from typing import Any, Self

import httpx

from cashbeat.contracts.base import encode_json
from cashbeat.seed.credentials import HOW

BASE_DELAY = 0.2
MAX_DELAY = 5.0
BUSY = frozenset({429, 502, 503, 504})
CONTENDED = "concurrent_change"
TIMEOUT = httpx.Timeout(30.0, connect=3.0)
_UNKNOWN, _FORBIDDEN = 401, 403


class ApiUnreachable(Exception):
    """The API gave no answer within the time we are ready to wait; the message names it."""


class ApiRefused(Exception):
    """The API understood and said no. Carries the problem's `status`, `code` and `detail`."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail


class KeyRefused(ApiRefused):
    """The API does not take the key, or the key may not do this."""

    def __init__(self, base_url: str, status: int, code: str, detail: str) -> None:
        super().__init__(status, code, detail)
        taken = "does not take this API key" if status == _UNKNOWN else "does not allow this"
        self.args = (f"The API at {base_url} {taken} ({detail.rstrip('.')}): {HOW}.",)


class ApiClient:
    """JSON over one pool of connections; `auth`, or `headers`, say who calls.

    Lost connections, 429, 502, 503 and 504 are repeated with the same `Idempotency-Key` after a
    jittered, growing pause, or after the `Retry-After` that the answer asks for, until `patience`
    seconds have passed (None: for ever), an attempt under way then included. `healthy` tells
    whether the last attempt was answered; `repeats` counts the attempts that were not.
    """

    def __init__(
        self,
        base_url: str,
        *,
        auth: httpx.Auth | None = None,
        headers: Mapping[str, str] | None = None,
        patience: float | None = 60.0,
        connections: int = 32,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.healthy = True
        self.repeats = 0
        self._patience = patience
        self._jitter = Random()  # noqa: S311
        self._http = httpx.AsyncClient(
            base_url=self.base_url,
            auth=auth,
            headers=headers,
            timeout=TIMEOUT,
            limits=httpx.Limits(max_connections=connections, keepalive_expiry=30),
            transport=transport,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def get(self, path: str, **query: str | int) -> Any:
        """The JSON answer of a GET. Raises: KeyRefused, ApiRefused, ApiUnreachable."""
        return await self._answer("GET", path, params=query)

    async def post(self, path: str, body: Mapping[str, Any], key: str) -> Any:
        """The JSON answer of a POST that happens once, however often it is sent.

        Raises: KeyRefused, ApiRefused, ApiUnreachable.
        """
        headers = {"content-type": "application/json", "idempotency-key": key}
        return await self._answer("POST", path, content=encode_json(body), headers=headers)

    async def _answer(self, method: str, path: str, **request: Any) -> Any:
        loop = asyncio.get_running_loop()
        end = None if self._patience is None else loop.time() + self._patience
        attempt = 0
        while True:
            response = None
            with suppress(httpx.TransportError, TimeoutError):
                async with asyncio.timeout_at(end):
                    response = await self._http.request(method, path, **request)
            if response is not None and not _worth_repeating(response):
                self.healthy = True
                return _content(self.base_url, response)
            attempt += 1
            self.repeats += 1
            self.healthy = False
            pause = self._pause(attempt, response)
            if end is not None and loop.time() + pause > end:
                raise ApiUnreachable(_despair(self.base_url, response))
            await asyncio.sleep(pause)

    def _pause(self, attempt: int, response: httpx.Response | None) -> float:
        header = None if response is None else response.headers.get("retry-after")
        asked = retry_after(header, datetime.now(UTC))
        ceiling = min(MAX_DELAY, BASE_DELAY * 2 ** min(attempt, 10))
        return asked + self._jitter.uniform(ceiling / 2, ceiling)


def retry_after(value: str | None, now: datetime) -> float:
    """Seconds to wait that a `Retry-After` header asks for: a number or an HTTP date, else 0."""
    if not value:
        return 0.0
    if value.isascii() and value.isdigit():
        return min(float(value), 60.0)
    with suppress(ValueError, TypeError):  # a date without an offset gives TypeError
        return min(max((parsedate_to_datetime(value) - now).total_seconds(), 0.0), 60.0)
    return 0.0


def _worth_repeating(response: httpx.Response) -> bool:
    if response.status_code in BUSY:
        return True
    return response.status_code == 409 and _problem(response).get("code") == CONTENDED


def _content(base_url: str, response: httpx.Response) -> Any:
    if response.is_success:
        return response.json()
    problem, status = _problem(response), response.status_code
    code = str(problem.get("code", "unknown"))
    detail = str(problem.get("detail", response.reason_phrase))
    if status in {_UNKNOWN, _FORBIDDEN}:
        raise KeyRefused(base_url, status, code, detail)
    raise ApiRefused(status, code, detail)


def _problem(response: httpx.Response) -> dict[str, Any]:
    try:
        problem = response.json()
    except json.JSONDecodeError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _despair(base_url: str, response: httpx.Response | None) -> str:
    if response is None:
        return f"No API answers at {base_url}: is `cashbeat start` running, or is --api-url wrong?"
    return f"The API at {base_url} stays unavailable (it answers {response.status_code})."
