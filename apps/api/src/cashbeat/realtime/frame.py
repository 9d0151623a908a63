"""Bytes on the wire, pure: WebSocket frames (RFC 6455) around Socket.IO 5 packets and plain JSON.

A frame from the server is not masked, so it is the same for every client: it is built once and
written to all of them. Compression is never used; a frame without RSV1 is legal either way
(RFC 7692, section 6).
"""

from collections.abc import Sequence

import msgspec

NAMESPACE = "/ws/payments"

_EVENT = f"42{NAMESPACE},".encode()  # Engine.IO message, Socket.IO event
_ACK = f"43{NAMESPACE},".encode()
DISCONNECT = f"41{NAMESPACE},".encode()
"""The Socket.IO packet that ends a namespace: a client does not come back by itself then."""


def text_frame(payload: bytes) -> bytes:
    """A whole text message in one frame."""
    length = len(payload)
    if length < 126:
        return b"\x81" + length.to_bytes(1) + payload
    if length < 65536:
        return b"\x81\x7e" + length.to_bytes(2) + payload
    return b"\x81\x7f" + length.to_bytes(8) + payload


def close_frame(code: int, reason: str) -> bytes:
    """The frame that ends a connection; the reason is cut to what fits."""
    payload = code.to_bytes(2) + reason.encode()[:123]
    return b"\x88" + len(payload).to_bytes(1) + payload


def event_packet(name: str, data: bytes) -> bytes:
    """A Socket.IO event with one argument, given as JSON."""
    return _EVENT + b'["' + name.encode() + b'",' + data + b"]"


def ack_packet(number: int, data: bytes) -> bytes:
    """The answer to a client's event, given as JSON."""
    return _ACK + str(number).encode() + b"[" + data + b"]"


class _Typed(msgspec.Struct, gc=False):
    type: str


_BROADCAST = frozenset({"payment_received", "payment_failed", "payment_refunded"})
_type_of = msgspec.json.Decoder(_Typed)


def event_name(event: bytes | msgspec.Raw) -> str:
    """The socket event that carries an event: the brief's three types are `payment_event`."""
    return "payment_event" if _type_of.decode(event).type in _BROADCAST else "payment_updated"


class Chunk:
    """Messages for a room, each form built at most once, whatever the number of listeners.

    `packets` are Socket.IO packets in order, `plain` the same messages as plain JSON.
    """

    __slots__ = ("_packets", "_plain", "_plain_frames", "_socketio_frames", "_texts", "count")

    def __init__(self, packets: Sequence[bytes], plain: Sequence[bytes]) -> None:
        self._packets = packets
        self._plain = plain
        self.count = len(packets)
        self._socketio_frames: bytes | None = None
        self._plain_frames: bytes | None = None
        self._texts: list[str] | None = None

    @property
    def socketio(self) -> bytes:
        """Frames for Socket.IO over WebSocket, joined: one write for all."""
        if self._socketio_frames is None:
            self._socketio_frames = b"".join(map(text_frame, self._packets))
        return self._socketio_frames

    @property
    def plain(self) -> bytes:
        """Frames for plain WebSockets, joined."""
        if self._plain_frames is None:
            self._plain_frames = b"".join(map(text_frame, self._plain))
        return self._plain_frames

    @property
    def texts(self) -> list[str]:
        """Socket.IO packets without the leading Engine.IO type, for clients that poll."""
        if self._texts is None:
            self._texts = [packet[1:].decode() for packet in self._packets]
        return self._texts


def message_chunk(name: str, data: bytes) -> Chunk:
    """One message: a Socket.IO event, and plain JSON with its `type` in front."""
    head = b'{"type":"' + name.encode() + b'"'
    plain = head + (b"}" if data == b"{}" else b"," + data[1:])
    return Chunk([event_packet(name, data)], [plain])


def events_chunk(events: Sequence[bytes | msgspec.Raw]) -> Chunk:
    """Payment events one by one; on the plain socket an event is its own message."""
    raw = [bytes(event) for event in events]
    return Chunk([event_packet(event_name(event), event) for event in raw], raw)


def batch_chunk(events: Sequence[bytes]) -> Chunk:
    """Payment events as one `payment_events` message."""
    return Chunk([event_packet("payment_events", b"[" + b",".join(events) + b"]")], events)
