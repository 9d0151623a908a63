"""MongoDB: one client a process, with a limit on every wait (reliability rule 10)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pymongo
from beanie import Document, init_beanie
from bson.codec_options import CodecOptions
from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from cashbeat.core.settings import Settings

Database = AsyncDatabase[dict[str, Any]]
Client = AsyncMongoClient[dict[str, Any]]
Session = AsyncClientSession

T = TypeVar("T")

TRANSACTION_SECONDS = 4.0
"""What a transaction of a request may take, its repetitions included: a request ends within 5 s."""

BATCH_TRANSACTION_SECONDS = 15.0
"""What a transaction of the worker may take, a batch of which takes half a second. MongoDB itself
ends those that take longer than `embedded.mongod.LIFETIME_SECONDS`."""

_SNAPSHOT = ReadConcern("snapshot")
_MAJORITY = WriteConcern("majority")

PREPARE_SECONDS = 600.0

BY_ID = "_id_"
"""A hint for questions about documents by their ids that name the organisation as well: of many
indexes that begin with it the planner may take one, and read all that the organisation has."""


def connect(uri: str, settings: Settings) -> Client:
    """A client whose writes are majority-acknowledged and whose every wait ends."""
    return AsyncMongoClient(
        uri,
        tz_aware=True,
        w="majority",
        readConcernLevel="majority",
        retryWrites=True,
        timeoutMS=settings.mongo_timeout_ms,
        serverSelectionTimeoutMS=settings.mongo_server_selection_timeout_ms,
        maxPoolSize=settings.mongo_max_pool_size,
        waitQueueTimeoutMS=settings.mongo_wait_queue_timeout_ms,
        appname="cashbeat",
    )


def open_database(client: Client, settings: Settings) -> Database:
    """The product's database, with aware datetimes."""
    options: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)
    return client.get_database(settings.mongo_database, codec_options=options)


async def prepare(database: Database, documents: Sequence[type[Document]]) -> None:
    """Bind the documents to the database and create the indexes that are missing.

    Over many documents an index takes longer than any question may.
    """
    with pymongo.timeout(PREPARE_SECONDS):
        await init_beanie(database=database, document_models=list(documents))


def connect_projector(uri: str, settings: Settings) -> Client:
    """A client for the worker: its change stream waits on purpose, so limits are per socket."""
    return AsyncMongoClient(
        uri,
        tz_aware=True,
        w="majority",
        readConcernLevel="majority",
        retryWrites=True,
        socketTimeoutMS=60_000,
        connectTimeoutMS=settings.mongo_server_selection_timeout_ms,
        serverSelectionTimeoutMS=settings.mongo_server_selection_timeout_ms,
        maxPoolSize=settings.mongo_max_pool_size,
        waitQueueTimeoutMS=settings.mongo_wait_queue_timeout_ms,
        appname="cashbeat-worker",
    )


@asynccontextmanager
async def transaction(
    database: Database, seconds: float = TRANSACTION_SECONDS
) -> AsyncIterator[Session]:
    """All that is written with this session, or nothing of it; never longer than `seconds`.

    What the block raises aborts it and comes out unchanged, a DuplicateKeyError too. Of two that
    write the same document one gets a write conflict (label TransientTransactionError); whoever
    expects that uses `in_transaction`.
    """
    with pymongo.timeout(seconds):
        async with (
            database.client.start_session() as session,
            await session.start_transaction(read_concern=_SNAPSHOT, write_concern=_MAJORITY),
        ):
            yield session


async def in_transaction(
    database: Database,
    work: Callable[[Session], Awaitable[T]],
    seconds: float = TRANSACTION_SECONDS,
) -> T:
    """What `work` gives, once all it wrote with the session is committed.

    It runs again after a write conflict or a change of primary, within `seconds` altogether: so
    nothing stands in it but reads and writes with that session (reliability rule 6). What it raises
    otherwise aborts the transaction and comes out unchanged.
    """
    with pymongo.timeout(seconds):
        async with database.client.start_session() as session:
            return await session.with_transaction(
                work,
                read_concern=_SNAPSHOT,
                write_concern=_MAJORITY,
            )
