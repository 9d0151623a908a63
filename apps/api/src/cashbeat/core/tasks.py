"""Ends background tasks for certain."""

import asyncio
from collections.abc import Iterable
from typing import Any

_AGAIN_SECONDS = 0.5


async def end_tasks(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks and wait until each is over; their results and errors are dropped.

    A cancellation that reaches a task inside a driver may be lost: PyMongo 4.20 sometimes turns it
    into a network error, which it retries, and redis-py swallows one that comes as it connects. So
    it is repeated until it is heard.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        done, pending = await asyncio.wait(pending, timeout=_AGAIN_SECONDS)
        for task in done:
            if not task.cancelled():
                task.exception()
