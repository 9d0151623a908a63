"""MongoDB of our own: a single-node replica set on loopback, with a password.

The driver is imported where it is used: that takes half a second, which mongod uses to start.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from cashbeat.core.settings import Settings
from cashbeat.embedded.binaries import find_mongod
from cashbeat.embedded.child import ChildProcess
from cashbeat.embedded.data_dir import LOOPBACK, DataDir, accepts_connections
from cashbeat.embedded.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from pymongo import MongoClient

REPLICA_SET = "cashbeat"
USER = "cashbeat"
START_SECONDS = 60.0  # a large journal is replayed after a crash
NOT_YET_INITIALIZED = 94
ALREADY_INITIALIZED = 23
AUTHENTICATION_FAILED = 18
UNAUTHORIZED = 13


class EmbeddedMongo:
    """One mongod in `<data_dir>/mongo`; start, restart and stop it."""

    def __init__(self, settings: Settings, data_dir: DataDir) -> None:
        self._password = data_dir.secret("mongo.password")
        data_dir.secret("mongo.key", size=128)
        self.port = data_dir.port("mongo")
        self.child = ChildProcess(
            "MongoDB",
            mongod_command(settings, data_dir, find_mongod(), self.port),
            log=data_dir.logs / "mongod.out.log",
            pid_file=data_dir.run / "mongod.pid",
        )
        self._log = data_dir.logs / "mongod.log"
        self._secrets = data_dir.secrets

    @property
    def uri(self) -> str:
        return (
            f"mongodb://{USER}:{quote(self._password)}@{LOOPBACK}:{self.port}/"
            f"?replicaSet={REPLICA_SET}&authSource=admin"
        )

    def start(self) -> None:
        """Start and wait until it is the primary, or raise `DatabaseUnavailable`."""
        self.child.start()
        self.wait_until_primary()

    def wait_until_primary(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            if self.child.exit_code() is not None:
                raise DatabaseUnavailable(
                    f"MongoDB stopped while starting (exit code {self.child.exit_code()}): "
                    f"its log {self._log} says why."
                )
            if self._is_primary():
                return
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"MongoDB was not ready after {START_SECONDS:.0f} seconds: "
                    f"its log {self._log} says why."
                )
            time.sleep(0.02)

    def stop(self, timeout: float = 8.0) -> None:
        self.child.stop(timeout)

    def _is_primary(self) -> bool:
        """One step towards a primary with a user; every step may be repeated."""
        from pymongo.errors import ConnectionFailure, OperationFailure

        if not accepts_connections(self.port):
            return False
        try:
            with self._client(with_password=True) as client:
                return self._step(client)
        except ConnectionFailure:
            return False
        except OperationFailure as error:
            if error.code == AUTHENTICATION_FAILED:
                self._first_time()
            return False

    def _step(self, client: "MongoClient[dict[str, object]]") -> bool:
        state = client.admin.command("hello")
        if state.get("isWritablePrimary"):
            client.admin.command("ping")
            return True
        if state.get("setName") is None or self._host not in state["hosts"]:
            self._adopt_port(client)
        return False

    def _first_time(self) -> None:
        """Before a user exists, mongod lets loopback initiate the set and create the first one."""
        from pymongo.errors import OperationFailure

        members = [{"_id": 0, "host": self._host}]
        with self._client(with_password=False) as client:
            try:
                client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
            except OperationFailure as error:
                if error.code not in {ALREADY_INITIALIZED, UNAUTHORIZED}:
                    raise
            try:
                self._create_user(client)
            except OperationFailure as error:
                if error.code != UNAUTHORIZED:
                    raise
                raise DatabaseUnavailable(
                    "MongoDB's data was made with another password than "
                    f"{self._secrets / 'mongo.password'} holds: bring that file back, "
                    "or set CASHBEAT_DATA_DIR to another directory."
                ) from None

    def _create_user(self, client: "MongoClient[dict[str, object]]") -> None:
        deadline = time.monotonic() + START_SECONDS
        while not client.admin.command("hello").get("isWritablePrimary"):
            if time.monotonic() > deadline:
                return
            time.sleep(0.01)
        client.admin.command("createUser", USER, pwd=self._password, roles=["root"])

    def _adopt_port(self, client: "MongoClient[dict[str, object]]") -> None:
        """The remembered port was taken by somebody else: tell the set its new address."""
        from pymongo.errors import OperationFailure

        try:
            config = client.admin.command("replSetGetConfig")["config"]
        except OperationFailure as error:
            if error.code == NOT_YET_INITIALIZED:
                return  # the set's configuration is still being read
            raise
        if config["members"][0]["host"] != self._host:
            config["members"][0]["host"] = self._host
            config["version"] += 1
            client.admin.command("replSetReconfig", config, force=True)

    @property
    def _host(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    def _client(self, *, with_password: bool) -> "MongoClient[dict[str, object]]":
        from pymongo import MongoClient

        return MongoClient(
            host=LOOPBACK,
            port=self.port,
            directConnection=True,
            username=USER if with_password else None,
            password=self._password if with_password else None,
            serverSelectionTimeoutMS=500,
            connectTimeoutMS=500,
            socketTimeoutMS=10_000,
        )


FILES = "file_manager=(close_idle_time=10,close_scan_interval=5,close_handle_minimum=2000)"
"""Files of collections and indexes that nobody used for ten seconds are closed, once there are more
than anybody has who is no test: a dropped database keeps some hundred of them for five minutes, and
a process may have 20,000. With the server's own ten minutes it dies of that (wiredtiger_open)."""

EVICTION = ",".join(
    f"eviction_{name}={percent}"
    for name, percent in {
        "dirty_target": 40,
        "dirty_trigger": 60,
        "updates_target": 30,
        "updates_trigger": 50,
    }.items()
)
"""Shares of the cache that may wait for the next checkpoint. With the server's own 5 % and 2.5 % an
import wrote the same index pages out again and again, a third of mongod's work."""


LIFETIME_SECONDS = 20
"""When the server ends a transaction that nobody ends; it looks every half of this. Until then what
a killed process wrote in it is in the way of all others. None of ours takes so long."""


def mongod_command(settings: Settings, data_dir: DataDir, program: Path, port: int) -> list[str]:
    """Loopback and password only; no zlib (CVE-2025-14847), no server-side JavaScript."""
    return [
        str(program),
        *("--dbpath", str(data_dir.mongo)),
        *("--port", str(port)),
        *("--bind_ip", LOOPBACK),
        "--nounixsocket",
        *("--replSet", REPLICA_SET),
        *("--keyFile", str(data_dir.secrets / "mongo.key")),
        *("--networkMessageCompressors", "disabled"),
        *("--oplogSize", str(settings.mongo_oplog_mb)),
        *("--wiredTigerCacheSizeGB", str(settings.mongo_cache_gb)),
        *("--wiredTigerEngineConfigString", f"{EVICTION},{FILES}"),
        "--noscripting",
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        *("--setParameter", f"transactionLifetimeLimitSeconds={LIFETIME_SECONDS}"),
        *("--logpath", str(data_dir.logs / "mongod.log")),
        "--logappend",
        "--quiet",
    ]
