"""Transactions: all or nothing, errors unchanged, never longer than allowed."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from pymongo.errors import DuplicateKeyError, PyMongoError

from cashbeat.core.mongo import (
    Database,
    Session,
    connect,
    in_transaction,
    open_database,
    transaction,
)
from cashbeat.core.settings import Settings


@pytest.fixture
async def opened(settings: Settings) -> AsyncIterator[Database]:
    assert settings.mongodb_uri is not None
    client = connect(settings.mongodb_uri.get_secret_value(), settings)
    database = open_database(client, settings)
    await database.create_collection("things")
    await database.create_collection("others")
    yield database
    await client.close()


async def test_both_writes_or_none(opened: Database) -> None:
    async with transaction(opened) as session:
        await opened["things"].insert_one({"_id": 1}, session=session)
        await opened["others"].insert_one({"_id": 1}, session=session)

    async def break_off() -> None:
        async with transaction(opened) as session:
            await opened["things"].insert_one({"_id": 2}, session=session)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await break_off()
    assert await opened["things"].distinct("_id") == [1]
    assert await opened["others"].distinct("_id") == [1]


async def test_a_taken_key_comes_out_as_such_and_aborts(opened: Database) -> None:
    await opened["others"].insert_one({"_id": 1})

    async def work(session: Session) -> None:
        await opened["things"].insert_one({"_id": 1}, session=session)
        await opened["others"].insert_one({"_id": 1}, session=session)

    async def once() -> None:
        async with transaction(opened) as session:
            await work(session)

    with pytest.raises(DuplicateKeyError):
        await in_transaction(opened, work)
    with pytest.raises(DuplicateKeyError):
        await once()
    assert await opened["things"].count_documents({}) == 0


async def test_writers_of_one_document_all_come_through(opened: Database) -> None:
    await opened["things"].insert_one({"_id": 1, "count": 0})

    async def work(session: Session) -> int:
        found = await opened["things"].find_one({"_id": 1}, session=session)
        assert found is not None
        count: int = found["count"] + 1
        await opened["things"].update_one({"_id": 1}, {"$set": {"count": count}}, session=session)
        return count

    counts = await asyncio.gather(*[in_transaction(opened, work) for _ in range(12)])
    assert sorted(counts) == list(range(1, 13))


async def test_without_repetition_one_of_two_writers_is_told(opened: Database) -> None:
    """The control of the test above: the conflict is real."""
    await opened["things"].insert_one({"_id": 1, "count": 0})

    async def both() -> None:
        change = {"$inc": {"count": 1}}
        async with transaction(opened) as one, transaction(opened) as other:
            for session in (one, other):
                await opened["things"].update_one({"_id": 1}, change, session=session)

    with pytest.raises(PyMongoError) as told:
        await both()
    assert told.value.has_error_label("TransientTransactionError")


async def test_a_transaction_ends_in_time(opened: Database) -> None:
    began = time.monotonic()
    await opened["things"].insert_one({"_id": 1})
    async with transaction(opened) as holding:
        await opened["things"].update_one({"_id": 1}, {"$set": {"a": 1}}, session=holding)

        async def work(session: Session) -> None:
            await opened["things"].update_one({"_id": 1}, {"$set": {"a": 2}}, session=session)

        with pytest.raises(PyMongoError):
            await asyncio.create_task(in_transaction(opened, work, seconds=0.5))
    assert time.monotonic() - began < 3
