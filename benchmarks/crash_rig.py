"""The system that crash.py torments: real servers and processes that can be killed and started."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import DataDir, with_addresses
from cashbeat.embedded.child import ChildProcess
from cashbeat.embedded.data_dir import free_port
from cashbeat.embedded.stack import addresses_of, embedded_servers
from cashbeat.launch.processes import CASHBEAT, Programs, child_environment


class Rig:
    """The system under test: two databases, one API, one worker or two."""

    def __init__(self, folder: Path, *, standby: bool) -> None:
        data_dir = DataDir(folder)
        data_dir.prepare()
        asked = load_settings(
            _env_file=None,
            data_dir=folder,
            api_port=free_port(),
            web_port=free_port(),
            mongo_database="crash",
            mongodb_uri=None,
            redis_url=None,
            demo=True,  # an organisation to write to, and a key to write with
        )
        # Writers are as fast as the system lets them be.
        os.environ.setdefault("CASHBEAT_RATE_LIMIT_KEY", "10000000")
        mongo, redis = embedded_servers(asked, data_dir)
        assert mongo is not None
        assert redis is not None
        self.settings: Settings = with_addresses(asked, addresses_of(asked, mongo, redis))
        programs = Programs(self.settings, data_dir, dev=False)
        api, worker = programs.api(), programs.worker()
        self._start: dict[str, Callable[[], None]] = {
            "mongo": mongo.start,
            "redis": redis.start,
            "api": api.start,
            "worker": worker.start,
        }
        self._child: dict[str, ChildProcess] = {
            "mongo": mongo.child,
            "redis": redis.child,
            "api": api,
            "worker": worker,
        }
        if standby:
            second = ChildProcess(
                "Standby",
                worker.command,
                log=data_dir.logs / "standby.log",
                pid_file=data_dir.run / "standby.pid",
                env=worker.env,
            )
            self._start["standby"], self._child["standby"] = second.start, second
        self.workers = [name for name in ("worker", "standby") if name in self._child]
        self.victims = ["api", "redis", "mongo", *self.workers]
        self.mongo_uri = addresses_of(asked, mongo, redis).mongo_uri

    @contextmanager
    def running(self) -> Iterator[None]:
        try:
            for name in ("redis", "mongo", "api", *self.workers):
                self.start(name)
            yield
        finally:
            for name in (*self.workers, "api", "mongo", "redis"):
                self.stop(name)

    def start(self, name: str) -> None:
        self._start[name]()

    def stop(self, name: str) -> None:
        self._child[name].stop()

    def kill(self, name: str) -> None:
        """SIGKILL, and wait until the kernel is done with it."""
        child = self._child[name]
        if child.pid is not None and child.exit_code() is None:
            os.kill(child.pid, signal.SIGKILL)
            while child.exit_code() is None:
                time.sleep(0.001)

    def pause(self, name: str, seconds: float) -> None:
        """SIGSTOP, and SIGCONT later."""
        pid = self._child[name].pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(pid, signal.SIGCONT)

    def said(self, event: str) -> int:
        """How often the workers logged an event."""
        logs = (self._child[name].log for name in self.workers)
        return sum(log.read_text(errors="replace").count(event) for log in logs if log)

    def died(self) -> list[str]:
        """Programs that ended although nobody killed them."""
        return [name for name, child in self._child.items() if child.exit_code() is not None]

    def verify(self) -> tuple[int, str]:
        """`cashbeat verify`: its exit code and what it says."""
        done = subprocess.run(
            [*CASHBEAT, "verify"],
            env=child_environment(self.settings),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return done.returncode, (done.stdout + done.stderr).strip()

    @contextmanager
    def database(self) -> Iterator[Any]:
        with MongoClient[dict[str, Any]](self.mongo_uri) as client:
            yield client["crash"]
