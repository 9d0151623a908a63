"""The API key of the demo's simulator, whose secret is kept in a private file."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.access import Scope
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.embedded.data_dir import write_private
from cashbeat.identity.api_key.secret import new_key_secret
from cashbeat.identity.gate.authority import key_hash
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import SYSTEM, Provenance

NAME = "Simulator"
SCOPES: tuple[Scope, ...] = (
    "payments:read",
    "payments:write",
    "payments:refund",
    "customers:read",
    "customers:write",
    "organisation:read",
    "analytics:read",
)


class DemoKey:
    """Sees to it that the file holds the secret of a key that is good."""

    def __init__(
        self, database: Database, path: Path, tenant_id: str, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._keys = database["api_keys"]
        self._audit = AuditLog(database)
        self._path = path
        self._tenant_id = tenant_id
        self._clock = clock

    async def prepare(self) -> None:
        """Make a key when there is no file, or the key of it is gone, revoked or another's.

        One that an older version made may not do all that it must by now.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        async with self._alone():
            if not await self._is_good():
                secret, prefix = new_key_secret()
                await self._insert(secret, prefix)
                write_private(self._path, secret)

    async def _is_good(self) -> bool:
        try:
            secret = self._path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return False
        found = await self._keys.find_one(
            {"hash": key_hash(secret), "tenantId": self._tenant_id, "revokedAt": None}
        )
        if found is None or found.get("expiresAt") is not None:
            return False
        return set(SCOPES) <= set(found["scopes"])

    async def _insert(self, secret: str, prefix: str) -> None:
        now, key_id = self._clock(), new_id("key")
        stored = {
            "_id": key_id,
            "tenantId": self._tenant_id,
            "name": NAME,
            "prefix": prefix,
            "hash": key_hash(secret),
            "scopes": list(SCOPES),
            "createdBy": SYSTEM.stored(),
            "createdAt": now,
        }
        after = {"prefix": prefix, "scopes": list(SCOPES)}
        target = Target("api_key", key_id, NAME)

        async def work(session: Session) -> None:
            await self._keys.insert_one(dict(stored), session=session)
            entry = entry_of(
                self._tenant_id, Provenance(), "api_key.created", target, {}, after, now
            )
            await self._audit.record(self._tenant_id, entry, session)

        await in_transaction(self._database, work)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Of several processes that start at once, one makes the key and the others find it."""
        with self._path.with_name(f"{self._path.name}.lock").open("a") as handle:
            await asyncio.to_thread(fcntl.flock, handle, fcntl.LOCK_EX)
            yield
