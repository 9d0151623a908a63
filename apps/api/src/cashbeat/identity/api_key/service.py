"""Keys for programs: made by people who may do what the key may, told once, revoked at once."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.access import SCOPES
from cashbeat.contracts.base import format_instant
from cashbeat.contracts.identity import ApiKey, CreatedApiKey, NewApiKey
from cashbeat.core.errands import Errands
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.api_key.repository import ApiKeyRepository, StoredKey
from cashbeat.identity.api_key.secret import new_key_secret
from cashbeat.identity.api_key.wire import api_key_of
from cashbeat.identity.gate.authority import Authority, key_hash
from cashbeat.identity.people_errors import ApiKeyNotFound, TooManyApiKeys, field_fault
from cashbeat.identity.person import KeyStanding
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import Caller

MAX_ACTIVE = 100
"""Keys of one organisation that are good at once."""

USE_NOTED_EVERY = timedelta(minutes=1)

_MOST_REMEMBERED = 10_000


class ApiKeyService:
    """Makes, lists and revokes keys. A key may do what its maker may, and never more."""

    def __init__(
        self, database: Database, authority: Authority, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._keys = ApiKeyRepository(database)
        self._audit = AuditLog(database)
        self._authority = authority
        self._clock = clock

    async def list_keys(self, tenant_id: str) -> list[ApiKey]:
        """Every key, newest first, without its secret."""
        return [api_key_of(stored) for stored in await self._keys.list_keys(tenant_id)]

    async def create(
        self, body: NewApiKey, by: Caller, key: str | None
    ) -> tuple[CreatedApiKey, bool]:
        """Make a key; its secret is in this answer and nowhere else.

        True, and no secret, when the idempotency key's first request made it already. Raises:
        PermissionDenied, InvalidRequest, TooManyApiKeys, IdempotencyKeyReused.
        """
        for scope in body.scopes:
            by.require(scope)
        request = keyed_request(key, "create api key", body)
        if request is not None and (told := await self._told(by.tenant.id, request)) is not None:
            return told, True
        now = self._clock()
        if body.expires_at is not None and body.expires_at <= now:
            raise field_fault("expiresAt", "in_the_past", "must lie in the future")
        if await self._keys.count_active(by.tenant.id) >= MAX_ACTIVE:
            raise TooManyApiKeys(f"The organisation has {MAX_ACTIVE} keys; revoke one first.")
        secret, prefix = new_key_secret()
        stored = _stored(body, by, request, now) | {"prefix": prefix, "hash": key_hash(secret)}

        async def work(session: Session) -> None:
            await self._keys.insert(by.tenant.id, stored, session)
            await self._tell(by, "api_key.created", stored, session, made=True)

        try:
            await in_transaction(self._database, work)
        except DuplicateKeyError:
            told = None if request is None else await self._told(by.tenant.id, request)
            if told is None:
                raise
            return told, True
        return CreatedApiKey(secret=secret, api_key=api_key_of(stored)), False

    async def revoke(self, key_id: str, by: Caller) -> None:
        """End a key, in every process, with its next request. Raises: ApiKeyNotFound.

        One that is revoked already stays as it is.
        """
        now = self._clock()

        async def work(session: Session) -> None:
            stored = await self._keys.revoke(by.tenant.id, key_id, now, session)
            if stored is not None:
                await self._tell(by, "api_key.revoked", stored, session, made=False)
            elif await self._keys.get(by.tenant.id, key_id, session) is None:
                raise ApiKeyNotFound("The organisation has no such key.")

        await in_transaction(self._database, work)
        self._authority.forget("api_keys", key_id)

    async def _told(self, tenant_id: str, request: KeyedRequest) -> CreatedApiKey | None:
        """What the key's first request made, without the secret. Raises: IdempotencyKeyReused."""
        stored = await self._keys.get_by_request(tenant_id, request.key)
        if stored is None:
            return None
        check_same(stored["request"], request.hash)
        return CreatedApiKey(secret=None, api_key=api_key_of(stored))

    async def _tell(
        self, by: Caller, action: str, stored: StoredKey, session: Session, *, made: bool
    ) -> None:
        target = Target("api_key", stored["_id"], stored["name"])
        shown = {"prefix": stored["prefix"], "scopes": stored["scopes"]}
        if stored.get("expiresAt") is not None:
            shown["expiresAt"] = format_instant(stored["expiresAt"])
        before, after = ({}, shown) if made else (shown, {})
        entry = entry_of(by.tenant.id, by.by, action, target, before, after, self._clock())
        await self._audit.record(by.tenant.id, entry, session)


class KeyUse:
    """Notes when keys were used last, behind the requests and once a minute at most."""

    def __init__(self, database: Database, errands: Errands, clock: Callable[[], datetime]) -> None:
        self._keys = ApiKeyRepository(database)
        self._errands = errands
        self._clock = clock
        self._noted: dict[str, float] = {}

    def note(self, key: KeyStanding) -> None:
        """A request came with this key."""
        now = time.monotonic()
        if now - self._noted.get(key.key_id, -1e9) < USE_NOTED_EVERY.total_seconds():
            return
        if len(self._noted) >= _MOST_REMEMBERED:
            self._noted.clear()
        self._noted[key.key_id] = now
        if self._errands.has_room:
            note = self._keys.note_use(key.tenant.id, key.key_id, self._clock(), USE_NOTED_EVERY)
            self._errands.run("api_key.used", note)


def _stored(
    body: NewApiKey, by: Caller, request: KeyedRequest | None, now: datetime
) -> dict[str, object]:
    stored: dict[str, object] = {
        "_id": new_id("key"),
        "name": body.name,
        "scopes": [scope for scope in SCOPES if scope in body.scopes],
        "createdBy": {"id": by.by.actor.id, "name": by.by.actor.name},
        "createdAt": now,
        "expiresAt": body.expires_at,
    }
    return stored | ({} if request is None else {"request": request.stored()})
