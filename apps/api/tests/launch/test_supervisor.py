"""The supervisor: what dies comes back, later each time; what must end ends, in order."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cashbeat.embedded.child import ChildProcess, end_orphan, recorded_process
from cashbeat.launch.supervisor import LONGEST_DELAY, Supervisor, describe_exit, restart_delay

FOREVER = "import time\nwhile True: time.sleep(1)"
STUBBORN = (
    "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('up', flush=True)\nwhile True: time.sleep(1)"
)
WITH_CHILD = (
    "import subprocess, sys, time\n"
    f"child = subprocess.Popen([sys.executable, '-c', {FOREVER!r}])\n"
    "print(child.pid, flush=True)\nwhile True: time.sleep(1)"
)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Children:
    """Makes real child processes and ends whatever a failed test leaves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[ChildProcess] = []

    def make(self, name: str, code: str = FOREVER) -> ChildProcess:
        child = ChildProcess(
            name,
            [sys.executable, "-c", code],
            log=self.folder / f"{name}.log",
            pid_file=self.folder / f"{name}.pid",
        )
        self.made.append(child)
        child.start()
        return child


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    made = Children(tmp_path)
    yield made
    for child in made.made:
        child.stop(0.1)


@pytest.fixture
def said() -> list[str]:
    return []


def wait_for_exit(child: ChildProcess) -> None:
    deadline = time.monotonic() + 10
    while child.exit_code() is None and time.monotonic() < deadline:
        time.sleep(0.01)


def wait_for_log(child: ChildProcess) -> str:
    assert child.log is not None
    deadline = time.monotonic() + 10
    while not (text := child.log.read_text(encoding="utf-8")) and time.monotonic() < deadline:
        time.sleep(0.01)
    return text.strip()


def test_delays_double_up_to_a_limit() -> None:
    delays = [restart_delay(failures) for failures in range(1, 12)]
    assert delays[:4] == [0.5, 1.0, 2.0, 4.0]
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST_DELAY


def test_a_killed_child_is_started_again_and_said_so(children: Children, said: list[str]) -> None:
    clock = Clock()
    supervisor = Supervisor(said.append, clock)
    child = children.make("Worker")
    supervisor.watch(child, stage=0, stop_seconds=1)
    supervisor.tick()
    assert said == []

    first = child.pid
    assert first is not None
    psutil.Process(first).kill()
    wait_for_exit(child)
    supervisor.tick()
    supervisor.tick()
    assert said == ["Worker stopped unexpectedly (signal 9); it starts again in 0.5 s."]
    clock.now = 0.6
    supervisor.tick()
    assert said[1:] == ["Worker started again."]
    assert child.exit_code() is None
    assert child.pid != first
    supervisor.stop()


def test_a_child_that_keeps_dying_waits_longer_until_it_was_stable(
    children: Children, said: list[str]
) -> None:
    clock = Clock()
    supervisor = Supervisor(said.append, clock)
    child = children.make("API", "raise SystemExit(3)")
    supervisor.watch(child, stage=0, stop_seconds=1)
    for _ in range(3):
        wait_for_exit(child)
        supervisor.tick()
        clock.now += 5
        supervisor.tick()
    announced = [line for line in said if "exit code 3" in line]
    assert [line.split(" in ")[1] for line in announced] == ["0.5 s.", "1.0 s.", "2.0 s."]


def test_stages_end_in_order(children: Children, said: list[str]) -> None:
    supervisor = Supervisor(said.append)
    order: list[str] = []

    class Noted(ChildProcess):
        def stop(self, timeout: float = 8.0) -> bool:
            order.append(self.name)
            return super().stop(timeout)

    for name, stage in (("mongod", 4), ("simulator", 0), ("api", 2), ("web", 1)):
        child = children.make(name)
        child.__class__ = Noted
        supervisor.watch(child, stage=stage, stop_seconds=2)
    supervisor.stop()
    assert order == ["simulator", "web", "api", "mongod"]
    assert all(child.exit_code() is not None for child in children.made)
    assert said == []


def test_a_child_that_ignores_sigterm_is_ended_by_force(
    children: Children, said: list[str]
) -> None:
    supervisor = Supervisor(said.append)
    child = children.make("Web", STUBBORN)
    assert wait_for_log(child) == "up"
    supervisor.watch(child, stage=0, stop_seconds=0.3)
    supervisor.stop()
    assert said == ["Web did not stop by itself and was ended."]
    assert child.exit_code() == -9


def test_what_a_child_started_goes_with_it(children: Children) -> None:
    child = children.make("Web", WITH_CHILD)
    grandchild = psutil.Process(int(wait_for_log(child)))
    child.stop(5)
    deadline = time.monotonic() + 5
    while grandchild.is_running() and time.monotonic() < deadline:
        if grandchild.status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.01)
    assert not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE


def test_an_orphan_is_found_by_its_pid_file_and_ended(children: Children) -> None:
    child = children.make("API")
    assert recorded_process(child.pid_file) is not None
    assert end_orphan(child.pid_file)
    wait_for_exit(child)
    assert not child.pid_file.exists()
    assert not end_orphan(child.pid_file)


def test_exits_are_described_as_people_know_them() -> None:
    assert describe_exit(1) == "exit code 1"
    assert describe_exit(-9) == "signal 9"
