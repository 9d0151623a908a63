"""The seed through a fake API: complete, once, in order, and able to go on where it broke off."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.responses import JSONResponse, Response

from cashbeat.seed import client as client_module
from cashbeat.seed.client import ApiClient
from cashbeat.seed.history import History
from cashbeat.seed.seeder import HistoryRefused, Seeder, Tally, missing_part

HISTORY = History(
    until=datetime(2026, 11, 21, 16, 20, tzinfo=UTC),
    tz=ZoneInfo("Europe/Berlin"),
    days=12,
    per_day=40,
)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "BASE_DELAY", 0.001)


async def record(client: ApiClient, history: History = HISTORY) -> Tally:
    return await Seeder(client, history, lambda _: None).run()


def planned(history: History = HISTORY) -> list[Any]:
    return [payment for day in history.all_days() for payment in history.payments_of(day)]


async def test_everything_is_recorded_once_in_order(api: Any, client: ApiClient) -> None:
    reports: list[int] = []
    tally = await Seeder(client, HISTORY, lambda so_far: reports.append(so_far.days)).run()

    assert [each["createdAt"] for each in api.payments] == [
        payment.to_request()["createdAt"] for payment in planned()
    ]
    assert tally.created == len(api.payments)
    assert tally.steps == sum(len(payment.steps) for payment in planned())
    assert tally.skipped == tally.replayed == 0
    assert reports == list(range(1, 13))
    taken = sum(api.requests[kind] for kind in ("complete", "fail", "retry", "refund"))
    assert taken == tally.steps > 5


async def test_lost_answers_record_nothing_twice(api: Any, client: ApiClient) -> None:
    for after in (True, False, True):
        api.break_next(Response(status_code=503), after=after)
    tally = await record(client)
    assert len(api.payments) == len(planned()) == tally.created + tally.replayed


async def test_running_again_adds_nothing(api: Any, client: ApiClient) -> None:
    await record(client)
    before = [dict(payment) for payment in api.payments]
    tally = await record(client)
    assert api.payments == before
    assert (tally.created, tally.replayed) == (0, len(before))


async def test_running_again_later_the_same_day_adds_the_new_hours_only(
    api: Any, client: ApiClient
) -> None:
    await record(client)
    later = replace(HISTORY, until=HISTORY.until + timedelta(hours=3))
    await record(client, later)
    keys = [(each["createdAt"], each.get("externalId")) for each in api.payments]
    wanted = {(each.to_request()["createdAt"], each.external_id) for each in planned(later)}
    assert len(keys) == len(set(keys))
    assert set(keys) <= wanted
    assert len(wanted - set(keys)) <= 5


async def test_a_refused_item_stops_the_seed_with_its_reason(api: Any, client: ApiClient) -> None:
    error = {"field": "method", "code": "unknown_method", "message": "no such method"}
    items = [{"index": 0, "status": 422, "payment": None, "errors": [error]}]
    refusal = {"created": 0, "replayed": 0, "refused": 1, "items": items}
    api.break_next(JSONResponse(refusal))
    with pytest.raises(HistoryRefused, match="item 0, method: no such method"):
        await record(client)


async def test_a_step_that_came_too_late_is_skipped(
    api: Any, client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = api._step

    async def conflict(request: Any) -> Response:
        await original(request)
        return JSONResponse({"code": "illegal_transition", "detail": "too late"}, 409)

    for route in api.app.router.routes:
        if route.path == "/api/payments/{id}/{step}":
            monkeypatch.setattr(route, "app", _endpoint(conflict))
    tally = await record(client)
    assert tally.steps == 0
    assert tally.skipped == sum(len(payment.steps) for payment in planned())


def _endpoint(function: Any) -> Any:
    from starlette.routing import request_response

    return request_response(function)


async def test_an_empty_organisation_lacks_everything(client: ApiClient) -> None:
    assert await missing_part(client, HISTORY) == (HISTORY, HISTORY.first_day)


async def test_somebody_elses_payments_are_left_alone(api: Any, client: ApiClient) -> None:
    theirs = {"amount": 5, "currency": "EUR", "method": "card"}
    await client.post("/api/payments", theirs | {"createdAt": "2026-11-12T09:00:00.000Z"}, "a")
    assert await missing_part(client, HISTORY) is None
    await client.post("/api/payments", theirs | {"createdAt": "2026-01-01T09:00:00.000Z"}, "b")
    assert await missing_part(client, HISTORY) is None
    assert len(api.payments) == 2


async def test_a_whole_history_lacks_nothing(client: ApiClient) -> None:
    await record(client)
    assert await missing_part(client, HISTORY) is None
    tomorrow = replace(HISTORY, until=HISTORY.until + timedelta(days=1))
    assert await missing_part(client, tomorrow) is None


@pytest.mark.parametrize("taken_up", [timedelta(hours=1), timedelta(days=2)])
async def test_a_broken_off_history_is_taken_up(
    api: Any, client: ApiClient, taken_up: timedelta
) -> None:
    stopped_at = asyncio.Event()

    def report(so_far: Tally) -> None:
        if so_far.days == 7:
            stopped_at.set()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await Seeder(client, HISTORY, report).run()
    assert stopped_at.is_set()
    there = len(api.payments)

    missing = await missing_part(client, replace(HISTORY, until=HISTORY.until + taken_up))
    assert missing is not None
    rest, first_day = missing
    assert rest.last_day == HISTORY.last_day
    tally = await Seeder(client, rest, lambda _: None).run(first_day)

    assert tally.replayed == there
    assert len(api.payments) == len(planned(rest))
