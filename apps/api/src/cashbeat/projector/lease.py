"""Which worker projects, and what it tells of it.

The lease is not what keeps numbers right. That is the checkpoint's fence.
"""

from collections.abc import Awaitable, Callable

from cashbeat.core import lease
from cashbeat.core.mongo import Database

LEASE = "projector"


class Lease:
    """The projector's lease, as one worker sees it."""

    def __init__(self, database: Database, seconds: int) -> None:
        self._lease = lease.Lease(database, LEASE, seconds)
        self.holder = self._lease.holder

    async def reign(
        self, work: Callable[[], Awaitable[None]], stand_by: Callable[[], None]
    ) -> None:
        """Work whenever the lease is ours, stand by while it is another's, until cancelled."""
        await self._lease.reign(work, stand_by, state="starting", lagMs=0, progress=0.0)

    async def renew(self, state: str, lag_ms: int, progress: float = 0.0) -> bool:
        """Keep the lease and publish how the projector does; False when it was lost."""
        return await self._lease.renew(state=state, lagMs=lag_ms, progress=progress)
