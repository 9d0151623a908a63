"""The commands as people and the supervisor run them: real processes, real signals, a real port."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import typer
import uvicorn

from cashbeat.core.settings import load_settings
from cashbeat.embedded.data_dir import free_port
from cashbeat.seed.cli import duration
from cashbeat.seed.client import ApiClient

pytestmark = pytest.mark.slow


@asynccontextmanager
async def serving(app: Any, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1)
    )

    running = asyncio.create_task(server._serve())
    await until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        await running


async def cashbeat(*arguments: str, **env: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cashbeat.cli", *arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        env=os.environ
        | {"CASHBEAT_LOG_FORMAT": "json", "COLUMNS": "200", "CASHBEAT_API_KEY": "cbk_of_tests"}
        | env,
    )


async def until(fact: Callable[[], object], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not fact():
            await asyncio.sleep(0.02)


async def ended(process: Process, seconds: float = 20) -> tuple[int, str, str]:
    try:
        out, err = await asyncio.wait_for(process.communicate(), seconds)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def _pay_now(port: int) -> None:
    async with ApiClient(f"http://127.0.0.1:{port}") as client:
        await client.post("/api/payments", {"amount": 5, "currency": "EUR", "method": "cash"}, "k")


async def test_seed_says_what_it_did_and_if_empty_respects_what_is_there(api: Any) -> None:
    port = free_port()
    where = ("--api-url", f"http://127.0.0.1:{port}", "--days", "6", "--per-day", "20")
    async with serving(api.app, port):
        code, out, err = await ended(await cashbeat("seed", *where))
        assert (code, err) == (0, "")
        assert f"Demo: {len(api.payments)} payments and " in out
        assert "Seeding: day 1 of 6" in out
        assert len(api.payments) > 50
        charges = sum(len(customer["charges"]) for customer in api.customers)
        assert len(api.customers) == 160
        assert f"160 customers with {charges} charges." in out
        await _pay_now(port)
        there = len(api.payments)
        code, out, _ = await ended(await cashbeat("seed", *where, "--if-empty"))
        assert code == 0
        assert "Demo has payments already; nothing to seed." in out
        assert len(api.payments) == there
        assert "customers with" not in out


async def test_the_simulator_outlives_the_api_and_ends_politely(api: Any) -> None:
    port = free_port()
    async with serving(api.app, port):
        process = await cashbeat(
            "simulate", "--rate", "60", "--flat", "--api-url", f"http://127.0.0.1:{port}"
        )
        await until(lambda: len(api.payments) > 20)
    there = len(api.payments)
    await asyncio.sleep(0.5)
    async with serving(api.app, port):
        await until(lambda: len(api.payments) > there + 20)
        process.send_signal(signal.SIGTERM)
        code, out, err = await ended(process)
    assert (code, out) == (0, "")
    last = json.loads(err.splitlines()[-1])
    assert last["event"] == "seed.simulator.stop"
    assert last["played"].startswith(f"{len(api.payments):,} created")


@pytest.mark.parametrize("command", ["seed", "simulate"])
async def test_without_a_key_it_is_said_how_to_get_one(command: str, tmp_path: Path) -> None:
    nothing = {"CASHBEAT_API_KEY": "", "CASHBEAT_DATA_DIR": str(tmp_path)}
    code, out, err = await ended(await cashbeat(command, **nothing))
    assert (code, out) == (1, "")
    assert err.startswith("cashbeat: There is no API key: make one under Settings, API keys, ")
    assert "CASHBEAT_API_KEY" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["seed", "simulate"])
async def test_a_wrong_key_is_one_sentence(api: Any, command: str) -> None:
    port = free_port()
    api.api_key = "cbk_of_another"
    async with serving(api.app, port):
        where = ("--api-url", f"http://127.0.0.1:{port}", "--api-key", "cbk_mine")
        code, out, err = await ended(await cashbeat(command, *where))
    assert (code, out) == (1, "")
    assert err.startswith(
        f"cashbeat: The API at http://127.0.0.1:{port} does not take this API key"
    )
    assert "--api-key or CASHBEAT_API_KEY" in err
    assert "cbk_" not in err


async def test_the_demos_key_is_taken_from_its_file_and_again_when_it_changes(
    api: Any, tmp_path: Path
) -> None:
    port = free_port()
    path = load_settings(_env_file=None, data_dir=tmp_path).demo_key_file
    path.parent.mkdir()
    path.write_text("cbk_first")
    api.api_key = "cbk_first"
    here = {"CASHBEAT_API_KEY": "", "CASHBEAT_DATA_DIR": str(tmp_path)}
    where = ("--api-url", f"http://127.0.0.1:{port}")
    async with serving(api.app, port):
        process = await cashbeat("simulate", "--rate", "60", "--flat", *where, **here)
        await until(lambda: len(api.payments) > 20)
        path.write_text("cbk_second")
        api.api_key = "cbk_second"
        there = len(api.payments)
        await until(lambda: len(api.payments) > there + 20)
        api.api_key = "cbk_third"
        code, _, err = await ended(process)
    assert code == 1
    last = err.splitlines()[-1]
    assert last.startswith(f"cashbeat: The API at http://127.0.0.1:{port} does not take this API")
    assert all(len(key.split("-")) > 2 for key in api.keys)
    assert len(api.keys) == len(set(api.keys))


@pytest.mark.parametrize(
    ("command", "sign", "expected"),
    [
        ("simulate", signal.SIGTERM, 0),
        ("simulate", signal.SIGINT, 0),
        ("seed", signal.SIGTERM, 130),
        ("seed", signal.SIGINT, 130),
    ],
)
async def test_waiting_for_the_api_can_be_ended(command: str, sign: int, expected: int) -> None:
    knocked = asyncio.Event()

    async def slam(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        knocked.set()
        writer.close()

    door = await asyncio.start_server(slam, "127.0.0.1", 0)
    async with door:
        port = door.sockets[0].getsockname()[1]
        process = await cashbeat(command, "--api-url", f"http://127.0.0.1:{port}")
        await asyncio.wait_for(knocked.wait(), 20)
        process.send_signal(sign)
        assert await ended(process) == (expected, "", "")


@asynccontextmanager
async def answering(*answers: bytes) -> AsyncIterator[int]:
    """A port that gives each connection the next answer, and silence when there are no more."""
    left = list(answers)
    held = []

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        await reader.readuntil(b"\r\n\r\n")
        if left:
            writer.write(left.pop(0))
            writer.close()

    door = await asyncio.start_server(meet, "127.0.0.1", 0)
    try:
        yield door.sockets[0].getsockname()[1]
    finally:
        for writer in held:
            writer.close()
        door.close()


def in_http(body: dict[str, Any]) -> bytes:
    text = json.dumps(body).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n"
    return head.encode() + text


async def simulated(url: str, *more: str, **env: str) -> tuple[int, str, str]:
    """A simulation of two seconds; it has started and ended within 15, or the test fails."""
    arguments = ("simulate", "--duration", "2s", "--rate", "50", "--flat", "--api-url", url)
    return await ended(await cashbeat(*arguments, *more, **env), 15)


async def test_a_simulation_ends_where_nobody_listens() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    code, out, err = await simulated(url)
    assert (code, out) == (1, "")
    assert err == (
        f"cashbeat: No API answers at {url}: is `cashbeat start` running, or is --api-url wrong?\n"
    )


async def test_a_simulation_ends_where_nobody_answers() -> None:
    async with answering() as port:
        code, out, err = await simulated(f"http://127.0.0.1:{port}")
    assert (code, out) == (1, "")
    assert err.startswith(f"cashbeat: No API answers at http://127.0.0.1:{port}: ")


async def test_a_simulation_ends_where_nobody_goes_on_answering(api: Any) -> None:
    async with answering(in_http(api.organisation)) as port:
        code, _, err = await simulated(f"http://127.0.0.1:{port}")
    assert code == 1
    last = err.splitlines()[-1]
    assert last.startswith(f"cashbeat: The API at http://127.0.0.1:{port} took no payment at all: ")
    assert "0 created" in last
    assert "unanswered" in last


@pytest.mark.parametrize("seconds", [0, 60])
async def test_a_simulation_ends_where_the_host_has_no_address(
    seconds: int, tmp_path: Path
) -> None:
    """Whether a name server says so at once, or none ever says anything."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket, time\n"
        "def nothing(*_, **__):\n"
        f"    time.sleep({seconds})\n"
        "    raise socket.gaierror(-2, 'Name or service not known')\n"
        "socket.getaddrinfo = nothing\n"
    )
    code, out, err = await simulated("http://cashbeat.invalid", PYTHONPATH=str(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith("cashbeat: No API answers at http://cashbeat.invalid: ")


async def test_a_simulation_that_nobody_came_to_is_none_that_failed(api: Any) -> None:
    port = free_port()
    async with serving(api.app, port):
        code, _, err = await simulated(f"http://127.0.0.1:{port}", "--rate", "0.01")
    assert code == 0
    assert json.loads(err.splitlines()[-1])["played"] == "0 created"


async def test_a_wrong_choice_is_one_sentence() -> None:
    code, _, err = await ended(await cashbeat("simulate", "--scenario", "earthquake"))
    assert code == 2
    assert "refund-wave" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("1.5s", 1.5), ("5m", 300), (" 2h ", 7200)]
)
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "5 minutes", "-3", "1d", "m", "nan"])
def test_no_durations(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        duration(text)
