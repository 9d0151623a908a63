"""Webhooks over HTTP: the secret is told once, the address is looked at, messages are logged."""

from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOOK = {"name": "Bridge", "url": "https://hooks.example.com/secret-path"}


async def test_the_secret_is_told_once(api: Any) -> None:
    key = {"Idempotency-Key": "hook-1"}
    made = await api.http.post("/api/webhooks", json=HOOK, headers=key)
    assert made.status_code == 201, made.text
    assert made.headers["cache-control"] == "no-store"
    secret, hook = made.json()["secret"], made.json()["webhook"]
    assert secret.startswith(hook["secretHint"])
    again = await api.http.post("/api/webhooks", json=HOOK, headers=key)
    assert (again.json()["secret"], again.json()["webhook"]["id"]) == (None, hook["id"])
    listed = await api.http.get("/api/webhooks")
    assert secret not in listed.text
    (stored,) = await api.database["webhooks"].find({"_id": hook["id"]}).to_list()
    assert secret not in str(stored)
    path = f"/api/webhooks/{hook['id']}"
    renewed = (await api.http.patch(path, json={"rotateSecret": True})).json()
    assert renewed["secret"] not in {None, secret}
    assert renewed["webhook"]["secretRotatedAt"] is not None
    renamed = (await api.http.patch(path, json={"name": "Pager", "enabled": False})).json()
    assert (renamed["secret"], renamed["webhook"]["name"]) == (None, "Pager")
    entries = await api.database["audit_entries"].find({"target.id": hook["id"]}).to_list()
    assert [entry["action"] for entry in entries] == ["webhook.created"] + 2 * ["webhook.changed"]
    assert "secret-path" not in str(entries)
    assert (await api.http.delete(path)).status_code == 204
    assert (await api.http.delete(path)).json()["code"] == "webhook_not_found"


async def test_every_fault_is_named_at_once(api: Any) -> None:
    wrong = {"name": "", "url": "http://10.0.0.1/x", "events": []}
    answer = await api.http.post("/api/webhooks", json=wrong)
    assert {(each["field"], each["code"]) for each in answer.json()["errors"]} == {
        ("name", "too_short"),
        ("events", "too_few"),
        ("url", "https_required"),
    }


async def test_a_test_is_a_message_like_any_other(api: Any) -> None:
    made = (await api.http.post("/api/webhooks", json=HOOK | {"enabled": False})).json()
    path = f"/api/webhooks/{made['webhook']['id']}"
    tried = await api.http.post(f"{path}/test")
    assert (tried.status_code, tried.json()["event"]) == (202, "test")
    page = (await api.http.get(f"{path}/deliveries", params={"limit": 1})).json()
    assert [each["id"] for each in page["items"]] == [tried.json()["id"]]
    assert page["nextCursor"] is None
    (hook,) = [
        each
        for each in (await api.http.get("/api/webhooks")).json()
        if each["id"] == made["webhook"]["id"]
    ]
    assert hook["lastDelivery"]["id"] == tried.json()["id"]


async def test_a_rule_may_name_it(api: Any) -> None:
    made = (await api.http.post("/api/webhooks", json=HOOK)).json()
    rule = {
        "name": "Few",
        "measure": "payment_count",
        "condition": "below",
        "threshold": 5,
        "windowMinutes": 60,
        "channels": {"webhooks": [made["webhook"]["id"]]},
    }
    answer = await api.http.post("/api/alert-rules", json=rule)
    assert answer.status_code == 201, answer.text
    assert answer.json()["channels"]["webhooks"] == [made["webhook"]["id"]]
