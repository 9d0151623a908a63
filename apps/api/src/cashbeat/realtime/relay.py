"""From Redis, or from MongoDB when Redis is silent, to the rooms of this process.

Every API process has one relay, and every relay hears the whole channel, so any number of
processes serve the same feed. A relay sends itself a heartbeat through Redis; one that is not heard
means that the subscription is deaf, whatever the client library believes (python-redis stayed deaf
for 11 s after an outage), and it is made anew.
"""

import asyncio
import time

from pymongo.errors import PyMongoError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.realtime import ALERT_MESSAGES, AnalyticsChanged
from cashbeat.core.feed import CHANNEL, FeedMessage, decode_message, heartbeat_message
from cashbeat.core.logging import get_logger
from cashbeat.core.redis import connect_redis
from cashbeat.core.tasks import end_tasks
from cashbeat.kit.ids import new_id
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.history import EventHistory

log = get_logger(__name__)

HEARTBEAT_SECONDS = 0.5
SILENCE_SECONDS = 2.0
"""A heartbeat each half second; without one for this long the subscription is made anew."""

POLL_SECONDS = 1.0
CHECK_SECONDS = 5.0
"""How often MongoDB is asked for the newest seq: without Redis, and with it (a lost message)."""

EMPTY_SECONDS = 60.0
"""A tenant without clients is forgotten after this time."""

_RETRY_SECONDS = 0.25
_CONNECT_SECONDS = 1.0


class Relay:
    """Feeds of the tenants that have clients in this process."""

    def __init__(self, redis_url: str, history: EventHistory) -> None:
        self.id = new_id("relay")
        self._redis_url = redis_url
        self._history = history
        self._feeds: dict[str, TenantFeed] = {}
        self._opening = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._heard_at = 0.0
        self._connected = False
        self._deaf_reported = False

    @property
    def healthy(self) -> bool:
        """Whether Redis carries messages to this process; without it the feed polls MongoDB."""
        return self._connected and time.monotonic() - self._heard_at < SILENCE_SECONDS

    async def start(self) -> None:
        """Begin to listen."""
        self._tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._beat()),
            asyncio.create_task(self._look()),
        ]

    async def stop(self) -> None:
        """End every task; the rooms are silent then."""
        await end_tasks(self._tasks)
        self._tasks = []
        for feed in self._feeds.values():
            await feed.close()
        self._feeds.clear()

    async def open(self, tenant_id: str) -> TenantFeed:
        """The feed of a tenant, from the newest event on. Raises: PyMongoError."""
        feed = self._feeds.get(tenant_id)
        if feed is None:
            async with self._opening:
                feed = self._feeds.get(tenant_id)
                if feed is None:
                    newest = await self._history.latest_seq(tenant_id)
                    feed = self._feeds[tenant_id] = TenantFeed(tenant_id, self._history, newest)
        if not feed.room:
            feed.empty_since = time.monotonic()
        return feed

    def take(self, data: bytes) -> None:
        """One message of the channel."""
        message = decode_message(data)
        if message is None:
            log.warning("realtime.message.malformed", size=len(data))
        elif message.kind == "heartbeat":
            if message.sender == self.id:
                self._note_heard()
        elif (feed := self._feeds.get(message.tenantId)) is not None:
            self._hand_on(feed, message)

    def _hand_on(self, feed: TenantFeed, message: FeedMessage) -> None:
        if message.kind == "payment_events":
            feed.take(message)
        elif message.kind == "alert":
            if message.name in ALERT_MESSAGES:
                feed.room.emit_message(message.name, bytes(message.body), alert=True)
        elif message.kind == "notifications":
            feed.room.emit_message("notifications_changed", bytes(message.body))
        else:
            changed = AnalyticsChanged(version=message.version)
            feed.room.emit_message("analytics_changed", encode_json(changed))

    async def _listen(self) -> None:
        while True:
            try:
                async with connect_redis(self._redis_url, _CONNECT_SECONDS) as redis:
                    await self._subscribe(redis)
            except (RedisError, OSError, TimeoutError) as error:
                self._note_deaf(error)
            await asyncio.sleep(_RETRY_SECONDS)

    async def _subscribe(self, redis: Redis) -> None:
        async with redis.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.subscribe(CHANNEL)
            self._connected = True
            self._heard_at = time.monotonic()
            while self.healthy:
                message = await channel.get_message(timeout=SILENCE_SECONDS)
                if message is not None:
                    self.take(message["data"])
                    await asyncio.sleep(0)  # let the sockets drain between messages
            raise TimeoutError("the heartbeat was not heard")

    async def _beat(self) -> None:
        beat = heartbeat_message(self.id)
        while True:
            try:
                async with connect_redis(self._redis_url, _CONNECT_SECONDS) as redis:
                    while True:
                        await redis.publish(CHANNEL, beat)
                        await asyncio.sleep(HEARTBEAT_SECONDS)
            except (RedisError, OSError, TimeoutError):
                # The silence that follows is noticed by the listener.
                await asyncio.sleep(_RETRY_SECONDS)

    async def _look(self) -> None:
        """Compare with MongoDB: often without Redis, now and then with it."""
        looked_at = time.monotonic()
        while True:
            await asyncio.sleep(POLL_SECONDS)
            now = time.monotonic()
            if self.healthy and now - looked_at < CHECK_SECONDS:
                continue
            looked_at = now
            for tenant_id, feed in list(self._feeds.items()):
                if feed.room:
                    await self._compare(tenant_id, feed)
                elif now - feed.empty_since > EMPTY_SECONDS:
                    del self._feeds[tenant_id]
                    await feed.close()

    async def _compare(self, tenant_id: str, feed: TenantFeed) -> None:
        try:
            newest = await self._history.latest_seq(tenant_id)
        except (PyMongoError, OSError, TimeoutError) as error:
            log.warning("realtime.database.silent", error=repr(error)[:200])
            return
        if newest > feed.room.last_seq:
            feed.reach(newest)
            if not self.healthy:
                # Nobody else tells the clients now that figures moved.
                changed = AnalyticsChanged(version=newest)
                feed.room.emit_message("analytics_changed", encode_json(changed))

    def _note_heard(self) -> None:
        self._heard_at = time.monotonic()
        if self._deaf_reported:
            self._deaf_reported = False
            log.info("realtime.redis.heard")

    def _note_deaf(self, error: Exception) -> None:
        self._connected = False
        if not self._deaf_reported:
            self._deaf_reported = True
            log.warning("realtime.redis.silent", error=repr(error)[:200])
