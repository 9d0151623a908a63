"""One running Cashbeat: databases, API, worker, web and simulator, from first to last."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

import psutil

from cashbeat.core.settings import Settings
from cashbeat.embedded import DataDir, load_secret_keys
from cashbeat.embedded.child import ChildProcess, end_orphan, recorded_process
from cashbeat.embedded.data_dir import write_private
from cashbeat.embedded.stack import addresses_of, embedded_servers, published, with_addresses
from cashbeat.launch import project
from cashbeat.launch.errors import LaunchFailed, StopAsked
from cashbeat.launch.ports import require_free_ports
from cashbeat.launch.processes import Programs
from cashbeat.launch.progress import Progress
from cashbeat.launch.readiness import require_reachable, wait_until_ready
from cashbeat.launch.supervisor import Supervisor, describe_exit

SUPERVISOR_FILE = "supervisor.pid"
ORPHAN_ORDER = ("simulator", "seed", "web", "api", "worker", "redis", "mongod")
SIMULATOR_STAGE, WEB_STAGE, API_STAGE, WORKER_STAGE, DATABASE_STAGE = range(5)
READY_SECONDS = 120.0  # `next dev` compiles the first page on a busy machine
TICK_SECONDS = 0.2


class Stack:
    """Starts everything in order, watches it until asked to stop, ends it in reverse."""

    def __init__(self, settings: Settings, progress: Progress, *, dev: bool = False) -> None:
        self._settings = settings
        self._progress = progress
        self._dev = dev
        self._data_dir = DataDir(settings.data_dir)
        self._supervisor = Supervisor(progress.say)
        self._asked_to_stop = False

    def run(self) -> None:
        """Blocks until Ctrl-C, SIGTERM or `cashbeat stop`."""
        self._data_dir.prepare()
        with self._data_dir.owned() as ours, ExitStack() as cleanup:
            if not ours:
                raise LaunchFailed(_already_running(self._data_dir))
            cleanup.enter_context(self._signals())
            try:
                self._start(cleanup)
                while not self._asked_to_stop:
                    self._supervisor.tick()
                    time.sleep(TICK_SECONDS)
            except StopAsked:
                self._progress.say("Asked to stop before everything was up.")
            finally:
                self._stop()

    def _start(self, cleanup: ExitStack) -> None:
        self._end_orphans()
        require_free_ports(self._settings)
        node, folder = project.find_node(), project.web_app()
        (project.require_web_packages if self._dev else project.require_web_build)(folder)
        load_secret_keys(self._settings)  # without them the API would not start
        require_reachable(self._settings)
        if self._settings.demo and not self._settings.host_is_loopback:
            self._progress.warn(
                f"CASHBEAT_HOST={self._settings.host} lets other machines in, and everybody knows "
                "the passwords of the demo: CASHBEAT_DEMO=0 starts without."
            )
        cleanup.enter_context(self._recorded())
        web = Programs(self._settings, self._data_dir, dev=self._dev).web(node, folder)
        self._begin(web, WEB_STAGE, 4)
        settings = self._start_databases(cleanup)
        programs = Programs(settings, self._data_dir, dev=self._dev)
        self._start_services(programs, web)
        if settings.demo:
            self._start_demo(programs)
        self._progress.running(settings, dev=self._dev)

    def _start_databases(self, cleanup: ExitStack) -> Settings:
        mongo, redis = embedded_servers(self._settings, self._data_dir)
        if mongo is not None:
            self._begin(mongo.child, DATABASE_STAGE, 20)
        if redis is not None:
            self._begin(redis.child, DATABASE_STAGE, 4)
        if mongo is not None:
            with self._progress.step("MongoDB, a single-node replica set"):
                mongo.wait_until_primary()
        if redis is not None:
            with self._progress.step("Redis"):
                redis.wait_until_ready()
        self._pause(0)
        addresses = addresses_of(self._settings, mongo, redis)
        cleanup.enter_context(published(addresses, self._data_dir))
        return with_addresses(self._settings, addresses)

    def _start_services(self, programs: Programs, web: ChildProcess) -> None:
        api, worker = programs.api(), programs.worker()
        self._begin(api, API_STAGE, 6)
        self._begin(worker, WORKER_STAGE, 6)
        with self._progress.step(f"API on port {self._settings.api_port}, and the worker"):
            self._ready(api, self._settings.api_port, "/health/ready")
        with self._progress.step(f"Web on port {self._settings.web_port}"):
            self._ready(web, self._settings.web_port, "/")

    def _start_demo(self, programs: Programs) -> None:
        self._progress.say(f"{self._settings.web_origin} is up; now its demo history, if empty.")
        seed = programs.seed()
        seed.start()
        try:
            while (code := seed.exit_code()) is None:
                self._supervisor.tick()
                self._pause(TICK_SECONDS)
        finally:
            seed.stop(3)
        if code:
            self._progress.warn(
                f"The demo history could not be made ({describe_exit(code)}); going on without."
            )
        with self._progress.step("Simulator of live payments"):
            self._begin(programs.simulator(), SIMULATOR_STAGE, 3)

    def _begin(self, child: ChildProcess, stage: int, stop_seconds: float) -> None:
        child.start()
        self._supervisor.watch(child, stage=stage, stop_seconds=stop_seconds)

    def _ready(self, child: ChildProcess, port: int, path: str) -> None:
        wait_until_ready(child, port, path, seconds=READY_SECONDS, pause=self._pause)

    def _pause(self, seconds: float) -> None:
        time.sleep(seconds)
        if self._asked_to_stop:
            raise StopAsked

    def _stop(self) -> None:
        if not self._supervisor.children:
            return
        started = time.monotonic()
        self._progress.say("Stopping …")
        self._supervisor.stop()
        self._progress.say(f"Stopped in {time.monotonic() - started:.1f} s; data is kept.")

    def _end_orphans(self) -> None:
        ended = [name for name in ORPHAN_ORDER if end_orphan(self._data_dir.run / f"{name}.pid")]
        if ended:
            self._progress.say(f"Ended what an earlier run left behind: {', '.join(ended)}.")

    @contextmanager
    def _recorded(self) -> Iterator[None]:
        """Let `cashbeat stop` and `cashbeat status` find us."""
        path = self._data_dir.run / SUPERVISOR_FILE
        record = {
            "pid": os.getpid(),
            "started": psutil.Process().create_time(),
            "web": self._settings.web_origin,
            "api": self._settings.api_origin,
        }
        write_private(path, json.dumps(record))
        try:
            yield
        finally:
            path.unlink(missing_ok=True)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._on_signal) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True


def _already_running(data_dir: DataDir) -> str:
    running = recorded_process(data_dir.run / SUPERVISOR_FILE)
    if running is None:
        return f"Another Cashbeat command is using {data_dir.root}: wait until it is done."
    return (
        f"Cashbeat already runs with {data_dir.root} (pid {running.pid}): stop it with "
        "`cashbeat stop`, or set CASHBEAT_DATA_DIR and the ports for a second copy."
    )
