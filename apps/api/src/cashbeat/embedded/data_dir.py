"""The data directory: who owns it, its secrets and its ports."""

import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cashbeat.embedded.errors import DataDirUnusable

LOOPBACK = "127.0.0.1"
SERVER_PORTS = range(20_000, 32_000)


class DataDir:
    """Paths below one data directory; everything in it is private to its owner."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.run = root / "run"
        self.logs = root / "logs"
        self.secrets = root / "secrets"
        self.mongo = root / "mongo"
        self.redis = root / "redis"

    def prepare(self) -> None:
        """Create the folders, or raise `DataDirUnusable`."""
        try:
            for folder in (self.root, self.run, self.logs, self.secrets, self.mongo, self.redis):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.run / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise DataDirUnusable(
                f"The data directory {self.root} cannot be written ({error.strerror}): "
                "fix its permissions or set CASHBEAT_DATA_DIR to another one."
            ) from None

    @contextmanager
    def owned(self) -> Iterator[bool]:
        """Hold the directory's lock; yields False when another process already holds it.

        The lock is the kernel's, so it cannot outlive its holder, however that dies.
        """
        with (self.run / "lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def secret(self, name: str, *, size: int = 32) -> str:
        """A random text made once, readable by its owner only; also usable as a mongod key file."""
        path = self.secrets / name
        if not path.exists():
            write_private(path, secrets.token_hex(size))
        return path.read_text(encoding="ascii")

    def port(self, name: str) -> int:
        """The port used last time when it is free, else a free one, remembered for next time."""
        path = self.run / f"{name}.port"
        try:
            remembered = int(path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            remembered = 0
        chosen = remembered if remembered and port_is_free(remembered) else free_port()
        path.write_text(str(chosen), encoding="ascii")
        return chosen


def write_private(path: Path, text: str) -> None:
    """Write a file in one step that only its owner can read."""
    scratch = path.with_name(f"{path.name}.{os.getpid()}.new")
    scratch.unlink(missing_ok=True)
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    scratch.replace(path)


def port_is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen there now; sockets in TIME_WAIT do not count."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def accepts_connections(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server listens there now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


def free_port() -> int:
    """A port that is free on loopback now, below the range that systems give to clients, so
    that no outgoing connection sits on it at the next start."""
    for _ in range(50):
        port = secrets.choice(SERVER_PORTS)
        if port_is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        fallback: int = probe.getsockname()[1]
        return fallback
