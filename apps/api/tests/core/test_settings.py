"""Settings: read once, all faults named at once, documented in `.env.example`."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from cashbeat.core.settings import Settings, SettingsInvalid, env_name, load_settings

EXAMPLE = Path(__file__).parents[4] / ".env.example"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(env_name(field), raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert (settings.web_port, settings.api_port, settings.demo) == (3000, 8000, True)
    assert settings.data_dir == Path.cwd() / ".data"
    assert settings.mongodb_uri is None


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("CASHBEAT_WEB_PORT=4000\nCASHBEAT_API_PORT=4001\n", encoding="utf-8")
    monkeypatch.setenv("CASHBEAT_WEB_PORT", "5000")
    settings = load_settings()
    assert (settings.web_port, settings.api_port) == (5000, 4001)


def test_empty_values_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASHBEAT_WEB_PORT", "")
    monkeypatch.setenv("MONGODB_URI", "")
    assert load_settings() == Settings()


def test_every_fault_is_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = {
        "CASHBEAT_WEB_PORT": "abc",
        "CASHBEAT_DEMO": "maybe",
        "CASHBEAT_DEMO_TIME_ZONE": "Mars/Olympus",
        "CASHBEAT_DEMO_CURRENCY": "QQQ",
        "CASHBEAT_ALLOWED_ORIGINS": "example.com",
        "MONGODB_URI": "http://user:hunter2@host",
    }
    for name, value in faults.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    assert {fault.split()[0] for fault in caught.value.faults} == set(faults)
    assert "hunter2" not in str(caught.value)


def test_ports_must_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASHBEAT_API_PORT", "3000")
    with pytest.raises(SettingsInvalid, match="same port"):
        load_settings()


def test_secrets_do_not_show() -> None:
    settings = load_settings(mongodb_uri="mongodb://user:hunter2@host", redis_url="redis://:pw9@h")
    assert "hunter2" not in repr(settings)
    assert "pw9" not in settings.model_dump_json()


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load_settings().web_port = 1  # type: ignore[misc]


def test_origins_are_a_list_and_include_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASHBEAT_ALLOWED_ORIGINS", "https://pay.example.com/, https://b.example")
    settings = load_settings()
    assert settings.allowed_origins == ("https://pay.example.com", "https://b.example")
    assert "http://localhost:3000" in settings.browser_origins
    assert "https://b.example" in settings.browser_origins


@pytest.mark.parametrize("wrong", ["https://a.example", "a.example:80", "*", "a b"])
def test_hosts_are_names_without_ports(wrong: str) -> None:
    with pytest.raises(SettingsInvalid, match="CASHBEAT_ALLOWED_HOSTS must be"):
        load_settings(allowed_hosts=wrong)


def test_example_file_documents_exactly_the_settings_with_their_defaults() -> None:
    documented = dict(
        re.findall(
            r"^#? ?([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert set(documented) == {env_name(field) for field in Settings.model_fields}
    given = {
        field: documented[env_name(field)]
        for field in Settings.model_fields
        if documented[env_name(field)]
    }
    assert load_settings(**given) == Settings()
