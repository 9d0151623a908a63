"""Looking at a running Cashbeat and stopping it, from another process."""

import json
from dataclasses import dataclass
from pathlib import Path

import psutil

from cashbeat.embedded.child import recorded_process
from cashbeat.launch.stack import SUPERVISOR_FILE

SHOWN = (
    ("MongoDB", "mongod"),
    ("Redis", "redis"),
    ("API", "api"),
    ("Worker", "worker"),
    ("Web", "web"),
    ("Simulator", "simulator"),
)


@dataclass(frozen=True)
class ProcessState:
    """One process of a running Cashbeat; `pid` is None when it does not run."""

    name: str
    pid: int | None
    started: float | None
    memory_mb: int


@dataclass(frozen=True)
class StackState:
    """A running Cashbeat as seen from outside."""

    web: str
    api: str
    processes: tuple[ProcessState, ...]


def running_stack(data_dir: Path) -> StackState | None:
    """What runs for a data directory, or None."""
    path = data_dir / "run" / SUPERVISOR_FILE
    if recorded_process(path) is None:
        return None
    record = json.loads(path.read_text(encoding="utf-8"))
    return StackState(
        web=record["web"],
        api=record["api"],
        processes=tuple(_state(name, data_dir / "run" / f"{file}.pid") for name, file in SHOWN),
    )


def stop_stack(data_dir: Path, timeout: float) -> bool:
    """Ask a running Cashbeat to stop and wait until it is gone; False when none runs.

    Raises `TimeoutError` when it is still there after `timeout` seconds.
    """
    process = recorded_process(data_dir / "run" / SUPERVISOR_FILE)
    if process is None:
        return False
    try:
        process.terminate()
        process.wait(timeout)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        raise TimeoutError(f"Cashbeat (pid {process.pid}) still runs.") from None
    return True


def _state(name: str, pid_file: Path) -> ProcessState:
    process = recorded_process(pid_file)
    if process is None:
        return ProcessState(name, None, None, 0)
    try:
        memory = process.memory_info().rss // 1_048_576
        return ProcessState(name, process.pid, process.create_time(), memory)
    except psutil.Error:
        return ProcessState(name, None, None, 0)
