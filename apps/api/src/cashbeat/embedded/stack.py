"""The addresses of MongoDB and Redis: given, already running, or started here."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import SecretStr

from cashbeat.core.settings import Settings
from cashbeat.embedded.child import recorded_process
from cashbeat.embedded.data_dir import DataDir, write_private
from cashbeat.embedded.errors import DatabasesNotRunning
from cashbeat.embedded.mongod import EmbeddedMongo
from cashbeat.embedded.redis_server import EmbeddedRedis

RUN_FILE = "databases.json"
WAIT_FOR_OTHER_SECONDS = 60.0


@dataclass(frozen=True)
class DatabaseAddresses:
    """Where the databases are; both hold passwords, so neither is shown."""

    mongo_uri: str = field(repr=False)
    redis_url: str = field(repr=False)


def resolve_addresses(settings: Settings) -> DatabaseAddresses:
    """Addresses without starting anything: MONGODB_URI and REDIS_URL, else those of the stack
    that runs in the data directory, else `DatabasesNotRunning`."""
    given = _given(settings)
    if given is not None:
        return given
    running = _running(settings, DataDir(settings.data_dir))
    if running is None:
        raise DatabasesNotRunning(
            f"No database runs for {settings.data_dir}: run `cashbeat start` first, "
            "or set MONGODB_URI and REDIS_URL."
        )
    return running


@contextmanager
def databases(settings: Settings) -> Iterator[DatabaseAddresses]:
    """Addresses that work inside the block, whatever it takes.

    Uses what is given or already running, else starts our own and stops them afterwards.
    Main thread only, see `ChildProcess.start`.
    """
    given = _given(settings)
    if given is not None:
        yield given
        return
    data_dir = DataDir(settings.data_dir)
    data_dir.prepare()
    with data_dir.owned() as ours:
        if ours:
            with started_databases(settings, data_dir) as addresses:
                yield addresses
        else:
            yield _wait_for_other(settings, data_dir)


@contextmanager
def started_databases(settings: Settings, data_dir: DataDir) -> Iterator[DatabaseAddresses]:
    """Start what is not given. The caller holds the data directory's lock."""
    with ExitStack() as cleanup:
        mongo, redis = embedded_servers(settings, data_dir)
        for server in (redis, mongo):
            if server is not None:
                cleanup.callback(server.stop)
                server.child.start()
        if mongo is not None:
            mongo.wait_until_primary()
        if redis is not None:
            redis.wait_until_ready()
        addresses = addresses_of(settings, mongo, redis)
        cleanup.enter_context(published(addresses, data_dir))
        yield addresses


def embedded_servers(
    settings: Settings, data_dir: DataDir
) -> tuple[EmbeddedMongo | None, EmbeddedRedis | None]:
    """Our own servers, not yet started; None for each whose address is given."""
    return (
        None if settings.mongodb_uri else EmbeddedMongo(settings, data_dir),
        None if settings.redis_url else EmbeddedRedis(settings, data_dir),
    )


def addresses_of(
    settings: Settings, mongo: EmbeddedMongo | None, redis: EmbeddedRedis | None
) -> DatabaseAddresses:
    """The address of each: our own server's, else the given one."""
    return DatabaseAddresses(
        mongo_uri=mongo.uri if mongo else _revealed(settings.mongodb_uri),
        redis_url=redis.url if redis else _revealed(settings.redis_url),
    )


@contextmanager
def published(addresses: DatabaseAddresses, data_dir: DataDir) -> Iterator[None]:
    """Let other processes of this user find the databases while the block runs."""
    path = data_dir.run / RUN_FILE
    write_private(path, json.dumps(asdict(addresses)))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def attached(settings: Settings) -> Iterator[Settings]:
    """The settings with both addresses filled in, for a command that needs the databases."""
    with databases(settings) as addresses:
        yield with_addresses(settings, addresses)


def with_addresses(settings: Settings, addresses: DatabaseAddresses) -> Settings:
    """A copy of the settings with both addresses filled in."""
    return settings.model_copy(
        update={
            "mongodb_uri": SecretStr(addresses.mongo_uri),
            "redis_url": SecretStr(addresses.redis_url),
        }
    )


def _given(settings: Settings) -> DatabaseAddresses | None:
    if settings.mongodb_uri is None or settings.redis_url is None:
        return None
    return addresses_of(settings, None, None)


def _running(settings: Settings, data_dir: DataDir) -> DatabaseAddresses | None:
    path = data_dir.run / RUN_FILE
    try:
        found = DatabaseAddresses(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    needed: list[Path] = []
    if settings.mongodb_uri is None:
        needed.append(data_dir.run / "mongod.pid")
    if settings.redis_url is None:
        needed.append(data_dir.run / "redis.pid")
    if any(recorded_process(pid_file) is None for pid_file in needed):
        return None
    return DatabaseAddresses(
        mongo_uri=_revealed(settings.mongodb_uri) or found.mongo_uri,
        redis_url=_revealed(settings.redis_url) or found.redis_url,
    )


def _wait_for_other(settings: Settings, data_dir: DataDir) -> DatabaseAddresses:
    """Another process owns the directory and is starting the databases, or restarting one."""
    deadline = time.monotonic() + WAIT_FOR_OTHER_SECONDS
    while (running := _running(settings, data_dir)) is None:
        if time.monotonic() > deadline:
            raise DatabasesNotRunning(
                f"Another Cashbeat process holds {settings.data_dir} but its databases do not run: "
                "stop it with `cashbeat stop`, then try again."
            )
        time.sleep(0.1)
    return running


def _revealed(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
