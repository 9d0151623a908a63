"""Failures that a person can act on, as sentences; anything else keeps its trace."""

import httpx
from pymongo.errors import ConfigurationError, ConnectionFailure
from redis.exceptions import ConnectionError as RedisConnectionError

from cashbeat.core.errors import CashbeatError
from cashbeat.core.logging import redact
from cashbeat.core.settings import SettingsInvalid
from cashbeat.embedded import DatabaseUnavailable
from cashbeat.launch.errors import LaunchFailed


def sentences(error: Exception) -> list[str]:
    """What to tell the person; empty for a failure that is our own fault."""
    match error:
        case SettingsInvalid():
            return error.faults
        case CashbeatError():
            return [error.detail]
        case LaunchFailed() | DatabaseUnavailable() | TimeoutError():
            return [str(error)]
        case httpx.ConnectError():
            return [
                f"Nothing answers at {_address(error)}: is Cashbeat running? Try `cashbeat status`."
            ]
        case ConnectionFailure() | ConfigurationError():
            return [f"MongoDB cannot be used: {_short(error)}."]
        case RedisConnectionError():
            return [f"Redis cannot be used: {_short(error)}."]
        case _:
            return []


def _address(error: httpx.ConnectError) -> str:
    try:
        return str(error.request.url.copy_with(path="/", query=None)).rstrip("/")
    except RuntimeError:
        return "the API's address"


def _short(error: Exception) -> str:
    text = redact(str(error)).split(", Timeout:")[0].split(" (configured timeouts")[0]
    return text.strip().rstrip(".")[:300]
