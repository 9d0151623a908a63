"""Leases: what a worker that leaves may count on."""

import asyncio
import time
from typing import Any

import pytest
from pymongo import AsyncMongoClient

from cashbeat.core import lease
from cashbeat.core.lease import Lease


async def test_a_lease_that_cannot_be_given_back_keeps_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lease, "_LEAVE_SECONDS", 0.2)
    client = AsyncMongoClient[dict[str, Any]](
        "mongodb://127.0.0.1:1", serverSelectionTimeoutMS=30_000
    )
    begun = time.monotonic()
    async with asyncio.timeout(10):
        await Lease(client["nowhere"], "projector", 10).release()
        assert time.monotonic() - begun < 5
        await client.close()
        await Lease(client["nowhere"], "projector", 10).release()
