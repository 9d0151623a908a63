"""The programs of one Cashbeat: what each is called, how it is run, what it is told."""

import os
import shlex
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from cashbeat.core.settings import Settings, env_name
from cashbeat.embedded import DataDir
from cashbeat.embedded.child import ChildProcess
from cashbeat.launch.project import api_sources

CASHBEAT = (sys.executable, "-m", "cashbeat.cli")
PASSED_ON = (
    "data_dir",
    "host",
    "web_port",
    "api_port",
    "environment",
    "mongo_database",
    "public_url",
    "demo",
)


def child_environment(settings: Settings) -> dict[str, str]:
    """Our environment, with the addresses in use instead of those that were asked for."""
    given = {env_name(field): str(getattr(settings, field)) for field in PASSED_ON}
    secret = {
        env_name(field): value.get_secret_value()
        for field in ("mongodb_uri", "redis_url")
        if (value := getattr(settings, field)) is not None
    }
    return {**os.environ, **given, **secret, "PYTHONUNBUFFERED": "1"}


DEMO_RATE = "0.007"
"""Payments a second of the demo: 600 a day, as many as each seeded day has."""

DEMO_OPENING = "0.5"
"""So many more at first, while somebody looks; 220 in all, most of them in ten minutes."""


class Programs:
    """Makes the child processes of one run; `dev` ones reload when their source changes."""

    def __init__(self, settings: Settings, data_dir: DataDir, *, dev: bool) -> None:
        self._settings = settings
        self._data_dir = data_dir
        self._dev = dev
        self._env = child_environment(settings)
        # Said outright: a CASHBEAT_API_KEY of ours may be another organisation's.
        self._demo_key = ("--api-key-file", str(settings.demo_key_file))

    def api(self) -> ChildProcess:
        return self._child("API", "api", api_command(self._settings, dev=self._dev))

    def worker(self) -> ChildProcess:
        return self._child("Worker", "worker", worker_command(dev=self._dev))

    def web(self, node: str, folder: Path) -> ChildProcess:
        return self._child(
            "Web",
            "web",
            [node, str(folder / "serve.mjs"), *(["--dev"] if self._dev else [])],
            extra={
                "PORT": str(self._settings.web_port),
                "HOSTNAME": self._settings.host,
                "CASHBEAT_API_ORIGIN": self._settings.api_origin,
                "CASHBEAT_ALLOWED_ORIGINS": ",".join(self._settings.allowed_origins),
                "CASHBEAT_ALLOWED_HOSTS": ",".join(self._settings.allowed_hosts),
                "CASHBEAT_TRUSTED_PROXIES": ",".join(self._settings.trusted_proxies),
                "NODE_ENV": "development" if self._dev else "production",
                "NEXT_TELEMETRY_DISABLED": "1",
            },
            cwd=folder,
        )

    def simulator(self) -> ChildProcess:
        """Other payments in every run; today stays comparable with the days before it."""
        rates = ["--rate", DEMO_RATE, "--opening", DEMO_OPENING]
        command = [*CASHBEAT, "simulate", *rates, "--seed", str(time.time_ns()), *self._demo_key]
        return self._child("Simulator", "simulator", command)

    def seed(self) -> ChildProcess:
        """Writes to our own terminal: its progress bar is the progress of this step."""
        return ChildProcess(
            "Seed",
            [*CASHBEAT, "seed", "--if-empty", *self._demo_key],
            log=None,
            pid_file=self._data_dir.run / "seed.pid",
            env=self._env,
        )

    def _child(
        self,
        name: str,
        file: str,
        command: list[str],
        *,
        extra: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> ChildProcess:
        return ChildProcess(
            name,
            command,
            log=self._data_dir.logs / f"{file}.log",
            pid_file=self._data_dir.run / f"{file}.pid",
            env={**self._env, **(extra or {})},
            cwd=cwd,
        )


def api_command(settings: Settings, *, dev: bool) -> list[str]:
    return [
        *(sys.executable, "-m", "uvicorn", "cashbeat.main:app"),
        *("--host", settings.host, "--port", str(settings.api_port)),
        *("--http", "cashbeat.core.deadlines:DeadlineProtocol"),
        *("--no-access-log", "--no-server-header"),
        *("--timeout-graceful-shutdown", "2", "--ws-max-size", "65536"),
        *("--ws-per-message-deflate", "false"),
        *(["--reload", "--reload-dir", str(api_sources())] if dev else []),
    ]


def worker_command(*, dev: bool) -> list[str]:
    command = [*CASHBEAT, "worker"]
    if not dev:
        return command
    watch = (sys.executable, "-m", "watchfiles", "--filter", "python")
    return [*watch, shlex.join(command), str(api_sources())]
