"""The live channel from the projector to the API processes: one Redis pub/sub channel.

Messages are hints sent after the commit. Whoever misses one finds out by `seq` and reads MongoDB,
so a publisher may drop and repeat, but never make the projector wait (reliability rule 11).
"""

import asyncio
import contextlib
from collections import deque
from typing import Literal

import msgspec
from redis.exceptions import RedisError

from cashbeat.core.logging import get_logger
from cashbeat.core.redis import connect_redis
from cashbeat.core.tasks import end_tasks

log = get_logger(__name__)

CHANNEL = "cashbeat:feed"

PUBLISH_SECONDS = 1.0
"""How long one message may take; then Redis counts as silent."""

MAX_MESSAGES = 1_000
MAX_BYTES = 16 * 1024 * 1024
"""What may wait for a silent Redis; beyond, the oldest goes, and the relays read MongoDB."""

_RETRY_SECONDS = 0.5


class FeedMessage(msgspec.Struct, frozen=True, gc=False):
    """One message of the channel. Which fields count follows from `kind`."""

    kind: Literal["payment_events", "analytics_changed", "alert", "notifications", "heartbeat"]
    tenantId: str = ""  # noqa: N815 - the field as it travels
    firstSeq: int = 0  # noqa: N815
    lastSeq: int = 0  # noqa: N815
    events: list[msgspec.Raw] | None = None
    """Each event's own JSON bytes, never parsed on the way; None for a burst left out."""
    version: int = 0
    name: str = ""
    """What a message about an alert is called on the socket."""

    body: msgspec.Raw = msgspec.Raw(b"null")
    """Its JSON bytes."""

    sender: str = msgspec.field(default="", name="from")


_decoder = msgspec.json.Decoder(FeedMessage)


def decode_message(data: bytes) -> FeedMessage | None:
    """A message of the channel; None when it is none of ours."""
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def events_message(
    tenant_id: str, first_seq: int, last_seq: int, encoded_events: bytes | None
) -> bytes:
    """Committed events, as a JSON array that is encoded already."""
    return msgspec.json.encode(
        {
            "kind": "payment_events",
            "tenantId": tenant_id,
            "firstSeq": first_seq,
            "lastSeq": last_seq,
            "events": None if encoded_events is None else msgspec.Raw(encoded_events),
        }
    )


def analytics_message(tenant_id: str, version: int) -> bytes:
    """Figures of a tenant changed."""
    return msgspec.json.encode(
        {"kind": "analytics_changed", "tenantId": tenant_id, "version": version}
    )


def alert_message(tenant_id: str, name: str, encoded: bytes) -> bytes:
    """Something happened to an alert: a message of that name on the socket."""
    return msgspec.json.encode(
        {"kind": "alert", "tenantId": tenant_id, "name": name, "body": msgspec.Raw(encoded)}
    )


def notifications_message(tenant_id: str, encoded: bytes) -> bytes:
    """Notifications are otherwise, of one person or of all members."""
    return msgspec.json.encode(
        {"kind": "notifications", "tenantId": tenant_id, "body": msgspec.Raw(encoded)}
    )


def heartbeat_message(sender: str) -> bytes:
    """A relay's own message to itself."""
    return msgspec.json.encode({"kind": "heartbeat", "from": sender})


class FeedPublisher:
    """Hands messages to Redis from a bounded queue in its own task; callers never wait."""

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._drained = asyncio.Event()
        self._drained.set()
        self._task: asyncio.Task[None] | None = None
        self._silent = False
        self._dropped = 0

    @property
    def waiting(self) -> int:
        """Messages that Redis has not taken yet."""
        return len(self._waiting)

    async def start(self) -> None:
        """Begin to publish."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Give what waits one more moment, then end."""
        if self._task is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PUBLISH_SECONDS):
                await self._drained.wait()
        await end_tasks((self._task,))
        self._task = None

    def publish_events(
        self, tenant_id: str, first_seq: int, last_seq: int, encoded_events: bytes | None
    ) -> None:
        """Tell of committed events; None says that a burst is left out."""
        self._put(events_message(tenant_id, first_seq, last_seq, encoded_events))

    def publish_analytics_changed(self, tenant_id: str, version: int) -> None:
        """Tell that figures changed."""
        self._put(analytics_message(tenant_id, version))

    def publish_alert(self, tenant_id: str, name: str, encoded: bytes) -> None:
        """Tell of an alert whoever may see alerts."""
        self._put(alert_message(tenant_id, name, encoded))

    def publish_notifications_changed(self, tenant_id: str, encoded: bytes) -> None:
        """Tell of notifications, without what they say."""
        self._put(notifications_message(tenant_id, encoded))

    def _put(self, message: bytes) -> None:
        self._waiting.append(message)
        self._bytes += len(message)
        while len(self._waiting) > MAX_MESSAGES or self._bytes > MAX_BYTES:
            self._take()
            self._dropped += 1
            if self._dropped == 1:
                log.warning("feed.message.dropped", waiting=len(self._waiting))
        self._drained.clear()
        self._wake.set()

    def _take(self) -> bytes:
        message = self._waiting.popleft()
        self._bytes -= len(message)
        return message

    async def _run(self) -> None:
        async with connect_redis(self._redis_url, PUBLISH_SECONDS) as redis:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._waiting:
                    message = self._take()
                    try:
                        async with asyncio.timeout(PUBLISH_SECONDS):
                            await redis.publish(CHANNEL, message)
                    except (RedisError, OSError, TimeoutError) as error:
                        self._note_silent(error)
                        self._put_back(message)
                        await asyncio.sleep(_RETRY_SECONDS)
                    else:
                        self._note_heard()
                self._drained.set()

    def _put_back(self, message: bytes) -> None:
        """Keep the order when there is room: messages came meanwhile."""
        if len(self._waiting) < MAX_MESSAGES and self._bytes + len(message) <= MAX_BYTES:
            self._waiting.appendleft(message)
            self._bytes += len(message)

    def _note_silent(self, error: Exception) -> None:
        if not self._silent:
            self._silent = True
            log.warning("feed.redis.silent", error=repr(error))

    def _note_heard(self) -> None:
        if self._silent:
            log.info("feed.redis.heard", dropped=self._dropped)
            self._silent = False
            self._dropped = 0
