"""The second factor over HTTP: begun, confirmed, asked for at the door, and ended."""

import asyncio
import time
from typing import Any

import pyotp
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/auth/two-factor"


async def post(api: Any, who: Any, path: str, **fields: str) -> Any:
    return await api.http.post(PATH + path, json=fields, headers=who.headers)


async def test_the_whole_way_on_and_off(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    async with people.recorded("two_factor.begun"):
        begun = await post(api, ben, "", password=ben.password)
    assert begun.status_code == 200
    assert begun.headers["Cache-Control"] == "no-store"
    assert begun.json()["qrSvg"].startswith("<?xml")
    assert (await people.log_in(ben.email, ben.password)).status_code == 200
    totp = pyotp.TOTP(begun.json()["secret"])
    async with people.recorded("two_factor.enabled"):
        confirmed = await post(api, ben, "/confirm", code=totp.at(time.time() - 30))
    codes = confirmed.json()["codes"]
    assert len(set(codes)) == 10
    session = (await api.http.get("/api/auth/session", headers=ben.headers)).json()
    assert session["user"]["twoFactor"] is True
    asked = await people.log_in(ben.email, ben.password)
    assert (asked.status_code, asked.json()["code"]) == (401, "second_factor_required")
    wrong = await people.log_in(ben.email, ben.password, code="000000")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "second_factor_invalid")
    now = totp.now()
    assert (await people.log_in(ben.email, ben.password, code=now)).status_code == 200
    again = await people.log_in(ben.email, ben.password, code=now)
    assert (again.status_code, again.json()["code"]) == (401, "second_factor_invalid")
    async with people.recorded("two_factor.disabled"):
        removal = {"password": ben.password, "code": codes[0]}
        assert (await post(api, ben, "/disable", **removal)).status_code == 204
    assert (await people.log_in(ben.email, ben.password)).status_code == 200
    stored = await api.database["users"].find_one({"_id": ben.id})
    for kept in (stored, await people.entries()):
        assert totp.secret not in str(kept)
        assert not any(code in str(kept) for code in codes)


async def test_a_wrong_password_tells_nothing_of_the_code(people: Any) -> None:
    ben = await people.person("agent")
    await people.enable_two_factor(ben)
    refused = await people.log_in(ben.email, "wrong-password", code="123456")
    assert refused.json()["code"] == "invalid_credentials"


async def test_a_recovery_code_signs_in_once(people: Any) -> None:
    ben = await people.person("agent")
    _, codes = await people.enable_two_factor(ben)
    answers = await asyncio.gather(
        *(people.log_in(ben.email, ben.password, code=codes[0].upper()) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]


async def test_renewed_codes_replace_the_old_ones(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    _, old = await people.enable_two_factor(ben)
    async with people.recorded("two_factor.codes_renewed"):
        renewed = await post(api, ben, "/recovery-codes", password=ben.password)
    assert (await people.log_in(ben.email, ben.password, code=old[0])).status_code == 401
    new = renewed.json()["codes"][0]
    assert (await people.log_in(ben.email, ben.password, code=new)).status_code == 200


async def test_each_step_asks_for_the_password(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    await people.enable_two_factor(ben)
    async with people.unrecorded():
        for path, fields in (
            ("", {}),
            ("/recovery-codes", {}),
            ("/disable", {"code": "123456"}),
        ):
            refused = await post(api, ben, path, password="wrong-password", **fields)
            assert refused.status_code == 422
            assert refused.json()["errors"][0]["code"] == "password_wrong"


async def test_wrong_codes_are_named_and_slowed(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    await post(api, ben, "", password=ben.password)
    async with people.unrecorded():
        answers = [await post(api, ben, "/confirm", code=f"00000{n}") for n in range(7)]
    [fault] = answers[0].json()["errors"]
    assert (answers[0].status_code, fault["field"], fault["code"]) == (422, "code", "code_wrong")
    assert answers[-1].status_code == 429


async def test_steps_out_of_order_are_refused(api: Any, people: Any) -> None:
    ben = await people.person("agent")
    unbegun = await post(api, ben, "/confirm", code="123456")
    assert (unbegun.status_code, unbegun.json()["code"]) == (409, "two_factor_not_enabled")
    off = await post(api, ben, "/disable", password=ben.password, code="123456")
    assert (off.status_code, off.json()["code"]) == (409, "two_factor_not_enabled")
    await people.enable_two_factor(ben)
    twice = await post(api, ben, "", password=ben.password)
    assert (twice.status_code, twice.json()["code"]) == (409, "two_factor_enabled")
    assert (await post(api, ben, "/confirm", code="123456")).status_code == 409
