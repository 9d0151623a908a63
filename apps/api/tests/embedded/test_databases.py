"""The databases that Cashbeat brings: real, private, and there again after any death."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure
from redis import Redis
from redis.exceptions import AuthenticationError

from cashbeat.core.mongo import BATCH_TRANSACTION_SECONDS, TRANSACTION_SECONDS
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import (
    DatabasesNotRunning,
    DataDir,
    DataDirUnusable,
    ServerNotFound,
    attached,
    binaries,
    databases,
    resolve_addresses,
)
from cashbeat.embedded.child import recorded_process
from cashbeat.embedded.mongod import LIFETIME_SECONDS

HOLDER = """
import sys, time
from cashbeat.core.settings import load_settings
from cashbeat.embedded import databases
with databases(load_settings(_env_file=None, data_dir=sys.argv[1])):
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("MONGODB_URI", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    return load_settings(_env_file=None, data_dir=tmp_path / "data", mongo_cache_gb=0.25)


def mongod_of(settings: Settings) -> psutil.Process:
    process = recorded_process(settings.data_dir / "run" / "mongod.pid")
    assert process is not None
    return process


def remember_payment(uri: str, number: int) -> None:
    with MongoClient[dict[str, object]](uri, serverSelectionTimeoutMS=5000) as client:
        client.shop.payments.insert_one({"_id": number})


def remembered(uri: str) -> list[object]:
    with MongoClient[dict[str, object]](uri, serverSelectionTimeoutMS=5000) as client:
        return [document["_id"] for document in client.shop.payments.find().sort("_id")]


def test_transactions_and_change_streams_work_from_the_first_minute(own: Settings) -> None:
    with (
        databases(own) as addresses,
        MongoClient[dict[str, Any]](addresses.mongo_uri) as client,
        client.shop.payments.watch() as changes,
    ):
        with client.start_session() as session, session.start_transaction():
            client.shop.payments.insert_one({"_id": 1}, session=session)
            client.shop.payments.insert_one({"_id": 2}, session=session)
        assert [changes.next()["documentKey"]["_id"] for _ in range(2)] == [1, 2]


def test_what_a_killed_process_left_open_ends_soon_and_nothing_of_ours_before(
    own: Settings,
) -> None:
    limit = "transactionLifetimeLimitSeconds"
    with databases(own) as given, MongoClient[dict[str, Any]](given.mongo_uri) as client:
        seconds = client.admin.command({"getParameter": 1, limit: 1})[limit]
    assert seconds == LIFETIME_SECONDS == 20
    assert max(TRANSACTION_SECONDS, BATCH_TRANSACTION_SECONDS) < seconds


def test_nobody_without_the_password_or_from_outside_gets_in(own: Settings) -> None:
    with databases(own) as addresses:
        port = int(addresses.mongo_uri.split("127.0.0.1:")[1].split("/")[0])
        with (
            MongoClient[dict[str, object]]("127.0.0.1", port, directConnection=True) as client,
            pytest.raises(OperationFailure, match="requires authentication"),
        ):
            client.shop.payments.find_one()
        redis_port = int(addresses.redis_url.rsplit(":", 1)[1].split("/")[0])
        with Redis(port=redis_port) as stranger, pytest.raises(AuthenticationError):
            stranger.ping()
        listening = {
            connection.laddr.ip
            for name in ("mongod.pid", "redis.pid")
            if (process := recorded_process(own.data_dir / "run" / name))
            for connection in process.net_connections("inet")
            if connection.status == psutil.CONN_LISTEN
        }
        assert listening == {"127.0.0.1"}
        assert "pwd" not in repr(addresses)
        assert "@" not in repr(addresses)
    for path in (own.data_dir / "secrets").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(own.data_dir.stat().st_mode) == 0o700


def test_data_address_and_password_survive_a_restart(own: Settings) -> None:
    with databases(own) as first:
        remember_payment(first.mongo_uri, 1)
    with databases(own) as second:
        assert second == first
        assert remembered(second.mongo_uri) == [1]


def test_a_port_taken_meanwhile_is_replaced(own: Settings) -> None:
    with databases(own) as first:
        remember_payment(first.mongo_uri, 1)
    port = int((own.data_dir / "run" / "mongo.port").read_text(encoding="ascii"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        with databases(own) as second:
            assert second != first
            assert remembered(second.mongo_uri) == [1]


def test_acknowledged_writes_survive_kill_9_of_mongod(own: Settings) -> None:
    with databases(own) as first:
        remember_payment(first.mongo_uri, 1)
        mongod_of(own).kill()
    with databases(own) as second:
        assert remembered(second.mongo_uri) == [1]


def test_kill_9_of_the_owner_leaves_nothing_and_blocks_nothing(own: Settings) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(own.data_dir)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        mongod = mongod_of(own)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with databases(own) as addresses:
        remember_payment(addresses.mongo_uri, 1)
        assert mongod_of(own).pid != mongod.pid
        assert not mongod.is_running()


def test_a_second_process_uses_the_running_databases_and_leaves_them_running(
    own: Settings,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(own.data_dir)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        with attached(own) as settings:
            assert settings.mongodb_uri is not None
            remember_payment(settings.mongodb_uri.get_secret_value(), 1)
        assert remembered(resolve_addresses(own).mongo_uri) == [1]
        mongod = mongod_of(own)
        holder.terminate()
    deadline = time.monotonic() + 15
    while mongod.is_running() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not mongod.is_running()
    with pytest.raises(DatabasesNotRunning, match="cashbeat start"):
        resolve_addresses(own)


def test_two_copies_run_side_by_side(own: Settings, tmp_path: Path) -> None:
    other = own.model_copy(update={"data_dir": tmp_path / "other"})
    with databases(own) as first, databases(other) as second:
        remember_payment(first.mongo_uri, 1)
        remember_payment(second.mongo_uri, 2)
        assert remembered(first.mongo_uri) == [1]
        assert remembered(second.mongo_uri) == [2]


def test_given_addresses_win_and_start_nothing(own: Settings) -> None:
    given = load_settings(
        _env_file=None,
        data_dir=own.data_dir,
        mongodb_uri="mongodb://given/",
        redis_url="redis://given",
    )
    with databases(given) as addresses:
        assert (addresses.mongo_uri, addresses.redis_url) == ("mongodb://given/", "redis://given")
    assert not own.data_dir.exists()


def test_an_unusable_data_directory_is_one_sentence(own: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = own.model_copy(update={"data_dir": tmp_path / "file" / "data"})
    with pytest.raises(DataDirUnusable, match="set CASHBEAT_DATA_DIR"), databases(broken):
        pytest.fail("started in a directory that cannot exist")


def test_programs_on_path_come_first_and_none_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "mongod"
    program.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert binaries.find_mongod() == program
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ServerNotFound, match="set REDIS_URL"):
        binaries.find_redis_server()


def test_secrets_and_ports_are_made_once(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path / "data")
    data_dir.prepare()
    assert data_dir.secret("mongo.password") == data_dir.secret("mongo.password")
    assert data_dir.secret("mongo.password") != data_dir.secret("redis.password")
    assert data_dir.port("mongo") == data_dir.port("mongo")


def test_a_recycled_pid_is_not_ours(tmp_path: Path) -> None:
    pid_file = tmp_path / "x.pid"
    pid_file.write_text(f'{{"pid": {os.getpid()}, "started": 1.0}}', encoding="ascii")
    assert recorded_process(pid_file) is None
