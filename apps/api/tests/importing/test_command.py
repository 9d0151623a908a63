"""`cashbeat payments import`: for whom it imports, and what the audit log tells of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from typer.testing import CliRunner, Result

from cashbeat.cli import app
from cashbeat.core.settings import Settings
from cashbeat.identity.gate.authority import key_hash

Stored = MongoClient[dict[str, Any]]
ROWS = "date,amount,method\n2024-05-01,12.50,card\n2024-05-02,7.25,cash\n"


@pytest.fixture
def stored(mongo_uri: str, database: str) -> Iterator[Any]:
    with Stored(mongo_uri, tz_aware=True) as client:
        yield client[database]


@pytest.fixture
def run(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command on a file of two payments, in the test's database."""
    assert settings.mongodb_uri is not None
    assert settings.redis_url is not None
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASHBEAT_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("MONGODB_URI", settings.mongodb_uri.get_secret_value())
    monkeypatch.setenv("REDIS_URL", settings.redis_url.get_secret_value())
    monkeypatch.setenv("CASHBEAT_MONGO_DATABASE", settings.mongo_database)
    file = tmp_path / "sales.csv"
    file.write_text(ROWS)

    def command(*more: str, **env: str) -> Result:
        arguments = ["payments", "import", str(file), "--time-zone", "UTC", "--no-wait", *more]
        return CliRunner().invoke(app, arguments, env=env, terminal_width=300)

    return command


def found(stored: Any, *tenant_ids: str) -> None:
    for tenant_id in tenant_ids:
        stored["tenants"].insert_one(
            {
                "_id": tenant_id,
                "name": tenant_id.title(),
                "timeZone": "Europe/Berlin",
                "defaultCurrency": "EUR",
                "createdAt": datetime.now(UTC),
                "slug": f"{tenant_id}-slug",
                "locale": "en-GB",
                "dayZone": "Europe/Berlin",
            }
        )
        for code in ("card", "cash"):
            method = {"tenantId": tenant_id, "code": code, "name": code.title(), "active": True}
            known = stored["payment_methods"]
            known.insert_one(
                {"_id": f"{tenant_id}|{code}", "createdAt": datetime.now(UTC)} | method
            )


def key_of(stored: Any, tenant_id: str, *scopes: str, **more: Any) -> str:
    secret = f"cbk_{tenant_id}_secret"
    stored["api_keys"].insert_one(
        {
            "_id": f"key_{tenant_id}",
            "tenantId": tenant_id,
            "name": "Nightly import",
            "prefix": "cbk_nightly",
            "hash": key_hash(secret),
            "scopes": list(scopes),
            "createdBy": {"kind": "system", "id": "-", "name": "Cashbeat"},
            "createdAt": datetime.now(UTC),
        }
        | more
    )
    return secret


def imported(stored: Any) -> dict[str, int]:
    counts = stored["payments"].aggregate([{"$group": {"_id": "$tenantId", "n": {"$sum": 1}}}])
    return {each["_id"]: each["n"] for each in counts}


def told(stored: Any) -> list[tuple[str, str, str]]:
    """Organisation, action and actor of every entry of the audit log."""
    entries = stored["audit_entries"].find({}).sort("_id", 1)
    return [(each["tenantId"], each["action"], each["actor"]["name"]) for each in entries]


STARTED = "payments.import_started"


def test_the_only_organisation_needs_no_naming(run: Any, stored: Any) -> None:
    found(stored, "acme")
    done = run()
    assert done.exit_code == 0, done.output
    assert imported(stored) == {"acme": 2}
    assert told(stored) == [("acme", STARTED, "cashbeat payments import")]
    entry = stored["audit_entries"].find_one({})
    assert entry["actor"]["kind"] == "system"
    assert entry["after"]["fileName"] == "sales.csv"


def test_a_trial_run_is_no_change(run: Any, stored: Any) -> None:
    found(stored, "acme")
    assert run("--dry-run").exit_code == 0
    assert imported(stored) == {}
    assert told(stored) == []


@pytest.mark.parametrize("name", ["acme", "acme-slug"])
def test_of_several_one_is_named_by_id_or_slug(run: Any, stored: Any, name: str) -> None:
    found(stored, "acme", "other")
    done = run()
    assert done.exit_code == 2
    assert "say for which organisation" in done.output
    assert "acme-slug" in done.output
    assert "other-slug" in done.output
    assert imported(stored) == {}
    assert run("--tenant", name).exit_code == 0
    assert imported(stored) == {"acme": 2}


def test_a_name_that_nobody_has_is_told_with_those_there_are(run: Any, stored: Any) -> None:
    found(stored, "acme")
    done = run("--tenant", "nobody")
    assert done.exit_code == 2
    assert "--tenant nobody: there is no such organisation" in done.output
    assert "acme-slug" in done.output


@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_key_imports_into_its_organisation_in_its_name(run: Any, stored: Any, by: str) -> None:
    found(stored, "acme", "other")
    secret = key_of(stored, "acme", "payments:import")
    done = run("--api-key", secret) if by == "option" else run(CASHBEAT_API_KEY=secret)
    assert done.exit_code == 0, done.output
    assert imported(stored) == {"acme": 2}
    assert told(stored) == [("acme", STARTED, "Nightly import")]
    assert stored["audit_entries"].find_one({})["actor"]["id"] == "key_acme"
    assert secret not in str(stored["audit_entries"].find_one({}))


def test_a_key_and_another_organisation_contradict(run: Any, stored: Any) -> None:
    found(stored, "acme", "other")
    secret = key_of(stored, "acme", "payments:import")
    done = run("--api-key", secret, "--tenant", "other")
    assert done.exit_code == 2
    assert "the API key is one of Acme (acme)" in done.output
    assert imported(stored) == {}


@pytest.mark.parametrize(
    ("scopes", "more", "said"),
    [
        (["payments:write"], {}, "lacks the scope payments:import"),
        (["payments:import"], {"revokedAt": datetime(2026, 1, 1, tzinfo=UTC)}, "revoked or"),
        (["payments:import"], {"expiresAt": datetime(2026, 1, 1, tzinfo=UTC)}, "or expired"),
    ],
)
def test_a_key_that_may_not_is_refused(
    run: Any, stored: Any, scopes: list[str], more: dict[str, Any], said: str
) -> None:
    found(stored, "acme")
    done = run("--api-key", key_of(stored, "acme", *scopes, **more))
    assert done.exit_code == 2
    assert said in done.output
    assert imported(stored) == {}
    assert told(stored) == []


def test_in_a_fresh_copy_the_demo_is_made(run: Any, stored: Any) -> None:
    done = run(CASHBEAT_DEMO="1")
    assert done.exit_code == 0, done.output
    assert imported(stored) == {"demo": 2}
    assert ("demo", "organisation.created", "Cashbeat") in told(stored)


def test_without_a_demo_somebody_has_to_come_first(run: Any, stored: Any) -> None:
    done = run(CASHBEAT_DEMO="0")
    assert done.exit_code == 2
    assert "there is no organisation yet: open http" in done.output
    assert stored["tenants"].count_documents({}) == 0
