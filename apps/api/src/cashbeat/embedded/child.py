"""One child process that leaves nothing behind: own group, pid file, log file, ordered end."""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import psutil

LOG_LIMIT_BYTES = 10 * 1024 * 1024
PR_SET_PDEATHSIG = 1


class ChildProcess:
    """A server program under our care.

    It runs in its own process group, so that Ctrl-C reaches only us and we end everything in
    order. On Linux the kernel sends it SIGTERM should we die without a word; elsewhere, and for
    what survives that, the pid file lets the next start find and end it. Without a log file it
    writes to our own output.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path | None,
        pid_file: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.name = name
        self.command = list(command)
        self.log = log
        self.pid_file = pid_file
        self.env = env
        self.cwd = cwd
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the program; must be called from the main thread (Linux ties the
        parent-death signal to the thread that forked)."""
        end_orphan(self.pid_file)
        with ExitStack() as cleanup:
            output = cleanup.enter_context(_appended(self.log)) if self.log else None
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                env=dict(self.env) if self.env is not None else None,
                cwd=self.cwd,
                start_new_session=True,
                preexec_fn=die_with_parent(),  # noqa: PLW1509
            )
        record = {"pid": self._process.pid, "started": _started(self._process.pid)}
        self.pid_file.write_text(json.dumps(record), encoding="ascii")

    def exit_code(self) -> int | None:
        """None while it runs; negative for a signal."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the program itself, which ends its own children."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def stop(self, timeout: float = 8.0) -> bool:
        """End it, by force after `timeout` seconds; True when it ended by itself."""
        process = self._process
        if process is None:
            return True
        self.ask_to_stop()
        try:
            process.wait(timeout)
            willing = True
        except subprocess.TimeoutExpired:
            willing = False
        _kill_group(process.pid)
        process.wait()
        self.pid_file.unlink(missing_ok=True)
        return willing


def end_orphan(pid_file: Path, timeout: float = 8.0) -> bool:
    """End the process that an earlier run left behind; True when there was one.

    The start time is compared too, so a recycled pid is never touched.
    """
    process = recorded_process(pid_file)
    if process is not None:
        process.terminate()
        try:
            process.wait(timeout)
        except psutil.TimeoutExpired:
            pass
        finally:
            _kill_group(process.pid)
    pid_file.unlink(missing_ok=True)
    return process is not None


def recorded_process(pid_file: Path) -> psutil.Process | None:
    """The living process that a pid file means, if any."""
    try:
        record = json.loads(pid_file.read_text(encoding="ascii"))
        process = psutil.Process(record["pid"])
        same = abs(process.create_time() - record["started"]) < 1.0
        alive = same and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return None
    return process if alive else None


def die_with_parent() -> Callable[[], None] | None:
    """For `preexec_fn`: ask Linux to send SIGTERM when the parent dies."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _started(pid: int) -> float:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return 0.0


def _appended(log: Path) -> BinaryIO:
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))
    return log.open("ab")
