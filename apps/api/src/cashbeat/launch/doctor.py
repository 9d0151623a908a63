"""Is everything here that Cashbeat needs? One line for each thing, with the way out."""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cashbeat.core.settings import Settings, SettingsInvalid
from cashbeat.embedded import DatabaseUnavailable, DataDir, load_secret_keys
from cashbeat.embedded.binaries import find_mongod, find_redis_server
from cashbeat.launch import project
from cashbeat.launch.control import running_stack
from cashbeat.launch.errors import LaunchFailed
from cashbeat.launch.ports import require_free_ports
from cashbeat.launch.readiness import require_reachable


@dataclass(frozen=True)
class Finding:
    """One checked thing: what was found, or the sentence that says what to do."""

    subject: str
    text: str
    good: bool


def examine(settings: Settings) -> Iterator[Finding]:
    """Every check; none changes anything but the data directory's existence."""
    yield Finding("Python", platform.python_version(), sys.version_info >= (3, 11))
    yield _look("Node.js", project.find_node)
    yield _look("Web build", _web_build)
    yield _look("MongoDB", lambda: "given" if settings.mongodb_uri else find_mongod())
    yield _look("Redis", lambda: "given" if settings.redis_url else find_redis_server())
    yield _look("Addresses", lambda: _addresses(settings))
    yield _look("Secrets", lambda: _secrets(settings))
    yield _look("Data", lambda: _data(settings))
    yield _look("Ports", lambda: _ports(settings))


def _web_build() -> str:
    folder = project.web_app()
    project.require_web_build(folder)
    return str(folder / ".next" / "standalone")


def _addresses(settings: Settings) -> str:
    require_reachable(settings)
    return "reachable" if settings.mongodb_uri or settings.redis_url else "none given"


def _secrets(settings: Settings) -> str:
    if settings.secret_keys is None and settings.environment == "development":
        return "made in the data directory"
    return f"{len(load_secret_keys(settings).kids)} given"


def _data(settings: Settings) -> str:
    DataDir(settings.data_dir).prepare()
    return str(settings.data_dir)


def _ports(settings: Settings) -> str:
    running = running_stack(settings.data_dir)
    if running is not None:
        return f"in use by this Cashbeat, at {running.web}"
    require_free_ports(settings)
    return f"{settings.web_port} and {settings.api_port} are free"


def _look(subject: str, check: Callable[[], object]) -> Finding:
    try:
        return Finding(subject, str(check()), good=True)
    except (LaunchFailed, DatabaseUnavailable, SettingsInvalid) as fault:
        return Finding(subject, str(fault), good=False)
