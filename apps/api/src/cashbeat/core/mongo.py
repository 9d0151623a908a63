"""MongoDB: one client a process, with a limit on every wait (reliability rule 10)."""

from collections.abc import Sequence
from typing import Any

from beanie import Document, init_beanie
from bson.codec_options import CodecOptions
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase

from cashbeat.core.settings import Settings

Database = AsyncDatabase[dict[str, Any]]
Client = AsyncMongoClient[dict[str, Any]]


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
    """Bind the documents to the database and create the indexes that are missing."""
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
