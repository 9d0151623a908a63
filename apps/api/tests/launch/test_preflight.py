"""Before anything starts: what stands in the way is named in one sentence each."""

import io
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from pydantic import SecretStr
from pymongo.errors import ServerSelectionTimeoutError
from rich.console import Console

from cashbeat.core.secrets import new_secret_key
from cashbeat.core.settings import Settings, SettingsInvalid, load_settings
from cashbeat.embedded import DataDir
from cashbeat.embedded.data_dir import free_port
from cashbeat.launch import project
from cashbeat.launch.control import running_stack, stop_stack
from cashbeat.launch.doctor import Finding, examine
from cashbeat.launch.errors import LaunchFailed
from cashbeat.launch.faults import sentences
from cashbeat.launch.ports import require_free_ports
from cashbeat.launch.processes import Programs, child_environment
from cashbeat.launch.progress import Progress
from cashbeat.launch.readiness import answers, require_reachable


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("MONGODB_URI", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    return load_settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        web_port=free_port(),
        api_port=free_port(),
        mongo_server_selection_timeout_ms=200,
    )


def test_every_busy_port_is_named_with_its_setting(own: Settings) -> None:
    require_free_ports(own)
    with (
        socket.create_server(("127.0.0.1", own.web_port)),
        socket.create_server(("127.0.0.1", own.api_port)),
        pytest.raises(LaunchFailed) as caught,
    ):
        require_free_ports(own)
    assert f"Port {own.web_port} is in use by " in str(caught.value)
    assert f"Port {own.api_port}" in str(caught.value)
    assert "CASHBEAT_WEB_PORT" in str(caught.value)
    assert "CASHBEAT_API_PORT" in str(caught.value)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_a_stranger_on_localhost_by_ipv6_counts_as_busy(own: Settings) -> None:
    try:
        stranger = socket.create_server(("::1", own.web_port), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 loopback here")
    with stranger, pytest.raises(LaunchFailed, match="CASHBEAT_WEB_PORT"):
        require_free_ports(own)


def test_unreachable_databases_are_one_sentence_without_their_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cashbeat.launch.readiness.REACH_SECONDS", 0.3)
    given = load_settings(
        _env_file=None, mongodb_uri=f"mongodb://user:hunter2@127.0.0.1:{free_port()}/"
    )
    with pytest.raises(LaunchFailed, match="check MONGODB_URI") as caught:
        require_reachable(given)
    assert "hunter2" not in str(caught.value)
    given = load_settings(_env_file=None, redis_url=f"redis://:hunter2@127.0.0.1:{free_port()}")
    with pytest.raises(LaunchFailed, match="check REDIS_URL") as caught:
        require_reachable(given)
    assert "hunter2" not in str(caught.value)


def test_real_databases_are_reachable(settings: Settings) -> None:
    require_reachable(settings)


def test_a_missing_or_old_node_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LaunchFailed, match="not on PATH"):
        project.find_node()
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v18.19.1\n", encoding="ascii")
    node.chmod(0o755)
    with pytest.raises(LaunchFailed, match=r"Node.js 18.19.1 is too old"):
        project.find_node()
    node.write_text("#!/bin/sh\necho v20.9.0\n", encoding="ascii")
    assert project.find_node() == str(node)


def test_nothing_runs_and_nothing_is_stopped(own: Settings) -> None:
    assert running_stack(own.data_dir) is None
    assert not stop_stack(own.data_dir, 1)


def test_children_are_told_the_addresses_in_use(own: Settings) -> None:
    used = own.model_copy(
        update={
            "mongodb_uri": load_settings(mongodb_uri="mongodb://used/").mongodb_uri,
            "redis_url": load_settings(redis_url="redis://used").redis_url,
            "allowed_hosts": ("pay.example", "web"),
            "allowed_origins": ("https://pay.example",),
        }
    )
    environment = child_environment(used)
    assert environment["MONGODB_URI"] == "mongodb://used/"
    assert environment["REDIS_URL"] == "redis://used"
    assert environment["CASHBEAT_DATA_DIR"] == str(own.data_dir)
    web = Programs(used, DataDir(own.data_dir), dev=False).web("node", Path("/web"))
    assert web.env is not None
    assert web.env["CASHBEAT_API_ORIGIN"] == f"http://127.0.0.1:{own.api_port}"
    assert web.env["PORT"] == str(own.web_port)
    assert web.env["CASHBEAT_ALLOWED_HOSTS"] == "pay.example,web"
    assert web.env["CASHBEAT_ALLOWED_ORIGINS"] == "https://pay.example"


def test_the_demo_uses_its_own_key_whatever_ours_is(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASHBEAT_API_KEY", "cbk_of_another_organisation")
    programs = Programs(own, DataDir(own.data_dir), dev=False)
    for child in (programs.seed(), programs.simulator()):
        place = child.command.index("--api-key-file")
        assert child.command[place + 1] == str(own.demo_key_file)


@pytest.mark.parametrize("demo", [True, False])
def test_the_box_says_where_and_as_whom(own: Settings, demo: bool) -> None:
    said = io.StringIO()
    console = Console(file=said, width=200)
    Progress(console).running(own.model_copy(update={"demo": demo}), dev=False)
    assert own.web_origin in said.getvalue()
    wanted = "one click, or demo@cashbeat.example / every-beat-counts"
    assert (wanted in said.getvalue()) is demo
    assert ("create the first account" in said.getvalue()) is not demo


def secrets_of(settings: Settings) -> Finding:
    return next(each for each in examine(settings) if each.subject == "Secrets")


def test_the_doctor_asks_for_secret_keys_outside_development(own: Settings) -> None:
    assert secrets_of(own).good
    production = own.model_copy(update={"environment": "production", "demo": False})
    missing = secrets_of(production)
    assert not missing.good
    assert "CASHBEAT_SECRET_KEYS must be set outside development" in missing.text
    given = SecretStr(f"{new_secret_key()},{new_secret_key()}")
    found = secrets_of(production.model_copy(update={"secret_keys": given}))
    assert found == Finding("Secrets", "2 given", good=True)


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/ready" else 503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


def test_readiness_is_an_answer_below_400() -> None:
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        assert answers(server.server_port, "/ready")
        assert not answers(server.server_port, "/busy")
        server.shutdown()
    assert not answers(server.server_port, "/ready")


def test_failures_that_a_person_can_act_on_become_sentences() -> None:
    assert sentences(SettingsInvalid(["A.", "B."])) == ["A.", "B."]
    assert sentences(LaunchFailed("Port 3000 is in use.")) == ["Port 3000 is in use."]
    request = httpx.Request("GET", "http://127.0.0.1:8000/api/payments?q=1")
    assert "http://127.0.0.1:8000:" in sentences(httpx.ConnectError("no", request=request))[0]
    lost = ServerSelectionTimeoutError("mongodb://u:hunter2@h: refused, Timeout: 3.0s, Topology")
    assert sentences(lost) == ["MongoDB cannot be used: mongodb://***@h: refused."]
    assert sentences(KeyError("our own fault")) == []
