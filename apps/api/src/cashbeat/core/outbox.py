"""Messages that are written first and sent later, behind the answers of the API.

outbox -> one process claims -> tries -> sent, due again later, or given up
"""

import asyncio
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from pymongo.errors import PyMongoError

from cashbeat.core.logging import get_logger
from cashbeat.core.tasks import end_tasks

log = get_logger(__name__)

T = TypeVar("T")


class OutboxSender(ABC, Generic[T]):
    """One process's tasks that send what is due; a message is one process's at a time.

    `poll_seconds` is how often they look for what other processes left; whoever writes a message
    here wakes them. `at_once` are under way at the same time.
    """

    def __init__(self, name: str, poll_seconds: float, at_once: int = 1) -> None:
        self._name = name
        self._poll_seconds = poll_seconds
        self._at_once = at_once
        self._due = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to send."""
        self._tasks = [
            asyncio.create_task(self._run(), name=f"{self._name}-{number}")
            for number in range(self._at_once)
        ]

    async def stop(self) -> None:
        """End; what is not sent yet is due again soon, here or elsewhere."""
        await end_tasks(self._tasks)
        self._tasks = []

    def wake(self) -> None:
        """Say that a message was written."""
        self._due.set()

    async def send_due(self) -> int:
        """Send every message that is due, one after the other; how many were tried."""
        tried = 0
        while (claimed := await self._claim()) is not None:
            tried += 1
            await self._deliver(claimed)
        return tried

    @abstractmethod
    async def _claim(self) -> T | None:
        """A message that is due, for this process alone."""

    @abstractmethod
    async def _deliver(self, claimed: T, /) -> None:
        """Try to send it and note what came of that."""

    async def _run(self) -> None:
        while True:
            self._due.clear()
            try:
                await self.send_due()
            except PyMongoError as error:
                log.warning("outbox.sender.waiting", outbox=self._name, error=str(error)[:300])
            except Exception:
                log.exception("outbox.sender.broken", outbox=self._name)
            try:
                await asyncio.wait_for(self._due.wait(), self._poll_seconds)
            except TimeoutError:
                continue
