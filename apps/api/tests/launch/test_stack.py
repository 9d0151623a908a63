"""One Cashbeat from start to stop, with real databases and real deaths."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pymongo import MongoClient

from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import resolve_addresses
from cashbeat.embedded.child import recorded_process
from cashbeat.embedded.data_dir import free_port
from cashbeat.launch.control import running_stack, stop_stack

pytestmark = pytest.mark.integration
SMALL_STACK = Path(__file__).with_name("small_stack.py")
PROCESSES = ("mongod", "redis", "api", "worker", "web")
PATIENCE = 40.0


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


class Copy:
    """One copy of Cashbeat: its settings, its command line, its output."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.output = folder / "output.txt"
        self.settings: Settings = load_settings(
            _env_file=None,
            data_dir=folder / "data",
            web_port=free_port(),
            api_port=free_port(),
            demo=False,
        )
        self._started: list[subprocess.Popen[bytes]] = []

    def run(self, command: str, **environment: str) -> subprocess.Popen[bytes]:
        clean = {
            name: value
            for name, value in os.environ.items()
            if name not in {"MONGODB_URI", "REDIS_URL"}
        }
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, str(SMALL_STACK), str(self.folder / "cashbeat"), command],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env={
                    **clean,
                    "CASHBEAT_DATA_DIR": str(self.settings.data_dir),
                    "CASHBEAT_WEB_PORT": str(self.settings.web_port),
                    "CASHBEAT_API_PORT": str(self.settings.api_port),
                    "CASHBEAT_DEMO": "0",
                    **environment,
                },
            )
        self._started.append(process)
        return process

    def start(self) -> subprocess.Popen[bytes]:
        process = self.run("start")
        up = until(lambda: "Cashbeat is running" in self.said() or process.poll() is not None)
        assert up, self.said()
        assert process.poll() is None, self.said()
        return process

    def said(self) -> str:
        return " ".join(self.output.read_text(encoding="utf-8").split())

    def process(self, name: str) -> psutil.Process | None:
        return recorded_process(self.settings.data_dir / "run" / f"{name}.pid")

    def processes(self) -> list[psutil.Process]:
        found = [self.process(name) for name in PROCESSES]
        return [process for process in found if process is not None]

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.wait()


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    made = Copy(tmp_path / "first")
    yield made
    made.end()


def gone(processes: list[psutil.Process]) -> bool:
    return until(lambda: not any(process.is_running() for process in processes), 15)


def test_start_stop_and_start_again(copy: Copy) -> None:
    first = copy.start()
    assert copy.settings.web_origin in copy.said()
    processes = copy.processes()
    assert len(processes) == len(PROCESSES)
    state = running_stack(copy.settings.data_dir)
    assert state is not None
    assert state.web == copy.settings.web_origin
    with MongoClient[dict[str, object]](resolve_addresses(copy.settings).mongo_uri) as client:
        client.shop.payments.insert_one({"_id": 1})

    started = time.monotonic()
    assert stop_stack(copy.settings.data_dir, 20)
    assert time.monotonic() - started < 10
    assert first.wait(5) == 0
    assert gone(processes)
    assert running_stack(copy.settings.data_dir) is None

    copy.start()
    with MongoClient[dict[str, object]](resolve_addresses(copy.settings).mongo_uri) as client:
        assert client.shop.payments.count_documents({}) == 1
    assert stop_stack(copy.settings.data_dir, 20)


def test_ctrl_c_stops_everything(copy: Copy) -> None:
    stack = copy.start()
    processes = copy.processes()
    stack.send_signal(signal.SIGINT)
    assert stack.wait(15) == 0
    assert gone(processes)


@pytest.mark.parametrize("name", ["mongod", "api"])
def test_what_is_killed_starts_again(copy: Copy, name: str) -> None:
    copy.start()
    before = copy.process(name)
    assert before is not None
    before.kill()
    assert until(lambda: (now := copy.process(name)) is not None and now.pid != before.pid)
    assert "stopped unexpectedly (signal 9)" in copy.said()
    with MongoClient[dict[str, object]](
        resolve_addresses(copy.settings).mongo_uri, serverSelectionTimeoutMS=20_000
    ) as client:
        client.shop.payments.insert_one({"_id": 1})


def test_kill_9_of_the_supervisor_leaves_nothing_and_blocks_nothing(copy: Copy) -> None:
    stack = copy.start()
    processes = copy.processes()
    stack.kill()
    stack.wait()
    assert gone(processes)
    copy.start()
    assert len(copy.processes()) == len(PROCESSES)


def test_a_second_start_with_the_same_data_is_refused(copy: Copy) -> None:
    copy.start()
    second = copy.run("start")
    assert second.wait(PATIENCE) == 1
    assert copy.said().startswith("cashbeat: Cashbeat already runs with")
    assert "Traceback" not in copy.said()
    assert len(copy.processes()) == len(PROCESSES)


def test_a_busy_port_is_a_sentence_and_starts_nothing(copy: Copy) -> None:
    with socket.create_server(("127.0.0.1", copy.settings.web_port)):
        assert copy.run("start").wait(PATIENCE) == 1
    assert copy.said().startswith(f"cashbeat: Port {copy.settings.web_port} is in use")
    assert "Traceback" not in copy.said()
    assert copy.processes() == []


def test_an_unreachable_database_is_a_sentence(copy: Copy) -> None:
    uri = f"mongodb://user:hunter2@127.0.0.1:{free_port()}/"
    assert copy.run("start", MONGODB_URI=uri).wait(PATIENCE) == 1
    assert copy.said().startswith("cashbeat: MongoDB at mongodb://***@127.0.0.1")
    assert "Traceback" not in copy.said()
    assert "hunter2" not in copy.said()


def test_two_copies_run_side_by_side(copy: Copy, tmp_path: Path) -> None:
    other = Copy(tmp_path / "second")
    try:
        copy.start()
        other.start()
        assert len({process.pid for process in copy.processes() + other.processes()}) == 10
        assert stop_stack(copy.settings.data_dir, 20)
        assert len(other.processes()) == len(PROCESSES)
        assert stop_stack(other.settings.data_dir, 20)
    finally:
        other.end()
