"""The change stream of `payments`, read a server batch at a time.

The commands are sent as they are, not through the driver's change-stream cursor, for two reasons: a
whole batch is handed over at once, with the one resume token that stands behind it, and nothing
resumes by itself. After any error the projector starts again from its own checkpoint.

Times come naive, in UTC: to make them aware took half of the decoding.
"""

import contextlib
from dataclasses import dataclass
from typing import Any, Self

from bson.codec_options import CodecOptions
from bson.timestamp import Timestamp
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import OperationFailure, PyMongoError

from cashbeat.core.mongo import Database

HISTORY_LOST = frozenset({9, 15, 260, 280, 286})
"""Codes after which a token leads nowhere: ChangeStreamFatalError (280), ChangeStreamHistoryLost
(286), InvalidResumeToken (260), and a token that cannot even be read (9, 15)."""

Change = dict[str, Any]
_NAIVE: CodecOptions[Change] = CodecOptions(tz_aware=False)

_UNREAD = (
    "ns",
    "fullDocument.terms",
    "fullDocument.updatedAt",
    "fullDocument.version",
    "fullDocument.refundedAmount",
    "fullDocument.events.recordedAt",
    "fullDocument.events.key",
    "fullDocument.events.hash",
)
_PIPELINE = [{"$project": dict.fromkeys(_UNREAD, 0)}]
"""What no step is told by stays behind: a fifth of what a change costs the projector."""


class HistoryLost(Exception):
    """The stream cannot go on from the token; derived state must be rebuilt."""


@dataclass(frozen=True, slots=True)
class StreamBatch:
    """Changes in commit order, and the token behind the last of them."""

    changes: list[Change]
    token: dict[str, Any]


class ChangeStream:
    """Opened from a token, an operation time, or now; used as an async context manager."""

    def __init__(
        self,
        database: Database,
        *,
        after: dict[str, Any] | None = None,
        at: Timestamp | None = None,
        batch_size: int = 1000,
        wait_ms: int = 1000,
    ) -> None:
        self._database = database
        self._start: dict[str, Any] = {}
        if after is not None:
            self._start["resumeAfter"] = after
        elif at is not None:
            self._start["startAtOperationTime"] = at
        self._batch_size = batch_size
        self._wait_ms = wait_ms
        self._session: AsyncClientSession | None = None
        self._cursor = 0
        self._first: StreamBatch | None = None

    async def __aenter__(self) -> Self:
        """Open. Raises: HistoryLost."""
        self._session = self._database.client.start_session(causal_consistency=False)
        command = {
            "aggregate": "payments",
            "pipeline": [{"$changeStream": self._start}, *_PIPELINE],
            "cursor": {"batchSize": self._batch_size},
            "readConcern": {"level": "majority"},
        }
        reply = await self._command(command)
        self._cursor = reply["id"]
        self._first = StreamBatch(reply["firstBatch"], reply["postBatchResumeToken"])
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the cursor, as far as the server still knows it."""
        if self._session is None:
            return
        if self._cursor:
            kill = {"killCursors": "payments", "cursors": [self._cursor]}
            with contextlib.suppress(PyMongoError):
                await self._database.command(kill, session=self._session)
        await self._session.end_session()

    @property
    def token(self) -> dict[str, Any]:
        """Where the stream was opened; exact with a batch size of 0, when nothing is read yet."""
        assert self._first is not None  # noqa: S101
        return self._first.token

    async def next_batch(self) -> StreamBatch:
        """The next changes: at once when there are any, else none after the wait.

        Raises: HistoryLost.
        """
        if self._first is not None and self._first.changes:
            batch, self._first = self._first, None
            return batch
        self._first = None
        reply = await self._command(
            {
                "getMore": self._cursor,
                "collection": "payments",
                "batchSize": self._batch_size,
                "maxTimeMS": self._wait_ms,
            }
        )
        changes = reply["nextBatch"]
        if not reply["id"] or any(c["operationType"] == "invalidate" for c in changes):
            self._cursor = 0
            raise HistoryLost("the payments collection was dropped or renamed")
        return StreamBatch(changes, reply["postBatchResumeToken"])

    async def _command(self, command: dict[str, Any]) -> dict[str, Any]:
        try:
            reply = await self._database.command(
                command, session=self._session, codec_options=_NAIVE
            )
        except OperationFailure as error:
            if error.code in HISTORY_LOST:
                raise HistoryLost(str(error)) from error
            raise
        cursor: dict[str, Any] = reply["cursor"]
        return cursor
