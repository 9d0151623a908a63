"""What can go wrong between a client and the feed."""

from cashbeat.core.errors import CashbeatError


class TooManySockets(CashbeatError):
    """The organisation has as many connections as it may."""

    status = 503
    code = "too_many_sockets"
    title = "Too many connections"


class TooManyRequests(CashbeatError):
    """The client asks faster than it may."""

    status = 429
    code = "too_many_requests"
    title = "Too many requests"


class UnknownMessage(CashbeatError):
    """A message that is none of the protocol."""

    status = 422
    code = "unknown_message"
    title = "Unknown message"
