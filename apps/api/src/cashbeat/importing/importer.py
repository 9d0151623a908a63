"""For which organisation a command imports, and who the audit log says that did it."""

from datetime import UTC, datetime

import typer

from cashbeat.core.mongo import Database
from cashbeat.core.settings import Settings
from cashbeat.identity.demo.demo import found_demo
from cashbeat.identity.gate.authority import Authority
from cashbeat.payment.methods import PaymentMethods
from cashbeat.tenant.caller import SYSTEM_ID, Actor, Provenance
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

COMMAND = Actor("system", SYSTEM_ID, "cashbeat payments import")
"""Somebody on the server itself, who needs no key: they could write to the database as well."""

_NEEDED = "payments:import"


async def find_importer(
    database: Database, settings: Settings, api_key: str | None, chosen: str | None
) -> tuple[Tenant, Provenance]:
    """The key's organisation; without a key the chosen one, else the only one.

    In a development copy where nothing ever happened the demo's organisation is made.
    Raises: BadParameter.
    """
    if api_key is None and settings.api_key is not None:
        api_key = settings.api_key.get_secret_value()
    tenants = TenantRepository(database)
    if api_key is not None:
        tenant, by = await _of_key(database, api_key.strip())
        if chosen is not None and chosen not in {tenant.id, tenant.slug}:
            raise typer.BadParameter(
                f"--tenant {chosen}: the API key is one of {tenant.name} ({tenant.id})"
            )
        return tenant, by
    if chosen is not None:
        found = await tenants.get(chosen) or await tenants.get_by_slug(chosen)
    else:
        found = await _only_one(tenants, database, settings)
    if found is None:
        there = _listed(await tenants.list_all())
        raise typer.BadParameter(f"--tenant {chosen}: there is no such organisation{there}")
    return found, Provenance(COMMAND)


async def _of_key(database: Database, secret: str) -> tuple[Tenant, Provenance]:
    """The organisation of a key that is good and may import."""
    # Not started, it remembers nothing: it looks into the database.
    key = await Authority(database, database, lambda: datetime.now(UTC), 1).api_key(secret)
    if key is None:
        raise typer.BadParameter(
            "the API key is none of this installation, revoked or expired: make one under "
            "Settings, API keys, or leave it out and say --tenant"
        )
    if _NEEDED not in key.permissions:
        raise typer.BadParameter(
            f"the API key {key.name} may not import: it lacks the scope {_NEEDED}"
        )
    return key.tenant, Provenance(key.actor)


async def _only_one(tenants: TenantRepository, database: Database, settings: Settings) -> Tenant:
    all_of_them = await tenants.list_all()
    if len(all_of_them) == 1:
        return all_of_them[0]
    if all_of_them:
        raise typer.BadParameter(
            f"say for which organisation, with --tenant or an API key{_listed(all_of_them)}"
        )
    if not settings.demo:
        raise typer.BadParameter(
            f"there is no organisation yet: open {settings.public_url} and create the first account"
        )
    methods = PaymentMethods(database)
    return await found_demo(settings, database, methods.create_defaults, datetime.now(UTC))


def _listed(tenants: list[Tenant]) -> str:
    return "".join(f"\n  {tenant.id}  {tenant.slug}  {tenant.name}" for tenant in tenants)
