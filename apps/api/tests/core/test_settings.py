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
        "CASHBEAT_PUBLIC_URL": "https://pay.example.com/app",
        "CASHBEAT_SECRET_KEYS": "k1:hunter2",
        "CASHBEAT_SMTP_URL": "https://user:hunter2@mail.example.com",
        "CASHBEAT_MAIL_FROM": "nobody",
        "CASHBEAT_REGISTRATION": "perhaps",
        "CASHBEAT_ACCESS_TOKEN_SECONDS": "86400",
        "CASHBEAT_RATE_LIMIT_USER": "0",
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


KEY = "k1:" + "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcdE"


def test_new_secrets_do_not_show() -> None:
    settings = load_settings(secret_keys=KEY, smtp_url="smtp://user:hunter2@mail.example.com")
    for shown in (repr(settings), settings.model_dump_json()):
        assert "AbCdEf" not in shown
        assert "hunter2" not in shown


def test_the_demo_is_of_development_alone() -> None:
    assert load_settings().demo
    for elsewhere in ("production", "test"):
        assert not load_settings(environment=elsewhere).demo
        with pytest.raises(SettingsInvalid, match="CASHBEAT_DEMO must be 0 outside development"):
            load_settings(environment=elsewhere, demo="1")


def test_cookies_are_secure_in_production() -> None:
    assert load_settings(environment="production").secure_cookies
    assert not load_settings().secure_cookies


def test_the_public_address_follows_the_port() -> None:
    assert load_settings(web_port=4000).public_url == "http://localhost:4000"
    assert load_settings(web_port=4000).base_domain == "localhost"
    given = load_settings(public_url="https://Pay.Example.com:8443/")
    assert given.public_url == "https://pay.example.com:8443"
    assert given.base_domain == "pay.example.com"
    assert given.public_url in given.browser_origins
    assert "pay.example.com" in given.host_names


@pytest.mark.parametrize("environment", ["production", "test"])
@pytest.mark.parametrize(
    "plain", ["http://pay.example.com", "http://10.0.0.7:3000/", "http://localhost.example.com"]
)
def test_the_public_address_is_https_outside_development(
    monkeypatch: pytest.MonkeyPatch, environment: str, plain: str
) -> None:
    assert load_settings(public_url=plain).public_url == plain.lower().rstrip("/")
    monkeypatch.setenv("CASHBEAT_ENVIRONMENT", environment)
    monkeypatch.setenv("CASHBEAT_PUBLIC_URL", plain)
    monkeypatch.setenv("CASHBEAT_DEMO", "1")
    with pytest.raises(SettingsInvalid, match="PUBLIC_URL must begin with https://") as refused:
        load_settings()
    assert {fault.split()[0] for fault in refused.value.faults} == {
        "CASHBEAT_PUBLIC_URL",
        "CASHBEAT_DEMO",
    }
    monkeypatch.setenv("CASHBEAT_DEMO", "0")
    for good in (
        *("https://pay.example.com", "http://localhost:3000"),
        *("http://127.0.0.1:3000", "http://[::1]:3000"),
    ):
        monkeypatch.setenv("CASHBEAT_PUBLIC_URL", good)
        assert load_settings().public_url == good


@pytest.mark.parametrize("address", ["http://192.168.1.7:3000", "http://[fe80::1]"])
def test_an_address_has_no_subdomains(address: str) -> None:
    assert load_settings(public_url=address).base_domain == ""


@pytest.mark.parametrize(
    "wrong",
    [
        "pay.example.com",
        "ftp://pay.example.com",
        "https://",
        "https://pay.example.com?x",
        "https://pay.example.com#x",
        "https://me@pay.example.com",
        "https://pay.example.com:x",
        "https://[",
        "*",
    ],
)
@pytest.mark.parametrize("field", ["public_url", "allowed_origins"])
def test_an_origin_is_scheme_and_name(field: str, wrong: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"{env_name(field)} must be"):
        load_settings(**{field: wrong})


@pytest.mark.parametrize(
    "wrong", ["me", "me@", "Me <me@example.com", "a\nBcc: b <me@example.com>", "@example.com"]
)
def test_mails_have_a_sender(wrong: str) -> None:
    with pytest.raises(SettingsInvalid, match="CASHBEAT_MAIL_FROM must be"):
        load_settings(mail_from=wrong)


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


@pytest.mark.parametrize("wrong", ["proxy", "10.0.0.0/33", "10.0.0.1/8", "*"])
def test_trusted_proxies_are_addresses_and_networks(wrong: str) -> None:
    assert load_settings(trusted_proxies="10.0.0.0/8, ::1").trusted_proxies == ("10.0.0.0/8", "::1")
    with pytest.raises(SettingsInvalid, match="CASHBEAT_TRUSTED_PROXIES must be"):
        load_settings(trusted_proxies=wrong)


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
