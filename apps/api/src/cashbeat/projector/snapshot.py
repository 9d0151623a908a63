"""Reads at one past moment of the database: every read of it sees the same data."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from bson.timestamp import Timestamp
from pymongo.asynchronous.client_session import AsyncClientSession

from cashbeat.core.mongo import Database


class Snapshot:
    """The database as of a cluster time; MongoDB keeps such history for five minutes by default."""

    def __init__(self, database: Database, at: Timestamp) -> None:
        self._database = database
        self.at = at

    @classmethod
    async def now(cls, database: Database) -> "Snapshot":
        """The database at this moment.

        A mongod that has just started tells no operation time until its signing keys are made.
        """
        async with asyncio.timeout(15):
            while "operationTime" not in (reply := await database.command("ping")):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        return cls(database, reply["operationTime"])

    async def find(
        self,
        collection: str,
        query: dict[str, Any],
        *,
        projection: dict[str, int] | None = None,
        sort: dict[str, int] | None = None,
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """The documents that match, a server batch at a time."""
        command: dict[str, Any] = {"find": collection, "filter": query, "batchSize": 2000}
        if projection:
            command["projection"] = projection
        if sort:
            command["sort"] = sort
        command["readConcern"] = {"level": "snapshot", "atClusterTime": self.at}
        async with self._database.client.start_session(causal_consistency=False) as session:
            reply = await self._command(command, session)
            cursor, batch = reply["cursor"], reply["cursor"]["firstBatch"]
            while batch:
                yield batch
                if not cursor["id"]:
                    return
                more = {"getMore": cursor["id"], "collection": collection, "batchSize": 2000}
                reply = await self._command(more, session)
                cursor, batch = reply["cursor"], reply["cursor"]["nextBatch"]

    async def _command(
        self, command: dict[str, Any], session: AsyncClientSession
    ) -> dict[str, Any]:
        options = self._database.codec_options
        return await self._database.command(command, session=session, codec_options=options)

    async def find_one(self, collection: str, query: dict[str, Any]) -> dict[str, Any] | None:
        """The first document that matches."""
        async for batch in self.find(collection, query):
            return batch[0]
        return None
