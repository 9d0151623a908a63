"""`cashbeat audit verify` on a real database: each kind of tampering is named and exits 1."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from typer.testing import CliRunner, Result

from cashbeat.audit.chain import Head
from cashbeat.audit.entry import GENESIS, chain_hash
from cashbeat.audit.verify import ChainVerifier
from cashbeat.cli import app

from .conftest import Log

Tamper = Callable[[Log], Awaitable[object]]


@pytest.fixture
def command(log: Log, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Awaitable[Result]]:
    """The command, as somebody calls it."""
    assert log.settings.mongodb_uri is not None
    assert log.settings.redis_url is not None
    monkeypatch.setenv("MONGODB_URI", log.settings.mongodb_uri.get_secret_value())
    monkeypatch.setenv("REDIS_URL", log.settings.redis_url.get_secret_value())
    monkeypatch.setenv("CASHBEAT_MONGO_DATABASE", log.settings.mongo_database)
    monkeypatch.setenv("CASHBEAT_DATA_DIR", str(log.settings.data_dir))

    async def call(*arguments: str) -> Result:
        line = ["audit", "verify", *arguments]
        return await asyncio.to_thread(CliRunner().invoke, app, line)

    return call


async def altered(log: Log) -> None:
    await log.touch(3, {"$set": {"actor.name": "Somebody else"}})


async def missing(log: Log) -> None:
    await log.database["audit_entries"].delete_one({"n": 3})


async def reordered(log: Log) -> None:
    for n, to in ((3, 99), (4, 3), (99, 4)):
        await log.touch(n, {"$set": {"n": to}})


async def truncated(log: Log) -> None:
    await log.database["audit_entries"].delete_many({"n": {"$gte": 5}})


async def forged(log: Log) -> None:
    last = (await log.chain())[-1]
    made = last | {"_id": "aud_forged", "n": last["n"] + 1, "prev": last["hash"]}
    made["hash"] = chain_hash(last["hash"], made)
    await log.database["audit_entries"].insert_one(made)


async def unnumbered(log: Log) -> None:
    last = (await log.chain())[-1]
    await log.database["audit_entries"].insert_one(
        {name: value for name, value in last.items() if name not in {"n", "hash", "prev"}}
        | {"_id": "aud_forged"}
    )


async def beheaded(log: Log) -> None:
    await log.database["audit_heads"].delete_one({"_id": "demo"})


async def gone(log: Log) -> None:
    tenant = {"_id": "demo", "slug": "demo", "name": "Demo", "timeZone": "UTC"}
    await log.database["tenants"].insert_one(tenant)
    await log.database["audit_heads"].delete_one({"_id": "demo"})
    await log.database["audit_entries"].delete_many({"tenantId": "demo"})


async def moved_end(log: Log) -> None:
    await log.database["audit_heads"].update_one({"_id": "demo"}, {"$set": {"hash": "0" * 64}})


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (altered, "altered: entry 3 ("),
        (missing, "missing: entry 3 is missing"),
        (reordered, "reordered: entry 3 ("),
        (truncated, "truncated: entries 5 to 6 are cut off the end"),
        (forged, "forged: entry 7 (aud_forged) stands behind the end"),
        (unnumbered, "forged: entry aud_forged has no number"),
        (beheaded, "truncated: the stored end of the chain is gone"),
        (gone, "missing: the whole log is gone"),
        (moved_end, "altered: entry 6 ("),
    ],
)
async def test_tampering_is_named(
    log: Log, command: Callable[..., Awaitable[Result]], tamper: Tamper, said: str
) -> None:
    await log.sealed(6)
    await log.sealed(2, "other")
    before = await command()
    assert before.exit_code == 0, before.output
    await tamper(log)
    after = await command()
    assert after.exit_code == 1
    assert said in after.output
    assert "other: 2 sealed, head 2:" in after.output
    assert (await command("--tenant", "other")).exit_code == 0
    assert (await command("--tenant", "demo")).exit_code == 1


async def test_it_prints_counts_and_heads(
    log: Log, command: Callable[..., Awaitable[Result]]
) -> None:
    assert "no entry yet" in (await command()).output
    chain = await log.sealed(3)
    await log.enter(2)
    shown = await command()
    assert shown.output == f"demo: 3 sealed, 2 waiting, head 3:{chain[-1]['hash']}\n"
    unknown = await command("--tenant", "nobody")
    assert unknown.exit_code != 0
    assert "nobody" in unknown.output


async def test_a_log_written_anew_is_known_by_an_end_kept_elsewhere(
    log: Log, command: Callable[..., Awaitable[Result]]
) -> None:
    """Whoever owns the database can write all of it anew; not the copy that an auditor kept."""
    chain = await log.sealed(3)
    kept = f"3:{chain[-1]['hash']}"
    await log.sealed(2)
    assert (await command("--tenant", "demo", "--head", kept)).exit_code == 0
    prev = GENESIS
    for entry in await log.chain():
        entry["actor"]["name"] = "Somebody else"
        following = chain_hash(prev, entry)
        seal = {"actor": entry["actor"], "prev": prev, "hash": following}
        await log.touch(entry["n"], {"$set": seal})
        prev = following
    await log.database["audit_heads"].update_one({}, {"$set": {"hash": prev}})
    assert (await command("--tenant", "demo")).exit_code == 0
    found = await command("--tenant", "demo", "--head", kept)
    assert found.exit_code == 1
    assert "written anew" in found.output


async def test_it_is_right_while_entries_are_sealed(log: Log) -> None:
    verifier, over = ChainVerifier(log.database), asyncio.Event()

    async def go_on() -> None:
        for _ in range(25):
            await log.sealed(2)
        over.set()

    async def look() -> int:
        looks = 0
        while not over.is_set():
            report = await verifier.verify("demo", Head(0, GENESIS))
            assert report.count == 0, report.faults
            looks += 1
        return looks

    _, looks = await asyncio.gather(go_on(), look())
    assert looks > 1
    assert (await log.verify()).entries == 50
