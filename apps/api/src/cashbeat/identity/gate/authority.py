"""Who stands behind a session or a key: remembered, and forgotten the moment anything changes.

Every process watches the collections that standings are made of. While the watch is alive, what it
has not told of has not changed, so a request needs no look into the database; while it is not, each
request looks. A role taken away counts with the next request, in every process.
"""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from pymongo.errors import PyMongoError

from cashbeat.contracts.access import SCOPES
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database
from cashbeat.core.tasks import end_tasks
from cashbeat.identity.person import KeyStanding, Standing, has_two_factor
from cashbeat.identity.session.repository import SessionRepository
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.tenant.repository import TenantRepository

log = get_logger(__name__)

T = TypeVar("T")

WATCHED = ("users", "sessions", "memberships", "api_keys", "tenants")
TRUST_SECONDS = 2.0
"""A watch that has not answered for so long counts as dead."""

_WAIT_MS = 500
_RETRY_SECONDS = 0.5
_MOST = 20_000
_IRRELEVANT = frozenset({"lastUsedAt", "lastSeenAt"})
"""Fields whose change takes nobody's rights away."""

Changed = Callable[[str, str], None]
"""Called with the collection and the id of what changed; `("*", "")` for anything."""


class Authority:
    """Standings of sessions and API keys."""

    def __init__(
        self, database: Database, watched: Database, clock: Callable[[], datetime], days: int
    ) -> None:
        self._users = UserRepository(database)
        self._memberships = MembershipRepository(database)
        self._sessions = SessionRepository(database, days)
        self._tenants = TenantRepository(database)
        self._api_keys = database["api_keys"]
        self._watched = watched
        self._clock = clock
        self._known_sessions: _Remembered[Standing] = _Remembered()
        self._known_keys: _Remembered[KeyStanding] = _Remembered()
        self._changed: list[Changed] = []
        self._heard_at = -TRUST_SECONDS
        self._task: asyncio.Task[None] | None = None

    @property
    def trusted(self) -> bool:
        """Whether what is remembered is what there is."""
        return time.monotonic() - self._heard_at < TRUST_SECONDS

    async def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Watch no more."""
        if self._task is not None:
            await end_tasks((self._task,))
            self._task = None

    def subscribe(self, changed: Changed) -> None:
        """Hear of every change that may take rights away; what is remembered is gone by then."""
        self._changed.append(changed)

    async def session(self, session_id: str) -> Standing | None:
        """The standing of a session that is good."""
        found = await self._recall(self._known_sessions, session_id, lambda: self._load(session_id))
        return None if found is None or found.expires_at <= self._clock() else found

    async def api_key(self, secret: str) -> KeyStanding | None:
        """The standing of an API key that is good."""
        digest = key_hash(secret)
        found = await self._recall(self._known_keys, digest, lambda: self._load_key(digest))
        if found is None or (found.expires_at is not None and found.expires_at <= self._clock()):
            return None
        return found

    def forget(self, collection: str, changed_id: str) -> None:
        """Something changed: by this process, or seen by the watch."""
        if collection == "sessions":
            self._known_sessions.drop_name(changed_id)
        elif collection == "users":
            self._known_sessions.drop(lambda standing: standing.user_id == changed_id)
        elif collection == "memberships":
            user_id = changed_id.partition("|")[2]
            self._known_sessions.drop(lambda standing: standing.user_id == user_id)
        elif collection == "api_keys":
            self._known_keys.drop(lambda standing: standing.key_id == changed_id)
        else:
            self._known_sessions.drop(lambda _: True)
            self._known_keys.drop(lambda _: True)
        for tell in self._changed:
            tell(collection, changed_id)

    async def _recall(
        self, known: "_Remembered[T]", name: str, load: Callable[[], Awaitable[T | None]]
    ) -> T | None:
        if not self.trusted:
            return await load()
        found = known.get(name)
        if found is None:
            generation = known.generation
            found = await load()
            # What changed while it was read may not be remembered as it was before.
            if found is not None and generation == known.generation and self.trusted:
                known.put(name, found)
        return found

    async def _load(self, session_id: str) -> Standing | None:
        session = await self._sessions.get(session_id, self._clock())
        user = None if session is None else await self._users.get(session["userId"])
        if session is None or user is None or user.get("disabledAt") is not None:
            return None
        roles = await self._memberships.list_of_user(user["_id"])
        tenants = {tenant.id: tenant for tenant in await self._tenants.list_by_ids(list(roles))}
        return Standing(
            session_id=session_id,
            expires_at=session["expiresAt"],
            user_id=user["_id"],
            name=user["name"],
            email=user["email"],
            two_factor=has_two_factor(user),
            created_at=user["createdAt"],
            default_tenant_id=user.get("defaultTenantId"),
            roles=roles,
            tenants=tenants,
        )

    async def _load_key(self, digest: str) -> KeyStanding | None:
        stored = await self._api_keys.find_one({"hash": digest, "revokedAt": None})
        tenant = None if stored is None else await self._tenants.get(stored["tenantId"])
        if stored is None or tenant is None:
            return None
        return KeyStanding(
            key_id=stored["_id"],
            name=stored["name"],
            prefix=stored["prefix"],
            permissions=frozenset(scope for scope in SCOPES if scope in stored["scopes"]),
            tenant=tenant,
            expires_at=stored.get("expiresAt"),
            stored=stored,
        )

    async def _run(self) -> None:
        reported = False
        while True:
            try:
                await self._watch()
            except (PyMongoError, OSError, TimeoutError) as error:
                if not reported:
                    reported = True
                    log.warning("identity.watch.lost", error=repr(error)[:200])
            else:
                reported = False
            self._heard_at = -TRUST_SECONDS
            await asyncio.sleep(_RETRY_SECONDS)

    async def _watch(self) -> None:
        pipeline: list[dict[str, Any]] = [
            {"$match": {"ns.coll": {"$in": list(WATCHED)}}},
            {"$project": {"ns": 1, "documentKey": 1, "operationType": 1, "updateDescription": 1}},
        ]
        stream = await self._watched.watch(pipeline, max_await_time_ms=_WAIT_MS)
        async with stream:
            # Nothing that was remembered before is known to hold; all that comes is heard now.
            self.forget("*", "")
            while True:
                change = await stream.try_next()
                self._heard_at = time.monotonic()
                if change is not None:
                    self._take(change)
                elif not stream.alive:
                    return

    def _take(self, change: Any) -> None:
        touched = (change.get("updateDescription") or {}).get("updatedFields")
        if touched and touched.keys() <= _IRRELEVANT:
            return
        key = change.get("documentKey")
        if key is None:  # a collection was dropped or renamed
            self.forget("*", "")
        else:
            self.forget(change["ns"]["coll"], str(key["_id"]))


class _Remembered(Generic[T]):
    """Standings by name, the least recently used leave first. `generation` counts the droppings."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, T] = OrderedDict()
        self.generation = 0

    def get(self, name: str) -> T | None:
        found = self._kept.get(name)
        if found is not None:
            self._kept.move_to_end(name)
        return found

    def put(self, name: str, standing: T) -> None:
        self._kept[name] = standing
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def drop_name(self, name: str) -> None:
        self.generation += 1
        self._kept.pop(name, None)

    def drop(self, concerned: Callable[[T], bool]) -> None:
        self.generation += 1
        for name in [name for name, standing in self._kept.items() if concerned(standing)]:
            del self._kept[name]


def key_hash(secret: str) -> str:
    """What is stored of an API key; its 256 random bits need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
