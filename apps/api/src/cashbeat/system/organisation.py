"""The organisation as its members see and change it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cashbeat.audit.entry import Target, changed, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.problem import FieldProblem
from cashbeat.contracts.system import DayRebuild, Organisation, OrganisationChange
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.kit.currency import EXPONENTS, UnknownCurrency, why_ended
from cashbeat.kit.shown import shown
from cashbeat.kit.slug import is_reserved
from cashbeat.kit.time_buckets import UnknownTimeZone, zone
from cashbeat.payment.methods import PaymentMethods
from cashbeat.rollup.recuts import RecutRepository
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

_STORED = {
    "name": "name",
    "slug": "slug",
    "default_currency": "defaultCurrency",
    "time_zone": "timeZone",
    "locale": "locale",
}
"""The settings: their names here, and stored and on the wire."""


class OrganisationService:
    """Tells who the organisation is, and changes its settings."""

    def __init__(
        self,
        database: Database,
        methods: PaymentMethods,
        clock: Callable[[], datetime],
        changed: Callable[[str], None],
    ) -> None:
        self._database = database
        self._tenants = TenantRepository(database)
        self._rollups = RollupRepository(database)
        self._recuts = RecutRepository(database)
        self._audit = AuditLog(database)
        self._methods = methods
        self._clock = clock
        self._changed = changed

    async def describe(self, tenant: Tenant) -> Organisation:
        """The organisation with its methods and the currencies it has payments in."""
        found = set(await self._rollups.list_currencies(tenant.id)) - {tenant.default_currency}
        return Organisation(
            id=tenant.id,
            name=tenant.name,
            slug=tenant.slug,
            time_zone=tenant.time_zone,
            default_currency=tenant.default_currency,
            currencies=[tenant.default_currency, *sorted(found)],
            methods=await self._methods.list_all(tenant.id),
            locale=tenant.locale,
            rebuild=await self._rebuild(tenant),
        )

    async def change(
        self, caller: Caller, body: OrganisationChange | Faulty[OrganisationChange]
    ) -> Organisation:
        """Change settings, and tell the audit log of it.

        Another time zone counts at once; the projector is asked to cut the days anew.
        Raises: InvalidRequest naming every fault, SlugTaken.
        """
        now = self._clock()
        problems = check_change(body, now)
        if problems:
            raise InvalidRequest.of(problems)
        given = {name: value for name, value in values_of(body).items() if value is not None}
        tenant_id = caller.tenant.id

        async def work(session: Session) -> Tenant:
            before, after = await self._tenants.update(
                tenant_id, {_STORED[name]: value for name, value in given.items()}, session
            )
            entry = entry_of(
                tenant_id,
                caller.by,
                "organisation.changed",
                Target("organisation", tenant_id, after.name),
                *changed(_settings(before), _settings(after)),
                now,
            )
            await self._audit.record(tenant_id, entry, session)
            return after

        after = await in_transaction(self._database, work)
        self._changed(tenant_id)
        return await self.describe(after)

    async def _rebuild(self, tenant: Tenant) -> DayRebuild:
        if tenant.time_zone == tenant.day_zone:
            return DayRebuild(state="idle", progress=1.0)
        recut = await self._recuts.get(tenant.id)
        begun = recut is not None and recut.days.zone.key == tenant.time_zone
        progress = recut.progress if recut is not None and begun else 0.0
        return DayRebuild(state="running", progress=round(progress, 3))


def check_change(
    body: OrganisationChange | Faulty[OrganisationChange], now: datetime
) -> list[FieldProblem]:
    """Every reason why the change cannot be made, those of the body's shape included."""
    problems, given = problems_of(body), values_of(body)

    def fault(field: str, code: str, message: str) -> None:
        problems.append(FieldProblem(field=field, code=code, message=message))

    slug, currency, tz = (given.get(name) for name in ("slug", "default_currency", "time_zone"))
    if slug is not None and is_reserved(slug):
        fault("slug", "slug_reserved", f"{slug!r} is kept for Cashbeat itself")
    if currency is not None and currency not in EXPONENTS:
        fault("defaultCurrency", "unknown_currency", str(UnknownCurrency(currency)))
    elif currency is not None and (reason := why_ended(currency, now)):
        fault("defaultCurrency", "currency_ended", reason)
    if tz is not None:
        try:
            zone(tz)
        except UnknownTimeZone:
            message = f"{shown(tz)!r} is not an IANA time zone (try Europe/Kyiv or UTC)"
            fault("timeZone", "unknown_time_zone", message)
    return problems


def _settings(tenant: Tenant) -> dict[str, Any]:
    return {stored: getattr(tenant, name) for name, stored in _STORED.items()}
