"""A room tells a lone event at once, gathers what follows closely, and keeps the order."""

import asyncio

from cashbeat.realtime.emitter import WINDOW_EVENTS, WINDOW_SECONDS, Room
from cashbeat.realtime.frame import Chunk


class Recorder:
    """A client that takes everything, and notes the texts of each write."""

    def __init__(self) -> None:
        self.writes: list[list[str]] = []

    def deliver(self, chunk: Chunk) -> bool:
        self.writes.append([text.split("[", 1)[1] for text in chunk.texts])
        return True

    def expel(self, _last_words: Chunk) -> None:
        """No test of the room ends anybody so."""

    def cut(self, last_words: Chunk) -> None:
        raise AssertionError(last_words)


def event(seq: int) -> bytes:
    return b'{"type":"payment_received","seq":%d}' % seq


def single(seq: int) -> str:
    return f'"payment_event",{event(seq).decode()}]'


def batch(*seqs: int) -> str:
    return '"payment_events",[' + ",".join(event(seq).decode() for seq in seqs) + "]]"


async def joined() -> tuple[Room, Recorder, Recorder]:
    room, one_by_one, batched = Room("north", 0), Recorder(), Recorder()
    room.join(one_by_one, batch=False)
    room.join(batched, batch=True)
    for client in (one_by_one, batched):
        assert client.writes.pop()[0].startswith('"hello"')
    return room, one_by_one, batched


async def test_a_lone_event_is_told_at_once_and_the_next_ones_together() -> None:
    room, one_by_one, batched = await joined()
    room.emit_events([event(1)], 1)
    assert one_by_one.writes == [[single(1)]]
    assert batched.writes == [[batch(1)]]
    room.emit_events([event(2)], 2)
    room.emit_events([event(3), event(4)], 4)
    assert len(one_by_one.writes) == 1
    await asyncio.sleep(1.5 * WINDOW_SECONDS)
    assert one_by_one.writes[1:] == [[single(2), single(3), single(4)]]
    assert batched.writes[1:] == [[batch(2, 3, 4)]]
    await asyncio.sleep(WINDOW_SECONDS)
    room.emit_events([event(5)], 5)
    assert one_by_one.writes[-1] == [single(5)]
    room.close()


async def test_a_steady_stream_goes_out_ten_times_a_second() -> None:
    room, one_by_one, _ = await joined()
    begin = asyncio.get_running_loop().time()
    for seq in range(1, 61):
        room.emit_events([event(seq)], seq)
        await asyncio.sleep(0.005)
    await asyncio.sleep(1.5 * WINDOW_SECONDS)
    passed = asyncio.get_running_loop().time() - begin
    assert 2 <= len(one_by_one.writes) <= passed / WINDOW_SECONDS + 1
    assert [text for write in one_by_one.writes for text in write] == list(
        map(single, range(1, 61))
    )
    room.close()


async def test_nothing_overtakes_what_waits() -> None:
    room, one_by_one, batched = await joined()
    late = Recorder()
    for seq in (1, 2):
        room.emit_events([event(seq)], seq)
    room.emit_message("analytics_changed", b'{"version":1}')
    room.emit_events([event(3)], 3)
    room.join(late, batch=False)
    assert one_by_one.writes[1:] == [
        [single(2)],
        ['"analytics_changed",{"version":1}]'],
        [single(3)],
    ]
    assert [write[0] for write in batched.writes[1:]][-1] == batch(3)
    assert '"latestSeq":3' in late.writes[0][0]
    assert len(late.writes) == 1
    room.close()


async def test_a_flood_does_not_wait_for_the_window() -> None:
    room, one_by_one, _ = await joined()
    room.emit_events([event(1)], 1)
    for seq in range(2, WINDOW_EVENTS + 2):
        room.emit_events([event(seq)], seq)
    assert len(one_by_one.writes[1]) == WINDOW_EVENTS
    room.close()
