"""The daily digest: in the morning of the organisation, once, and late rather than never."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import jwt
import pytest

from cashbeat.contracts.notification import Notification, NotificationAmount
from cashbeat.core.mongo import in_transaction
from cashbeat.notification.digest import Digests, last_morning
from cashbeat.notification.happening import Happening
from cashbeat.notification.wording import sentence_of
from cashbeat.notification.writer import NotificationWriter
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

pytestmark = pytest.mark.asyncio(loop_scope="module")

BERLIN = Tenant("demo", "Demo", "Europe/Berlin", "EUR")
MONDAY = datetime(2026, 11, 30, 12, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def digests(api: Any, now: datetime) -> Digests:
    clock: Callable[[], datetime] = lambda: now  # noqa: E731
    return Digests(api.database, "https://cash.example", clock, 2)


async def tell(api: Any, customer: str, when: datetime, amount: int = 1_000) -> None:
    tenant = await TenantRepository(api.database).get("demo")
    assert tenant is not None
    happening = Happening("payment_received", when, customer, customer, amount, "EUR")

    async def work(session: Any) -> None:
        writer = NotificationWriter(api.database)
        await writer.add("demo", [happening], when, tenant.zone, session)

    await in_transaction(api.database, work)


async def chooser(api: Any, *, in_app: bool, told_to: datetime) -> tuple[str, dict[str, str]]:
    """A member who wants received payments by e-mail, and was told up to a moment."""
    headers = await api.sign_in("agent")
    token = headers["Authorization"].split()[1]
    user_id = jwt.decode(token, options={"verify_signature": False})["sub"]
    change = {"items": [{"type": "payment_received", "inApp": in_app, "email": True}]}
    answer = await api.http.patch("/api/notifications/preferences", json=change, headers=headers)
    assert answer.status_code == 200, answer.text
    await api.database["notification_preferences"].update_one(
        {"userId": user_id}, {"$set": {"digestTo": told_to}}
    )
    return user_id, headers


async def mails(api: Any, user_id: str) -> list[Any]:
    user = await api.database["users"].find_one({"_id": user_id})
    return [each async for each in api.database["mails"].find({"to": user["email"]})]


async def test_it_is_written_in_the_morning_once_and_tells_of_what_came_since(api: Any) -> None:
    who, headers = await chooser(api, in_app=True, told_to=at(26, 7))
    await tell(api, "Early Ltd", at(26, 6, 59))
    await tell(api, "Ada Ltd", at(26, 9))
    await tell(api, "Bo Ltd", at(27, 6, 59))
    assert await digests(api, at(27, 6, 59)).write_due() == 0
    assert await digests(api, at(27, 7, 1)).write_due() == 1
    assert await digests(api, at(27, 7, 2)).write_due() == 0
    (mail,) = await mails(api, who)
    assert mail["subject"] == "2 notifications from Demo Organisation"
    assert "- Bo Ltd paid 10.00 EUR\n- Ada Ltd paid 10.00 EUR\n" in mail["text"]
    assert "Early" not in mail["text"]
    assert "https://cash.example/notifications" in mail["text"]
    page = (await api.http.get("/api/notifications", headers=headers)).json()
    assert len(page["items"]) == 3


async def test_mornings_on_which_nobody_worked_are_made_up_for_by_one(api: Any) -> None:
    who, headers = await chooser(api, in_app=False, told_to=at(20, 7))
    for number in range(3):
        await tell(api, f"Late {number}", at(21 + number, 12))
    assert await digests(api, at(28, 15)).write_due() >= 1
    (mail,) = await mails(api, who)
    assert mail["subject"] == "3 notifications from Demo Organisation"
    page = (await api.http.get("/api/notifications", headers=headers)).json()
    assert (page["items"], page["unread"]) == ([], 0), "by e-mail alone"


async def test_nobody_is_written_to_without_news_or_after_they_left(api: Any) -> None:
    idle, _ = await chooser(api, in_app=True, told_to=at(28, 7))
    gone, _ = await chooser(api, in_app=True, told_to=at(28, 7))
    await api.database["notifications"].delete_many({"userId": idle})
    await tell(api, "Cy Ltd", at(28, 8))
    await api.database["notifications"].delete_many({"userId": idle})
    await api.database["memberships"].delete_one({"userId": gone})
    await digests(api, at(29, 9)).write_due()
    assert (await mails(api, idle), await mails(api, gone)) == ([], [])
    found = await api.database["notification_preferences"].find_one({"userId": idle})
    assert found["digestTo"] == at(29, 7)


async def test_a_morning_is_that_of_the_zone_also_when_clocks_change() -> None:
    assert last_morning(BERLIN, MONDAY) == at(30, 7)
    assert last_morning(BERLIN, at(30, 6, 59)) == at(29, 7)
    summer = datetime(2026, 10, 25, 5, tzinfo=UTC)
    assert last_morning(BERLIN, summer) == datetime(2026, 10, 24, 6, tzinfo=UTC)
    assert last_morning(BERLIN, summer + timedelta(hours=2)) == datetime(
        2026, 10, 25, 7, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"type": "payment_received"}, "Ada Ltd paid 1,120.50 EUR"),
        ({"type": "payment_received", "count": 3}, "3 payments of Ada Ltd: 1,120.50 EUR"),
        ({"type": "payment_refunded"}, "1,120.50 EUR given back to Ada Ltd"),
        (
            {"type": "payment_overdue", "due_date": date(2026, 11, 28)},
            "Ada Ltd is overdue: 1,120.50 EUR was due on 2026-11-28",
        ),
        (
            {"type": "payment_overdue", "count": 9, "customer_name": None},
            "9 customers are overdue: 1,120.50 EUR",
        ),
        ({"type": "customer_added"}, "New customer Ada Ltd, owing 1,120.50 EUR"),
        ({"type": "customer_added", "count": 9, "amounts": []}, "9 new customers"),
        (
            {"type": "import_finished", "file_name": "a.xlsx", "count": 1},
            "1 customer imported from a.xlsx",
        ),
        (
            {"type": "import_finished", "count": 2_500},
            "2,500 customers imported from several files",
        ),
    ],
)
async def test_sentences_say_what_happened(fields: dict[str, Any], sentence: str) -> None:
    given: dict[str, Any] = {
        "id": "x",
        "at": MONDAY,
        "first_at": MONDAY,
        "count": 1,
        "read": False,
        "archived": False,
        "customer_id": "cus_1",
        "customer_name": "Ada Ltd",
        "amounts": [NotificationAmount(amount=Decimal("1120.50"), currency="EUR")],
        "payment_id": None,
        "due_date": None,
        "import_id": None,
        "file_name": None,
    }
    assert sentence_of(Notification(**(given | fields))) == sentence
