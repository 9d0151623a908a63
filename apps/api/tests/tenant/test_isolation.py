"""No organisation sees another's payments: not by header, not by id, not by any question."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.totals import StoredTotals
from cashbeat.contracts.payment import CompletePayment, NewPayment, PaymentBatch, RefundPayment
from cashbeat.core.cursor import InvalidCursor
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.importing.repository import ImportRepository
from cashbeat.payment.batch import PaymentBatchService
from cashbeat.payment.counting import PaymentCounts
from cashbeat.payment.errors import PaymentMethodNotFound, PaymentNotFound
from cashbeat.payment.filter import PaymentFilter, PaymentSort
from cashbeat.payment.history import EventHistory, event_pages
from cashbeat.payment.listing import PaymentListing
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.service import PaymentService
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OURS, THEIRS = "north", "south"


def tenant_of(tenant_id: str) -> Tenant:
    return Tenant(tenant_id, tenant_id, "Europe/Berlin", "EUR")


def without_ids(answer: Any) -> dict[str, Any]:
    """A problem without what differs between any two answers."""
    body: dict[str, Any] = answer.json()
    body.pop("requestId")
    return body


PATHS = [
    ("GET", "/api/payments"),
    ("GET", "/api/payments.csv"),
    ("GET", "/api/payments/events"),
    ("GET", "/api/payments/pay_x"),
    ("POST", "/api/payments/pay_x/complete"),
    ("POST", "/api/payments/import"),
    ("GET", "/api/payments/imports/imp_x"),
    ("GET", "/api/payments/imports/imp_x/bad-rows.csv"),
    ("POST", "/api/customers/import"),
    ("GET", "/api/customers/import/cim_x"),
    ("GET", "/api/customers/import/cim_x/errors.xlsx"),
    ("GET", "/api/payment-methods"),
    ("GET", "/api/organisation"),
    ("GET", "/api/analytics/metrics"),
    ("GET", "/api/analytics/trends"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
async def test_another_organisation_answers_like_one_that_is_not(
    api: Any, method: str, path: str
) -> None:
    existing = Tenant("existing", "Existing", "UTC", "EUR")
    await TenantRepository(api.database).create_if_absent(existing, NOW)
    answers = [
        await api.http.request(method, path, headers={"X-Tenant-Id": chosen})
        for chosen in ("existing", "no-such-tenant", "", "DEMO", "demo ,existing", "$ne")
    ]
    for answer in answers:
        assert answer.status_code == 404
        assert without_ids(answer) == without_ids(answers[1])
        assert answer.json()["code"] == "tenant_not_found"


async def test_the_header_may_name_ones_own_organisation(api: Any) -> None:
    answer = await api.http.get("/api/organisation", headers={"X-Tenant-Id": "demo"})
    assert (answer.status_code, answer.json()["id"]) == (200, "demo")


async def test_a_foreign_payment_answers_like_one_that_is_not(api: Any) -> None:
    service = PaymentService(
        PaymentRepository(api.database), PaymentMethods(api.database), lambda: NOW
    )
    await PaymentMethods(api.database).create_defaults(THEIRS, NOW)
    body = NewPayment.model_validate({"amount": 1, "currency": "EUR", "method": "card"})
    foreign, _ = await service.create(THEIRS, body)
    absent = "pay_" + "0" * 26
    for method, end, sent in [
        ("GET", "", None),
        ("POST", "/complete", {}),
        ("POST", "/fail", {"failureCode": "x"}),
        ("POST", "/refund", {"amount": 1}),
        ("POST", "/retry", {}),
    ]:
        found = [
            await api.http.request(method, f"/api/payments/{payment_id}{end}", json=sent)
            for payment_id in (foreign.id, absent)
        ]
        assert [answer.status_code for answer in found] == [404, 404]
        told = [str(without_ids(answer)) for answer in found]
        assert told[0].replace(foreign.id, absent) == told[1]
    assert (await service.get(THEIRS, foreign.id)).version == 1
    listed = (await api.http.get("/api/payments", params={"q": foreign.id})).json()
    assert (listed["items"], listed["total"]) == ([], 0)


async def test_a_foreign_import_answers_like_one_that_is_not(api: Any) -> None:
    imports = ImportRepository(api.database)
    await imports.create(THEIRS, "imp_foreign", {"state": "done", "badRowsPieces": 1})
    await imports.insert_bad_rows(THEIRS, "imp_foreign", 0, b"a payment of theirs")
    for end in ("", "/bad-rows.csv"):
        found = [
            await api.http.get(f"/api/payments/imports/{import_id}{end}")
            for import_id in ("imp_foreign", "imp_absent")
        ]
        assert [answer.status_code for answer in found] == [404, 404]
        assert without_ids(found[0]) == without_ids(found[1])
    with pytest.raises(LookupError):
        await imports.get_bad_rows(OURS, "imp_foreign", 0)
    assert await imports.get_bad_rows(THEIRS, "imp_foreign", 0) == b"a payment of theirs"


async def test_a_foreign_import_of_customers_answers_like_one_that_is_not(api: Any) -> None:
    stored = {"_id": "cim_foreign", "tenantId": THEIRS, "state": "ready", "run": "run_foreign"}
    counts = {"rows": 1, "bad": 1, "create": 0, "amounts": {}}
    await api.database["customer_imports"].insert_one(stored | {"revision": 1, "counts": counts})
    parts = ImportPartRepository(api.database)
    shown = {"run_foreign|bad|00000002": {"secret": "of theirs"}}
    await parts.add_rows(THEIRS, "cim_foreign", shown, NOW)
    await parts.add_piece(THEIRS, "cim_foreign", "run_foreign|good|0000000", b"theirs", NOW)
    for method, end, sent in [
        ("GET", "", None),
        ("GET", "/rows?outcome=bad", None),
        ("GET", "/errors.xlsx", None),
        ("PATCH", "", {"leaveOut": [2]}),
        ("POST", "/commit", {}),
        ("POST", "/undo", None),
        ("DELETE", "", None),
    ]:
        found = [
            await api.http.request(method, f"/api/customers/import/{import_id}{end}", json=sent)
            for import_id in ("cim_foreign", "cim_absent")
        ]
        assert [answer.status_code for answer in found] == [404, 404], (method, end)
        assert without_ids(found[0]) == without_ids(found[1])
    assert (await api.http.get("/api/customers/import")).json()["items"] == []
    assert await parts.list_rows(OURS, "run_foreign", "bad", "", 10) == []
    assert await parts.get_piece(OURS, "run_foreign|good|0000000") is None
    await parts.delete_runs(OURS, "cim_foreign")
    assert len(await parts.list_rows(THEIRS, "run_foreign", "bad", "", 10)) == 1


async def test_no_question_finds_anothers_payments(api: Any) -> None:
    database = api.database
    await database["payments"].delete_many({"tenantId": THEIRS})
    payments, methods = PaymentRepository(database), PaymentMethods(database)
    service = PaymentService(payments, methods, lambda: NOW)
    batches = PaymentBatchService(payments, methods, lambda: NOW)
    rollups = RollupRepository(database)
    reader = SpanReader(rollups, PaymentCounts(database), TenantRepository(database))
    totals = StoredTotals(reader, rollups, lambda: NOW)
    listing, history = PaymentListing(payments, totals), EventHistory(database, payments)
    for tenant in (OURS, THEIRS):
        await methods.create_defaults(tenant, NOW)
    item = {"amount": 1, "currency": "EUR", "method": "card", "customerId": "c", "externalId": "e"}
    foreign, _ = await service.create(THEIRS, NewPayment.model_validate(item), "secret")
    batch = PaymentBatch.model_validate({"items": [item] * 3})
    await batches.create(THEIRS, batch, "hidden")
    await database["payment_events"].insert_many(event_pages(THEIRS, 1, [(foreign.id, 1)]))
    await database["tenant_sequences"].insert_one({"_id": THEIRS, "seq": 1})

    everything = PaymentFilter()
    assert await payments.get(OURS, foreign.id) is None
    assert await payments.get_by_key(OURS, "k:secret") is None
    assert await payments.list_by_keys(OURS, ["k:secret", "k:hidden", "b:hidden 1"]) == []
    assert await payments.list_by_ids(OURS, [foreign.id]) == []
    assert await payments.count_up_to(OURS, everything, 9, 5) == 0
    assert await totals.count(tenant_of(OURS), everything) == 0
    assert await payments.update_step(OURS, foreign.id, 1, {"$set": {"status": "failed"}}) is None
    for text in ("e", foreign.id):
        search = PaymentFilter(text=text)
        assert await payments.list_page(THEIRS, search, PaymentSort.NEWEST, 1) != []
        assert await payments.list_page(OURS, search, PaymentSort.NEWEST, 1) == []
    for sort in PaymentSort:
        assert await payments.list_page(OURS, everything, sort, 10) == []
        count, found = await payments.read(OURS, everything, sort)
        assert (count, [stored async for stored in found]) == (0, [])
    counted = await PaymentCounts(database).sum_between(
        OURS, "EUR", NOW - timedelta(days=1), NOW + timedelta(days=1)
    )
    assert counted == {}
    assert (await history.latest_seq(OURS), await history.oldest_seq(OURS)) == (0, 0)
    assert await history.list_after(OURS, 0, 10) == []
    assert await history.list_before(OURS, None, 10) == []
    for refused in (
        service.get(OURS, foreign.id),
        service.complete(OURS, foreign.id, CompletePayment(), None),
        service.refund(OURS, foreign.id, RefundPayment(), None),
    ):
        with pytest.raises(PaymentNotFound):
            await refused
    page = await listing.page(tenant_of(THEIRS), everything, PaymentSort.NEWEST, 1, None)
    with pytest.raises(InvalidCursor):
        await listing.page(tenant_of(OURS), everything, PaymentSort.NEWEST, 1, page.next_cursor)
    stored = await payments.get(THEIRS, foreign.id)
    assert stored is not None
    assert (stored["status"], stored["version"]) == ("pending", 1)
    assert await payments.count_up_to(THEIRS, everything, 9, 5) == 4


async def test_a_payment_of_another_organisation_is_never_written(api: Any) -> None:
    payments = PaymentRepository(api.database)
    stored = await api.database["payments"].find_one({"tenantId": THEIRS})
    with pytest.raises(ValueError, match="another tenant"):
        await payments.insert(OURS, stored)
    with pytest.raises(ValueError, match="another tenant"):
        await payments.insert_many(OURS, [stored])


async def test_methods_are_an_organisations_own(api: Any) -> None:
    methods = PaymentMethods(api.database)
    for tenant in (OURS, THEIRS):
        await methods.create_defaults(tenant, NOW)
    await methods.create(THEIRS, "barter", "Barter", NOW)
    await methods.update(THEIRS, "cash", None, active=False, now=NOW)
    assert not await methods.is_active(OURS, "barter")
    assert await methods.is_active(OURS, "cash")
    assert "barter" not in {method.code for method in await methods.list_all(OURS)}
    with pytest.raises(PaymentMethodNotFound):
        await methods.update(OURS, "barter", "Ours", active=None, now=NOW)
    assert (await methods.create(OURS, "barter", "Ours", NOW)).name == "Ours"
