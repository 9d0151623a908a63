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


class Unauthenticated(CashbeatError):
    """Nobody proved who connects."""

    status = 401
    code = "unauthenticated"
    title = "Not authenticated"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class TokenInUrl(CashbeatError):
    """A token in the address, where proxies and histories keep it."""

    status = 400
    code = "token_in_url"
    title = "Token in the address"


class UnknownMessage(CashbeatError):
    """A message that is none of the protocol."""

    status = 422
    code = "unknown_message"
    title = "Unknown message"
