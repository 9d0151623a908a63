"""Work that nobody waits for: an answer then does not tell, by its time, what there was to do."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from cashbeat.core.errors import Unavailable
from cashbeat.core.logging import get_logger
from cashbeat.core.tasks import end_tasks

log = get_logger(__name__)

MAX_ERRANDS = 100


class Errands:
    """A bounded number of tasks behind the answers of one process."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def has_room(self) -> bool:
        """Whether one more can be taken on."""
        return len(self._tasks) < MAX_ERRANDS

    def run(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Do it some time soon. Raises: Unavailable when too much is to be done already."""
        if not self.has_room:
            work.close()
            raise Unavailable("Too much is going on at this moment; try again.")
        task = asyncio.create_task(_logged(name, work), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def done(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def stop(self) -> None:
        """Drop what is not done."""
        await end_tasks(set(self._tasks))


async def _logged(name: str, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - nobody else would hear of it
        log.warning("identity.errand.failed", errand=name, error=repr(error)[:300])
