"""Waiting for what was started, and looking whether what was given answers."""

import http.client
import time
from collections.abc import Callable

from cashbeat.core.logging import redact
from cashbeat.core.settings import Settings
from cashbeat.embedded.child import ChildProcess
from cashbeat.launch.errors import LaunchFailed

REACH_SECONDS = 5.0
POLL_SECONDS = 0.05


def wait_until_ready(
    child: ChildProcess,
    port: int,
    path: str,
    *,
    seconds: float,
    pause: Callable[[float], None],
) -> None:
    """Wait until the child answers below 400 on `path`; `LaunchFailed` when it dies or is late.

    `pause` sleeps, and raises when somebody asked to stop.
    """
    deadline = time.monotonic() + seconds
    while not answers(port, path):
        code = child.exit_code()
        if code is not None:
            raise LaunchFailed(
                f"{child.name} stopped while starting (exit code {code}){_last_words(child)}"
            )
        if time.monotonic() > deadline:
            raise LaunchFailed(
                f"{child.name} was not ready after {seconds:.0f} seconds{_last_words(child)}"
            )
        pause(POLL_SECONDS)


def answers(port: int, path: str, host: str = "127.0.0.1") -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def require_reachable(settings: Settings) -> None:
    """Look at each given database once; `LaunchFailed` when it does not serve our purpose."""
    if settings.mongodb_uri is not None:
        _require_mongo(settings.mongodb_uri.get_secret_value())
    if settings.redis_url is not None:
        _require_redis(settings.redis_url.get_secret_value())


def _require_mongo(uri: str) -> None:
    from pymongo import MongoClient
    from pymongo.errors import PyMongoError

    try:
        with MongoClient[dict[str, object]](
            uri, serverSelectionTimeoutMS=int(REACH_SECONDS * 1000)
        ) as client:
            state = client.admin.command("hello")
            client.admin.command("ping")
    except PyMongoError as error:
        raise LaunchFailed(
            f"MongoDB at {redact(uri)} cannot be used ({_first_clause(error)}): "
            "check MONGODB_URI, or leave it empty to use Cashbeat's own."
        ) from None
    if "setName" not in state and state.get("msg") != "isdbgrid":
        raise LaunchFailed(
            f"MongoDB at {redact(uri)} is a standalone server, but Cashbeat needs a replica set "
            "(for transactions and change streams): start it with --replSet."
        )


def _require_redis(url: str) -> None:
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        with Redis.from_url(
            url, socket_timeout=REACH_SECONDS, socket_connect_timeout=REACH_SECONDS
        ) as client:
            client.ping()
    except (RedisError, ValueError) as error:
        raise LaunchFailed(
            f"Redis at {redact(url)} cannot be used ({_first_clause(error)}): "
            "check REDIS_URL, or leave it empty to use Cashbeat's own."
        ) from None


def _first_clause(error: Exception) -> str:
    text = redact(str(error)).split(", Timeout:")[0].split(" (configured timeouts")[0]
    return text.strip().rstrip(".")[:160]


def _last_words(child: ChildProcess) -> str:
    """The last line of its log, where a server says why it gave up."""
    if child.log is None:
        return "."
    lines = child.log.read_text(encoding="utf-8", errors="replace").split("\n")[-40:]
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f": {redact(last)[:300]} (see {child.log})" if last else f" (see {child.log})."
