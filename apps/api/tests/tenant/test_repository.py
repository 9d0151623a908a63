"""Organisations: unique slugs, documents of older versions, changes."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from cashbeat.core.mongo import prepare
from cashbeat.kit.slug import RESERVED, is_reserved
from cashbeat.tenant.documents import TenantDocument
from cashbeat.tenant.repository import SlugTaken, TenantRepository
from cashbeat.tenant.tenant import Tenant

NOW = datetime(2026, 3, 1, tzinfo=UTC)
OLD = {
    "_id": "old",
    "name": "Old",
    "timeZone": "Europe/Kyiv",
    "defaultCurrency": "UAH",
    "createdAt": NOW,
}


@pytest.fixture
async def tenants(mongo_client: Any, database: str) -> TenantRepository:
    await mongo_client[database]["tenants"].insert_one(OLD)
    await prepare(mongo_client[database], [TenantDocument])
    return TenantRepository(mongo_client[database])


async def test_what_was_created_is_read_back(tenants: TenantRepository) -> None:
    acme = Tenant("org_1", "Acme", "Asia/Tokyo", "JPY", "acme", "ja-JP")
    await tenants.create(acme, NOW)
    assert await tenants.get("org_1") == await tenants.get_by_slug("acme") == acme
    assert (acme.day_zone, acme.days.number) == ("Asia/Tokyo", 0)


@pytest.mark.parametrize("completed", [False, True])
async def test_a_document_of_an_older_version_is_read(
    tenants: TenantRepository, completed: bool
) -> None:
    if completed:
        await tenants.complete()
    old = Tenant("old", "Old", "Europe/Kyiv", "UAH", "old", "en-GB", "Europe/Kyiv", 0)
    assert await tenants.get("old") == await tenants.get_by_slug("old") == old
    assert await tenants.get_days("old") == old.days
    assert not await tenants.create_if_absent(Tenant("old", "New", "UTC", "EUR"), NOW)


async def test_many_documents_of_an_older_version_may_lack_a_slug(
    mongo_client: Any, database: str, tenants: TenantRepository
) -> None:
    await mongo_client[database]["tenants"].insert_one(OLD | {"_id": "older"})
    await tenants.complete()
    assert [tenant.slug for tenant in await tenants.list_all()] == ["old", "older"]


async def test_a_slug_is_given_once_however_many_ask_at_once(tenants: TenantRepository) -> None:
    asked = [Tenant(f"org_{n}", "Acme", "UTC", "EUR", "acme") for n in range(10)]
    results = await asyncio.gather(
        *(tenants.create(tenant, NOW) for tenant in asked), return_exceptions=True
    )
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, SlugTaken) for result in results) == 9
    with pytest.raises(SlugTaken):
        await tenants.create_if_absent(Tenant("org_x", "Acme", "UTC", "EUR", "acme"), NOW)


def test_names_that_mean_something_else_are_kept() -> None:
    assert {"www", "api", "app", "admin", "mail", "localhost"} <= RESERVED
    assert is_reserved("www")
    assert is_reserved("xn--nchen-kva")
    assert not is_reserved("acme")
