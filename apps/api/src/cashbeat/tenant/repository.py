"""Questions asked of the organisations."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from cashbeat.core.errors import CashbeatError
from cashbeat.core.mongo import Database
from cashbeat.kit.time_buckets import zone
from cashbeat.tenant.tenant import DEFAULT_LOCALE, DayCut, Tenant


class SlugTaken(CashbeatError):
    """Another organisation has that name in addresses."""

    status = 409
    code = "slug_taken"
    title = "Slug taken"


class TenantRepository:
    """Reads, creates and changes organisations."""

    def __init__(self, database: Database) -> None:
        self._tenants = database["tenants"]

    async def get(self, tenant_id: str, session: AsyncClientSession | None = None) -> Tenant | None:
        """The organisation of that id."""
        stored = await self._tenants.find_one({"_id": tenant_id}, session=session)
        return None if stored is None else tenant_of(stored)

    async def get_by_slug(self, slug: str) -> Tenant | None:
        """The organisation of that name in addresses."""
        stored = await self._tenants.find_one({"slug": slug})
        if stored is None:  # one of an older version, whose slug is its id
            stored = await self._tenants.find_one({"_id": slug, "slug": None})
        return None if stored is None else tenant_of(stored)

    async def get_days(self, tenant_id: str) -> DayCut | None:
        """Which day documents count at present; None without such an organisation."""
        stored = await self._tenants.find_one({"_id": tenant_id}, _DAYS)
        if stored is None:
            return None
        return DayCut(zone(stored.get("dayZone", stored["timeZone"])), stored.get("dayCut", 0))

    async def list_all(self) -> list[Tenant]:
        """Every organisation, for the projector's zones."""
        return [tenant_of(stored) async for stored in self._tenants.find({}).sort("_id", 1)]

    async def list_by_ids(self, tenant_ids: Sequence[str]) -> list[Tenant]:
        """The organisations of those ids, in no order."""
        found = self._tenants.find({"_id": {"$in": list(tenant_ids)}})
        return [tenant_of(stored) async for stored in found]

    async def list_recut(self) -> list[Tenant]:
        """Organisations whose zone was changed, and whose days are not cut in it yet."""
        return [tenant_of(stored) async for stored in self._tenants.find({"recut": True})]

    async def create_if_absent(self, tenant: Tenant, now: datetime) -> bool:
        """Insert the organisation; False when its id is taken already. Raises: SlugTaken."""
        fields = _stored(tenant, now)
        del fields["_id"]
        try:
            result = await self._tenants.update_one(
                {"_id": tenant.id}, {"$setOnInsert": fields}, upsert=True
            )
        except DuplicateKeyError as error:
            raise _slug_taken(tenant.slug, error) from None
        return result.upserted_id is not None

    async def create(
        self, tenant: Tenant, now: datetime, session: AsyncClientSession | None = None
    ) -> None:
        """Insert a new organisation. Raises: SlugTaken."""
        try:
            await self._tenants.insert_one(_stored(tenant, now), session=session)
        except DuplicateKeyError as error:
            raise _slug_taken(tenant.slug, error) from None

    async def update(
        self, tenant_id: str, changes: Mapping[str, Any], session: AsyncClientSession
    ) -> tuple[Tenant, Tenant]:
        """Set stored fields; the organisation before and after. Raises: SlugTaken.

        With another `timeZone` the projector is asked to cut the days anew; till then `dayZone`
        says which zone they are cut in.
        """
        fields: dict[str, Any] = {name: {"$literal": value} for name, value in changes.items()}
        if "timeZone" in changes:
            fields["dayZone"] = {"$ifNull": ["$dayZone", "$timeZone"]}
            fields["recut"] = True
        try:
            stored = await self._tenants.find_one_and_update(
                {"_id": tenant_id},
                [{"$set": fields}],
                return_document=ReturnDocument.BEFORE,
                session=session,
            )
        except DuplicateKeyError as error:
            raise _slug_taken(changes.get("slug", ""), error) from None
        if stored is None:  # organisations are never deleted
            raise LookupError(f"there is no organisation {tenant_id!r}")
        before = tenant_of(stored)
        return before, tenant_of(stored | {"dayZone": before.day_zone} | dict(changes))

    async def set_days(self, tenant_id: str, days: DayCut, session: AsyncClientSession) -> bool:
        """Let these days count, unless the time zone is another one by now. The projector's."""
        result = await self._tenants.update_one(
            {"_id": tenant_id, "timeZone": days.zone.key},
            {"$set": {"dayZone": days.zone.key, "dayCut": days.number}, "$unset": {"recut": ""}},
            session=session,
        )
        return result.matched_count == 1

    async def end_recut(self, tenant_id: str, session: AsyncClientSession) -> None:
        """The wanted days count, if nobody wants others by now. The projector's."""
        await self._tenants.update_one(
            {"_id": tenant_id, "recut": True, "$expr": {"$eq": ["$timeZone", "$dayZone"]}},
            {"$unset": {"recut": ""}},
            session=session,
        )

    async def complete(self) -> None:
        """Give organisations of older versions what their documents lack."""
        await self._tenants.update_many(
            {"$or": [{name: {"$exists": False}} for name in ("slug", "locale", "dayZone")]},
            [
                {
                    "$set": {
                        "slug": {"$ifNull": ["$slug", "$_id"]},
                        "locale": {"$ifNull": ["$locale", DEFAULT_LOCALE]},
                        "dayZone": {"$ifNull": ["$dayZone", "$timeZone"]},
                    }
                }
            ],
        )


_DAYS = {"timeZone": 1, "dayZone": 1, "dayCut": 1}


def tenant_of(stored: Mapping[str, Any]) -> Tenant:
    """An organisation of its document, which may be of an older version."""
    return Tenant(
        id=stored["_id"],
        name=stored["name"],
        time_zone=stored["timeZone"],
        default_currency=stored["defaultCurrency"],
        slug=stored.get("slug", ""),
        locale=stored.get("locale", DEFAULT_LOCALE),
        day_zone=stored.get("dayZone", ""),
        day_cut=stored.get("dayCut", 0),
    )


def _stored(tenant: Tenant, now: datetime) -> dict[str, Any]:
    return {
        "_id": tenant.id,
        "name": tenant.name,
        "timeZone": tenant.time_zone,
        "defaultCurrency": tenant.default_currency,
        "createdAt": now,
        "slug": tenant.slug,
        "locale": tenant.locale,
        "dayZone": tenant.day_zone,
    }


def _slug_taken(slug: str, error: DuplicateKeyError) -> Exception:
    """SlugTaken, when it is the slug that is there already; else the error itself."""
    if "slug" not in ((error.details or {}).get("keyPattern") or {}):
        return error
    return SlugTaken(f"Another organisation is called {slug!r} in addresses; choose another slug.")
