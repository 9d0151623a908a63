"""An upload that is sent again under its key is one import, whoever asks how often."""

import asyncio
from typing import Any

import pytest

from cashbeat.importing.repository import ImportKeyTaken, ImportRepository

pytestmark = pytest.mark.integration

FILE = b"paid at,amount,method\n2024-05-05 10:00,5,card\n"


async def test_the_same_key_file_and_options_are_the_same_import(imports: Any) -> None:
    begun = await imports.send(FILE, "key-1")
    assert "idempotent-replayed" not in begun.headers
    first = await imports.outcome(begun)
    again = await imports.send(FILE, "key-1", dryRun=False)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (202, "true")
    assert again.headers["location"] == begun.headers["location"]
    assert again.json() == first
    assert (first["state"], first["created"]) == ("done", 1)
    keyless = await imports.outcome(await imports.send(FILE))
    assert (keyless["created"], keyless["alreadyThere"]) == (0, 1)


async def test_another_file_or_other_options_are_refused(imports: Any, settings: Any) -> None:
    await imports.outcome(await imports.send(FILE, "key-1"))
    for other in (
        await imports.send(FILE + b"2024-05-06,6,card\n", "key-1"),
        await imports.send(FILE, "key-1", dryRun=True),
    ):
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert (await imports.client.get("/api/payments")).json()["total"] == 1
    assert list((settings.data_dir / "imports").iterdir()) == []


@pytest.mark.parametrize("key", ["", "k" * 256, "a b", "k\u00e9"])
async def test_a_malformed_key_is_refused(imports: Any, key: str) -> None:
    answer = await imports.client.post(
        "/api/payments/import",
        files={"file": ("a.csv", FILE)},
        headers=[(b"idempotency-key", key.encode())],
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


async def test_two_keys_are_refused(imports: Any) -> None:
    answer = await imports.client.post(
        "/api/payments/import",
        files={"file": ("a.csv", FILE)},
        headers=[("Idempotency-Key", "key-1"), ("Idempotency-Key", "key-2")],
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


async def test_of_many_at_once_one_begins(imports: Any, start_api: Any) -> None:
    """In two processes, while as many run as may: a replay needs no room."""
    async with start_api() as another:
        answers = await asyncio.gather(
            *(each.send(FILE, "key-1") for each in (imports, another) * 4)
        )
    assert [answer.status_code for answer in answers] == [202] * 8
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1


async def test_a_replay_needs_no_room(imports: Any) -> None:
    long = FILE + b"2024-05-05 10:00,5,card\n" * 5_000
    begun = [await imports.send(long, key) for key in ("a", "b")]
    assert (await imports.send(long, "c")).status_code == 429
    assert (await imports.send(long, "a")).headers["idempotent-replayed"] == "true"
    for each in begun:
        await imports.outcome(each)


async def test_a_key_is_the_tenants_own_and_outlives_a_day(importer: Any) -> None:
    repository = ImportRepository(importer.database)
    for tenant in ("demo", "other"):
        await repository.create(tenant, f"imp_{tenant}", {"key": "k", "hash": tenant})
    for tenant in ("demo", "other"):
        with pytest.raises(ImportKeyTaken):
            await repository.create(tenant, f"imp_{tenant}_2", {"key": "k"})
        found = await repository.get_by_key(tenant, "k")
        assert found is not None
        assert found["hash"] == tenant
    await repository.create("demo", "imp_a", {})
    await repository.create("demo", "imp_b", {})
    indexes = await importer.database["payment_imports"].index_information()
    assert indexes["expiry"]["expireAfterSeconds"] >= 86_400
    explained = (
        await importer.database["payment_imports"].find({"tenantId": "demo", "key": "k"}).explain()
    )
    assert "idempotency" in str(explained["queryPlanner"]["winningPlan"])
