"""Opening an account, signing in, going on, signing out."""

import asyncio
import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest

from cashbeat.identity.gate.tokens import AUDIENCE, ISSUER, TYPE
from cashbeat.identity.session import refresh_token

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSWORD = "a-sentence-to-remember"


def somebody(email: str, **fields: Any) -> dict[str, Any]:
    return {
        "name": "Ben Okafor",
        "email": email,
        "password": PASSWORD,
        "organisation": "Okafor & Sons",
    } | fields


def browser(api: Any) -> httpx.AsyncClient:
    """A client of its own, that keeps its own cookies."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(api.app), base_url="http://localhost")


async def registered(api: Any, email: str, **fields: Any) -> tuple[httpx.AsyncClient, Any]:
    client = browser(api)
    answer = await client.post("/api/auth/register", json=somebody(email, **fields))
    assert answer.status_code == 201, answer.text
    return client, answer


def bearer(answer: httpx.Response) -> dict[str, str]:
    return {"authorization": f"Bearer {answer.json()['accessToken']}"}


def user_of(headers: dict[str, str]) -> str:
    token = headers["Authorization"].split()[1]
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])


def cookie_of(client: httpx.AsyncClient) -> str:
    return next(value for name, value in client.cookies.items() if "refresh" in name)


async def test_an_account_comes_with_an_organisation_of_its_own(api: Any) -> None:
    _, answer = await registered(
        api, "ben@example.com", timeZone="Africa/Lagos", defaultCurrency="NGN", locale="en-NG"
    )
    body = answer.json()
    assert body["expiresIn"] == 600
    assert body["user"]["email"] == "ben@example.com"
    assert (body["tenant"]["name"], body["tenant"]["role"]) == ("Okafor & Sons", "owner")
    assert body["tenant"]["slug"].startswith("okafor-sons")
    found = (await api.http.get("/api/organisation", headers=bearer(answer))).json()
    assert (found["timeZone"], found["defaultCurrency"]) == ("Africa/Lagos", "NGN")
    assert found["locale"] == body["tenant"]["locale"] == "en-NG"
    assert {method["code"] for method in found["methods"]} >= {"card", "cash"}
    session = (await api.http.get("/api/auth/session", headers=bearer(answer))).json()
    assert session["user"] == body["user"]
    assert session["memberships"] == [body["tenant"]]
    assert "owners:write" in session["permissions"]
    stored = await api.database["users"].find_one({"emailKey": "ben@example.com"})
    assert stored is not None
    assert stored["passwordHash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in str(stored)


async def test_names_that_are_alike_get_addresses_of_their_own(api: Any) -> None:
    slugs = set()
    for number in range(3):
        _, answer = await registered(api, f"twin{number}@example.com", organisation="Twins")
        slugs.add(answer.json()["tenant"]["slug"])
    assert len(slugs) == 3
    assert "twins" in slugs


async def test_every_fault_of_a_registration_is_named_at_once(api: Any) -> None:
    answer = await api.http.post(
        "/api/auth/register",
        json=somebody("no-address", name="", password="short", locale="english", x=1),
    )
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["errors"]} == {
        "name", "email", "password", "locale", "x"
    }  # fmt: skip
    answer = await api.http.post(
        "/api/auth/register?x=1",
        json=somebody("zed", password="password123", timeZone="Mars/Base", defaultCurrency="XXZ"),
    )
    assert {(fault["field"], fault["code"]) for fault in answer.json()["errors"]} == {
        ("query.x", "unknown_parameter"),
        ("email", "invalid"),
        ("password", "password_common"),
        ("timeZone", "unknown_time_zone"),
        ("defaultCurrency", "unknown_currency"),
    }
    assert await api.database["users"].find_one({"emailKey": "zed@example.com"}) is None


async def test_an_address_has_one_account_however_it_is_written(api: Any) -> None:
    answers = await asyncio.gather(
        *(
            api.http.post("/api/auth/register", json=somebody(email))
            for email in ("Rae@Example.com", "rae@example.com", "RAE@EXAMPLE.COM")
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    taken = next(answer for answer in answers if answer.status_code == 409)
    assert taken.json()["code"] == "email_taken"
    assert await api.database["tenants"].count_documents({"name": "Okafor & Sons"}) >= 1
    signed_in = await api.http.post(
        "/api/auth/login", json={"email": "rAe@example.com", "password": PASSWORD}
    )
    assert signed_in.status_code == 200


async def test_a_wrong_password_and_an_unknown_address_are_answered_alike(api: Any) -> None:
    await registered(api, "known@example.com")
    answers = [
        await api.http.post("/api/auth/login", json={"email": email, "password": "wrong"})
        for email in ("known@example.com", "unknown@example.com")
    ]
    for answer in answers:
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "set-cookie" not in answer.headers
    told = [answer.json() | {"requestId": ""} for answer in answers]
    assert told[0] == told[1]
    assert told[0]["code"] == "invalid_credentials"


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(api: Any) -> None:
    _, answer = await registered(api, "cookie@example.com")
    said = answer.headers["set-cookie"]
    assert "HttpOnly" in said
    assert "SameSite=strict" in said
    assert "Path=/api/auth" in said
    assert "Domain" not in said
    assert answer.headers["cache-control"] == "no-store"


async def test_a_session_goes_on_from_cookie_to_cookie(api: Any) -> None:
    client, answer = await registered(api, "goes-on@example.com")
    seen = {cookie_of(client)}
    for _ in range(3):
        answer = await client.post("/api/auth/refresh")
        assert answer.status_code == 200
        seen.add(cookie_of(client))
        assert (await client.get("/api/auth/session", headers=bearer(answer))).status_code == 200
    assert len(seen) == 4
    sessions = api.database["sessions"].find({"userId": answer.json()["user"]["id"]})
    stored = str(await sessions.to_list())
    assert not any(part in stored for token in seen for part in token.split(".")[1:])


async def test_an_answer_that_was_lost_is_given_again(api: Any) -> None:
    """Ten tabs, or one that lost the line: the same successor, and no session is ended."""
    client, _ = await registered(api, "lost@example.com")
    name, first = next(iter(client.cookies.items()))

    async def refreshed() -> httpx.Response:
        async with browser(api) as tab:
            return await tab.post("/api/auth/refresh", headers={"cookie": f"{name}={first}"})

    answers = await asyncio.gather(*(refreshed() for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.cookies[name] for answer in answers}) == 1
    again = await refreshed()
    assert again.cookies[name] == answers[0].cookies[name]


async def test_an_old_token_that_comes_back_ends_the_session(api: Any) -> None:
    client, _ = await registered(api, "stolen@example.com")
    name, stolen = next(iter(client.cookies.items()))
    answer = await client.post("/api/auth/refresh")
    session_id = stolen.split(".")[0]
    await api.database["sessions"].update_one(
        {"_id": session_id},
        {"$set": {"rotatedAt": datetime.now(UTC) - timedelta(seconds=11)}},
    )
    async with browser(api) as thief:
        theirs = await thief.post("/api/auth/refresh", headers={"cookie": f"{name}={stolen}"})
    assert (theirs.status_code, theirs.json()["code"]) == (401, "session_ended")
    assert (await client.post("/api/auth/refresh")).status_code == 401
    ended = await client.get("/api/auth/session", headers=bearer(answer))
    assert (ended.status_code, ended.json()["code"]) == (401, "session_ended")


async def test_a_token_made_up_ends_nothing(api: Any) -> None:
    client, _ = await registered(api, "made-up@example.com")
    name, real = next(iter(client.cookies.items()))
    session_id, nonce, proof = real.split(".")
    for guess in (
        f"{session_id}.{nonce[::-1]}.{proof}",
        f"{session_id}..",
        f"{session_id}.{nonce}",
        real + "x",
        "x" * 10_000,
        "",
    ):
        async with browser(api) as guesser:
            answer = await guesser.post("/api/auth/refresh", headers={"cookie": f"{name}={guess}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert (await client.post("/api/auth/refresh")).status_code == 200


async def test_the_successor_cannot_be_told_from_what_is_stored() -> None:
    key = b"k" * 32
    first = refresh_token.first_token("ses_x")
    salt = refresh_token.new_salt()
    after = refresh_token.successor(first, salt, key)
    assert after == refresh_token.successor(first, salt, key)
    assert after != refresh_token.successor(first, salt, b"l" * 32)
    assert after != refresh_token.successor(first, refresh_token.new_salt(), key)
    written = refresh_token.write(first, key)
    assert refresh_token.read(written, [b"l" * 32, key]) == first
    assert refresh_token.read(written, [b"l" * 32]) is None


async def test_signing_out_ends_the_access_token_too(api: Any) -> None:
    client, answer = await registered(api, "out@example.com")
    left = await client.post("/api/auth/logout")
    assert left.status_code == 204
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert not client.cookies
    ended = await client.get("/api/payments", headers=bearer(answer))
    assert (ended.status_code, ended.json()["code"]) == (401, "session_ended")
    assert (await client.post("/api/auth/refresh")).status_code == 401
    assert (await client.post("/api/auth/logout")).status_code == 204


async def test_signing_out_everywhere_ends_every_session(api: Any) -> None:
    here, answer = await registered(api, "everywhere@example.com")
    there = browser(api)
    other = await there.post(
        "/api/auth/login", json={"email": "everywhere@example.com", "password": PASSWORD}
    )
    assert (await there.get("/api/auth/session", headers=bearer(other))).status_code == 200
    left = await here.post("/api/auth/logout-everywhere", headers=bearer(answer))
    assert left.status_code == 204
    for client, headers in ((here, bearer(answer)), (there, bearer(other))):
        assert (await client.get("/api/auth/session", headers=headers)).status_code == 401
        assert (await client.post("/api/auth/refresh")).status_code == 401


def forged(api: Any, change: dict[str, Any], header: dict[str, Any] | None = None) -> str:
    """A token signed by our own key, with something about it changed."""
    tokens = api.identity.tokens
    now = int(datetime.now(UTC).timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "usr_x",
        "sid": "ses_x",
        "iat": now,
        "exp": now + 60,
        "jti": "tok_x",
    } | change
    claims = {name: value for name, value in claims.items() if value is not None}
    headers = {"kid": tokens._active, "typ": TYPE} | (header or {})
    return jwt.encode(claims, tokens._keys[tokens._active], algorithm="HS256", headers=headers)


def unsigned(header: dict[str, Any], claims: dict[str, Any], key: bytes | None = None) -> str:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in (header, claims)
    ]
    signature = b""
    if key is not None:
        signature = base64.urlsafe_b64encode(
            hmac.digest(key, ".".join(parts).encode(), hashlib.sha256)
        ).rstrip(b"=")
    return ".".join([*parts, signature.decode()])


async def test_no_forged_token_passes(api: Any) -> None:
    mine = await api.sign_in("owner")
    good = jwt.decode(mine["Authorization"].split()[1], options={"verify_signature": False})
    kid = api.identity.tokens._active
    same = {"sub": good["sub"], "sid": good["sid"]}
    assert (await api.http.get(
        "/api/payments", headers={"Authorization": f"Bearer {forged(api, same)}"}
    )).status_code == 200  # fmt: skip
    tokens = {
        "another audience": forged(api, same | {"aud": "another"}),
        "no audience": forged(api, same | {"aud": None}),
        "another issuer": forged(api, same | {"iss": "another"}),
        "no issuer": forged(api, same | {"iss": None}),
        "no end": forged(api, same | {"exp": None}),
        "no session": forged(api, same | {"sid": None}),
        "another type": forged(api, same, {"typ": "JWT"}),
        "no such key": forged(api, same, {"kid": "another"}),
        "an odd key": unsigned({"alg": "HS256", "typ": TYPE, "kid": ["x"]}, good),
        "none": unsigned({"alg": "none", "typ": TYPE, "kid": kid}, good),
        "None": unsigned({"alg": "None", "typ": TYPE, "kid": kid}, good),
        "another algorithm": unsigned({"alg": "HS512", "typ": TYPE, "kid": kid}, good),
        "an end too far": forged(api, same | {"exp": int(datetime.now(UTC).timestamp()) + 1000}),
        "an end in words": forged(api, same | {"exp": "9999999999"}),
        "an end of all times": forged(api, same | {"exp": 10**400}),
        "sessions": forged(api, same | {"sid": ["x"]}),
        "a session of letters": forged(api, same | {"sid": "\ud800"}),
        "an empty key": unsigned({"alg": "HS256", "typ": TYPE, "kid": kid}, good, b""),
        "garbage": "garbage",
        "dots": "..",
        "a key of nobody": "cbk_aaaaaaaa_" + "b" * 43,
    }
    for what, token in tokens.items():
        answer = await api.http.get("/api/payments", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), what
    expired = forged(api, same | {"exp": int(datetime.now(UTC).timestamp()) - 1})
    answer = await api.http.get("/api/payments", headers={"Authorization": f"Bearer {expired}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")
    crossed = forged(api, same | {"sub": "usr_another"})
    answer = await api.http.get("/api/payments", headers={"Authorization": f"Bearer {crossed}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Token x"])
async def test_a_stranger_learns_nothing_and_is_not_read(api: Any, given: str) -> None:
    for method, path, content in (
        ("GET", "/api/payments?nonsense=1&limit=x", b""),
        ("POST", "/api/payments", b"{ no json"),
        ("POST", "/api/payments/import", b"x" * 100),
        ("POST", "/api/payments", b"x" * 2_000_000),
    ):
        answer = await api.http.request(
            method, path, content=content, headers={"Authorization": given}
        )
        assert answer.status_code == 401
        assert answer.json()["errors"] == []


async def test_a_subdomain_chooses_like_the_header_and_never_against_it(api: Any) -> None:
    await api.found("north-shop")
    mine = await api.sign_in("viewer", "north-shop")
    user_id = user_of(mine)
    await api.database["memberships"].insert_one(
        {
            "_id": f"demo|{user_id}",
            "tenantId": "demo",
            "userId": user_id,
            "role": "viewer",
            "createdAt": datetime.now(UTC),
        }
    )

    async def asked(host: str, **headers: str) -> Any:
        answer = await api.http.get(
            "/api/organisation",
            headers=mine | {"host": host} | {k.replace("_", "-"): v for k, v in headers.items()},
        )
        return answer.json().get("id") or answer.json()["code"]

    assert await asked("localhost:3000") == "north-shop"
    assert await asked("localhost:3000", x_tenant_id="demo") == "demo"
    assert await asked("demo.localhost:3000") == "demo"
    assert await asked("DEMO.localhost.:3000") == "demo"
    assert await asked("demo.localhost:3000", x_tenant_id="demo") == "demo"
    assert await asked("demo.localhost:3000", x_tenant_id="north-shop") == "tenant_not_found"
    for nobody in ("none", "a.demo", "demo.a"):
        assert await asked(f"{nobody}.localhost:3000") == "tenant_not_found"


async def test_a_role_taken_away_counts_with_the_next_request(api: Any) -> None:
    mine = await api.sign_in("agent")
    user_id = user_of(mine)
    body = {"amount": 1, "currency": "EUR", "method": "card"}
    assert (await api.http.post("/api/payments", json=body, headers=mine)).status_code == 201
    membership = {"_id": f"demo|{user_id}"}
    # By another process: only the database knows.
    await api.database["memberships"].update_one(membership, {"$set": {"role": "viewer"}})
    assert await until(api, body, mine, 403) == (403, "permission_denied")
    assert (await api.http.get("/api/payments", headers=mine)).status_code == 200
    await api.database["memberships"].delete_one(membership)
    assert await until(api, body, mine, 404) == (404, "tenant_not_found")


async def until(
    api: Any, body: dict[str, Any], headers: dict[str, str], status: int
) -> tuple[int, str]:
    """The first answer with that status; the watch hears of a change within milliseconds."""
    for _ in range(100):
        answer = await api.http.post("/api/payments", json=body, headers=headers)
        if answer.status_code == status:
            return status, answer.json()["code"]
        await asyncio.sleep(0.02)
    raise AssertionError("nothing changed")


async def test_a_founded_organisation_is_founded_once(api: Any) -> None:
    mine = await api.sign_in("viewer") | {"idempotency-key": "found-1"}
    answers = await asyncio.gather(
        *(
            api.http.post("/api/organisations", json={"name": "Second"}, headers=mine)
            for _ in range(4)
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 3
    other = await api.http.post("/api/organisations", json={"name": "Third"}, headers=mine)
    assert other.status_code == 422
    chosen = {"x-tenant-id": answers[0].json()["id"]}
    found = await api.http.get("/api/organisation", headers=mine | chosen)
    assert found.json()["name"] == "Second"
