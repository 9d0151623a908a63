"""What people do with saved views: list, make, change and take away."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import Target, changed, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.view import NewView, View, ViewChange, ViewPage
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import Caller
from cashbeat.view.errors import TooManyViews, ViewNameTaken, ViewNotFound
from cashbeat.view.repository import StoredView, ViewRepository
from cashbeat.view.wire import SHARING, needed, told_of, view_of

MAX_VIEWS = 100
"""Views of one person in one organisation."""


class ViewService:
    """Keeps views, and tells the audit log of every change."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._views = ViewRepository(database)
        self._audit = AuditLog(database)
        self._clock = clock

    async def list_views(self, by: Caller, page: ViewPage | None) -> list[View]:
        """The caller's own views and the shared ones, by name."""
        found = await self._views.list_seen(by.tenant.id, by.by.actor.id, page)
        return [view_of(stored, by) for stored in found]

    async def create(self, body: NewView, by: Caller, key: str | None) -> tuple[View, bool]:
        """Save a view; True when the key's first request made it already.

        Raises: PermissionDenied, ViewNameTaken, TooManyViews, IdempotencyKeyReused.
        """
        if body.shared:
            by.require(SHARING)
        request = keyed_request(key, "create view", body)
        if (told := await self._told(by, request)) is not None:
            return told, True
        if await self._views.count_of(by.tenant.id, by.by.actor.id) >= MAX_VIEWS:
            raise TooManyViews(f"You have {MAX_VIEWS} views here; delete one first.")
        stored = _stored(body, by, request, self._clock())

        async def work(session: Session) -> None:
            await self._views.insert(by.tenant.id, stored, session)
            await self._tell(by, "view.created", stored, {}, told_of(stored), session)

        try:
            await in_transaction(self._database, work)
        except DuplicateKeyError:
            if (told := await self._told(by, request)) is not None:
                return told, True
            raise _taken(body.name) from None
        return view_of(stored, by), False

    async def change(self, view_id: str, body: ViewChange, by: Caller) -> View:
        """Rename a view, point it elsewhere, share it or share it no more.

        Raises: ViewNotFound, PermissionDenied, ViewNameTaken.
        """
        if body.shared:
            by.require(SHARING)

        async def work(session: Session) -> StoredView:
            stored = await self._get(view_id, by, session)
            after = {**stored, **_given(body)}
            if told_of(after) == told_of(stored):
                return stored
            changes = _given(body) | {"updatedAt": self._clock()}
            if stored["ownerId"] == by.by.actor.id:
                changes["ownerName"] = by.by.actor.name
            found = await self._views.update(by.tenant.id, view_id, changes, session)
            if found is None:
                raise _absent()
            told = changed(told_of(stored), told_of(found))
            await self._tell(by, "view.changed", found, *told, session)
            return found

        try:
            return view_of(await in_transaction(self._database, work), by)
        except DuplicateKeyError:
            raise _taken(body.name or "") from None

    async def delete(self, view_id: str, by: Caller) -> None:
        """Take a view away. Raises: ViewNotFound, PermissionDenied."""

        async def work(session: Session) -> None:
            stored = await self._get(view_id, by, session)
            await self._views.delete(by.tenant.id, view_id, session)
            await self._tell(by, "view.deleted", stored, told_of(stored), {}, session)

        await in_transaction(self._database, work)

    async def _get(self, view_id: str, by: Caller, session: Session) -> StoredView:
        """A view that the caller may change."""
        stored = await self._views.get_seen(by.tenant.id, by.by.actor.id, view_id, session)
        if stored is None:
            raise _absent()
        permission = needed(stored, by)
        if permission is not None:
            by.require(permission)
        return stored

    async def _told(self, by: Caller, request: KeyedRequest | None) -> View | None:
        """What the key's first request made. Raises: IdempotencyKeyReused."""
        if request is None:
            return None
        stored = await self._views.get_by_request(by.tenant.id, by.by.actor.id, request.key)
        if stored is None:
            return None
        check_same(stored["request"], request.hash)
        return view_of(stored, by)

    async def _tell(
        self,
        by: Caller,
        action: str,
        stored: StoredView,
        before: Any,
        after: Any,
        session: Session,
    ) -> None:
        target = Target("view", stored["_id"], stored["name"])
        entry = entry_of(by.tenant.id, by.by, action, target, before, after, self._clock())
        await self._audit.record(by.tenant.id, entry, session)


def _stored(
    body: NewView, by: Caller, request: KeyedRequest | None, now: datetime
) -> dict[str, Any]:
    stored = {
        "_id": new_id("view"),
        "ownerId": by.by.actor.id,
        "ownerName": by.by.actor.name,
        "page": body.page,
        "name": body.name,
        "nameKey": body.name.casefold(),
        "query": body.query,
        "shared": body.shared,
        "createdAt": now,
        "updatedAt": now,
    }
    return stored | ({} if request is None else {"request": request.stored()})


def _given(body: ViewChange) -> dict[str, Any]:
    given = body.model_dump(exclude_none=True)
    return given | ({"nameKey": body.name.casefold()} if body.name is not None else {})


def _absent() -> ViewNotFound:
    return ViewNotFound("There is no such view.")


def _taken(name: str) -> ViewNameTaken:
    return ViewNameTaken(f"There is a view {name!r} of this page already.")
