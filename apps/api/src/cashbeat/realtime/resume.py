"""Answering `resume`: what happened after the last event that a client has."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from pydantic import ValidationError
from pymongo.errors import PyMongoError

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.realtime import Resume, Resync
from cashbeat.core.errors import CashbeatError, InvalidRequest, Unavailable
from cashbeat.core.http import field_problems
from cashbeat.core.logging import get_logger
from cashbeat.realtime.errors import TooManyRequests
from cashbeat.realtime.history import EventHistory
from cashbeat.realtime.refusal import error_body

log = get_logger(__name__)

ANSWER_EVENTS = 1_000
ANSWER_BYTES = 256 * 1024
"""An answer holds at most this; a quarter of what may wait for a client before it is cut."""


class Answer(NamedTuple):
    """`body` is the JSON of `Resumed` or of `{error}`; `resync` comes first where it is set."""

    body: bytes
    resync: bytes | None = None


class Allowance:
    """How often one client may ask: `burst` at once, `per_second` on the long run."""

    __slots__ = ("_at", "_burst", "_clock", "_left", "_per_second")

    def __init__(
        self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._left = burst
        self._at = clock()

    def spend(self) -> bool:
        """Whether one more is allowed now."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Resumer:
    """Reads the sequence for clients that were away."""

    def __init__(self, history: EventHistory) -> None:
        self._history = history

    async def answer(self, tenant_id: str, request: Any, allowance: Allowance) -> Answer:
        """The answer to a client's `resume`; bad requests are answered with their problem."""
        try:
            if not allowance.spend():
                raise TooManyRequests("Resume was asked too often; wait a second.")
            return await self._resume(tenant_id, _parsed(request).after_seq)
        except CashbeatError as error:
            return Answer(error_body(error))
        except (PyMongoError, OSError, TimeoutError) as error:
            log.warning("realtime.resume.failed", error=repr(error)[:200])
            return Answer(error_body(Unavailable("The database does not answer; try again.")))

    async def _resume(self, tenant_id: str, after_seq: int) -> Answer:
        newest = await self._history.latest_seq(tenant_id)
        if after_seq >= newest:
            gone = after_seq > newest
            return Answer(_resumed([], newest, more=False), _gone(newest) if gone else None)
        events = await self._history.list_after(tenant_id, after_seq, ANSWER_EVENTS)
        if not events or events[0].seq != after_seq + 1:
            return Answer(_resumed([], newest, more=False), _gone(newest))
        newest = max(newest, events[-1].seq)
        encoded: list[bytes] = []
        size = 0
        for event in events:
            encoded.append(encode_json(event))
            size += len(encoded[-1])
            if size >= ANSWER_BYTES:
                break
        return Answer(_resumed(encoded, newest, more=after_seq + len(encoded) < newest))


def _parsed(request: Any) -> Resume:
    try:
        return Resume.model_validate(request, strict=True)
    except ValidationError as error:
        raise InvalidRequest.of(field_problems(error.errors())) from None


def _resumed(events: list[bytes], latest_seq: int, *, more: bool) -> bytes:
    raw = [msgspec.Raw(event) for event in events]
    return msgspec.json.encode({"events": raw, "latestSeq": latest_seq, "more": more})


def _gone(latest_seq: int) -> bytes:
    return encode_json(Resync(reason="history_gone", latest_seq=latest_seq))
