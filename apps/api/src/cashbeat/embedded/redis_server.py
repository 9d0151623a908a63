"""Redis of our own, on loopback with a password; it holds hints only, so nothing is saved."""

import socket
import time
from pathlib import Path

from cashbeat.core.settings import Settings
from cashbeat.embedded.binaries import find_redis_server
from cashbeat.embedded.child import ChildProcess
from cashbeat.embedded.data_dir import LOOPBACK, DataDir, write_private
from cashbeat.embedded.errors import DatabaseUnavailable

START_SECONDS = 10.0


class EmbeddedRedis:
    """One redis-server in `<data_dir>/redis`; start, restart and stop it."""

    def __init__(self, settings: Settings, data_dir: DataDir) -> None:
        self._password = data_dir.secret("redis.password")
        self.port = data_dir.port("redis")
        config = data_dir.secrets / "redis.conf"
        write_private(config, redis_config(settings, data_dir.redis, self.port, self._password))
        self.child = ChildProcess(
            "Redis",
            [str(find_redis_server()), str(config)],
            log=data_dir.logs / "redis.log",
            pid_file=data_dir.run / "redis.pid",
        )

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@{LOOPBACK}:{self.port}/0"

    def start(self) -> None:
        """Start and wait until it answers, or raise `DatabaseUnavailable`."""
        self.child.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.child.exit_code() is not None or time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"Redis did not start: its log {self.child.log} says why."
                )
            time.sleep(0.02)

    def stop(self, timeout: float = 4.0) -> None:
        self.child.stop(timeout)

    def _answers(self) -> bool:
        """Inline commands need no client library, whose import takes longer than the server."""
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=0.5) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := connection.recv(256)):
                    answer += part
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"


def redis_config(settings: Settings, folder: Path, port: int, password: str) -> str:
    """Only keys with an expiry may be evicted: the tenants' cache versions have none."""
    return "\n".join(
        [
            f"bind {LOOPBACK}",
            "protected-mode yes",
            f"port {port}",
            f"requirepass {password}",
            f'dir "{folder}"',
            "daemonize no",
            'save ""',
            "appendonly no",
            f"maxmemory {settings.redis_max_memory_mb}mb",
            "maxmemory-policy volatile-lru",
            "client-output-buffer-limit pubsub 32mb 8mb 30",
            "loglevel notice",
            "",
        ]
    )
