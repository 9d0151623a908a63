"""The publisher never waits, never grows, and goes on when Redis returns."""

import asyncio
import os
import signal
from typing import Any

import msgspec
from redis.asyncio import Redis

from cashbeat.core import feed
from cashbeat.core.feed import CHANNEL, FeedPublisher, decode_message, heartbeat_message
from cashbeat.core.settings import Settings
from cashbeat.embedded import DataDir
from cashbeat.embedded.redis_server import EmbeddedRedis


def test_event_bytes_pass_untouched() -> None:
    event = b'{"type":"payment_received","seq":7,"amount":12.50,"x":"\xc3\xbc"}'
    message = decode_message(feed.events_message("north", 7, 7, b"[" + event + b"]"))
    assert message is not None
    assert message.events is not None
    assert [bytes(item) for item in message.events] == [event]
    assert (message.tenantId, message.firstSeq, message.lastSeq) == ("north", 7, 7)
    burst = decode_message(feed.events_message("north", 1, 900, None))
    assert burst is not None
    assert burst.events is None
    beat = decode_message(heartbeat_message("relay_1"))
    assert beat is not None
    assert (beat.kind, beat.sender) == ("heartbeat", "relay_1")
    assert decode_message(b'{"kind":1}') is None


async def test_published_in_order_and_flushed_at_the_end(redis_url: str) -> None:
    publisher = FeedPublisher(redis_url)
    async with Redis.from_url(redis_url) as redis, redis.pubsub() as channel:
        await channel.subscribe(CHANNEL)
        await publisher.start()
        for version in range(300):
            publisher.publish_analytics_changed("north", version)
        await publisher.stop()
        assert publisher.waiting == 0
        versions: list[int] = []
        while len(versions) < 300:
            message: dict[str, Any] | None = await channel.get_message(timeout=5)
            assert message is not None
            if message["type"] == "message":
                versions.append(msgspec.json.decode(message["data"])["version"])
        assert versions == list(range(300))


async def test_a_hung_redis_costs_a_bounded_queue_and_no_wait(tmp_path: Any) -> None:
    data_dir = DataDir(tmp_path)
    data_dir.prepare()
    server = EmbeddedRedis(Settings(_env_file=None, data_dir=tmp_path), data_dir)
    await asyncio.to_thread(server.start)
    publisher = FeedPublisher(server.url)
    try:
        async with Redis.from_url(server.url) as redis:
            pid = (await redis.info("server"))["process_id"]
            await publisher.start()
            os.kill(pid, signal.SIGSTOP)
            try:
                loop = asyncio.get_running_loop()
                started = loop.time()
                for version in range(feed.MAX_MESSAGES + 500):
                    publisher.publish_analytics_changed("north", version)
                assert loop.time() - started < 3
                assert publisher.waiting == feed.MAX_MESSAGES
            finally:
                os.kill(pid, signal.SIGCONT)
            async with asyncio.timeout(15):
                while publisher.waiting:
                    await asyncio.sleep(0.05)
    finally:
        await publisher.stop()
        await asyncio.to_thread(server.stop)
