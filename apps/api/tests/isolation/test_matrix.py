"""For every operation, who may and who may not: two organisations, each role, every false proof.

The operations come from OpenAPI, so one that is not in the samples fails the run. Everything that
belongs to an organisation holds its marker: no answer to the other holds it.
"""

import asyncio
import base64
import json
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest
from redis.asyncio import Redis

from cashbeat.contracts.access import ROLE_PERMISSIONS, ROLES, SCOPES
from cashbeat.identity.gate.tokens import AUDIENCE, ISSUER, TYPE

pytestmark = pytest.mark.asyncio(loop_scope="module")

DERIVED = (
    *("audit", "rollup", "payment_events", "tenant_seq", "checkpoint"),
    *("accounts", "receivable", "notification"),
)
"""What the names of collections begin with that are written later, by the worker."""

SETTLED = {"customers": {"account": 0, "stale": 0, "isNew": 0}}
"""Fields that the worker writes among those of people."""

ANSWER = re.compile(r":v\d+:")
"""What the names of kept answers have in them."""

OF_OTHERS = {"DELETE /api/members/{userId}": "members:write"}
"""Operations that need more when they are about somebody else: everybody may leave."""

OF_KEYS = {"GET /api/auth/session", "GET /api/roles"}
"""Operations without a permission that programs may ask, too."""


def as_text(answer: httpx.Response) -> str:
    """All that an answer says."""
    return f"{answer.status_code} {dict(answer.headers)} {answer.text}".lower()


def told(answer: httpx.Response) -> tuple[int, Any]:
    """A problem without what differs between any two answers."""
    return answer.status_code, answer.json() | {"requestId": ""}


async def test_the_matrix_knows_every_operation(
    all_operations: Any, samples: Any, public_operations: frozenset[str]
) -> None:
    gated = {label for label, each in all_operations.items() if each.gated}
    assert gated == samples.keys()
    assert all_operations.keys() - gated == public_operations


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_may_what_the_table_says(world: Any, gated: Any, role: Any) -> None:
    who = await world.north.person(role)
    answer = await gated.ask(world, world.north, who)
    needed = OF_OTHERS.get(gated.label, gated.permission)
    if needed is None or needed in ROLE_PERMISSIONS[role]:
        assert answer.is_success, answer.text
    else:
        assert answer.status_code == 403
        assert answer.json()["code"] == "permission_denied"
    assert world.south.marker not in as_text(answer)


async def test_an_api_key_may_what_its_scopes_say(world: Any, gated: Any) -> None:
    north = world.north
    for scopes in (list(SCOPES), ["organisation:read"]):
        made = await north.post("/api/api-keys", json={"name": "key", "scopes": scopes})
        headers = {"Authorization": f"Bearer {made['secret']}"}
        owner = await north.person("owner")
        parameters, sent = await gated.sample(world, north, owner)
        answer = await gated.send(world, parameters, sent, headers)
        if gated.label in OF_KEYS or gated.permission in scopes:
            assert answer.is_success, answer.text
        else:
            assert answer.status_code == (401 if gated.permission is None else 403)
        foreign = headers | {"X-Tenant-Id": world.south.id}
        answer = await gated.send(world, parameters, sent, foreign)
        assert answer.status_code in {401, 404}
        assert world.south.marker not in as_text(answer)
        key_id = made["apiKey"]["id"]
        await world.api.http.delete(f"/api/api-keys/{key_id}", headers=north.owner)
        answer = await gated.send(world, parameters, sent, headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_no_false_proof_passes(world: Any, gated: Any) -> None:
    north = world.north
    owner = await north.person("owner")
    parameters, sent = await gated.sample(world, north, owner)
    for what, headers in (await false_proofs(world, north)).items():
        answer = await gated.send(world, parameters, sent, headers)
        assert answer.status_code == 401, what
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/problem+json"
        for each in (north, world.south):
            assert each.marker not in as_text(answer), what
    answer = await gated.send(world, parameters, sent, owner.headers)
    assert answer.is_success, answer.text


async def test_another_organisation_is_like_none(world: Any, gated: Any) -> None:
    """For its owner's peer, for somebody of no organisation, for one who was a member once."""
    north, south = world.north, world.south
    member = await south.person("owner")
    nobody = await south.person(None)
    for who in (member, nobody):
        parameters, sent = await gated.sample(world, north, await north.person("owner"))
        answers = [
            await gated.send(world, parameters, sent, who.headers | {"X-Tenant-Id": chosen})
            for chosen in (north.id, "org-of-nobody", "", north.id.upper(), f"{north.id} ")
        ]
        by_name = await gated.send(
            world, parameters, sent, who.headers | {"Host": f"{north.marker}.localhost"}
        )
        for answer in [*answers, by_name]:
            assert told(answer) == told(answers[1])
            assert (answer.status_code, answer.json()["code"]) == (404, "tenant_not_found")


async def test_what_belongs_to_another_is_like_what_is_not(world: Any, gated: Any) -> None:
    north, south = world.north, world.south
    parameters, sent = await gated.sample(world, north, await north.person("owner"))
    if not parameters or gated.permission is None:
        pytest.skip("names nothing that an organisation owns")
    (name, theirs), *_ = parameters.items()
    absent = theirs[:-4] + "zzzz"
    stranger = await south.person("owner")
    for _ in range(3):  # a worker may write at that very moment; a stranger would each time
        before = await snapshot(world, north.id)
        answers = [
            await gated.send(world, parameters | {name: named}, sent, stranger.headers)
            for named in (theirs, absent)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert json.loads(answers[0].text.replace(theirs, absent)) | {"requestId": ""} == (
            answers[1].json() | {"requestId": ""}
        )
        if await snapshot(world, north.id) == before:
            return
    pytest.fail("what a stranger asked changed something of the organisation")


async def test_no_answer_holds_the_others_marker(world: Any, gated: Any) -> None:
    for mine, other in ((world.north, world.south), (world.south, world.north)):
        answer = await gated.ask(world, mine, await mine.person("owner"))
        assert answer.is_success, answer.text
        assert other.marker not in as_text(answer)
        assert other.id not in as_text(answer)


async def test_the_cache_keeps_them_apart(world: Any, redis_url: str) -> None:
    """Run after the others of this file, whose answers it holds."""
    for of in (world.north, world.south):
        who = await of.person("owner")
        for path in ("/api/analytics/metrics", "/api/analytics/trends?period=day"):
            for _ in range(200):  # until the projector has given their figures a version
                answer = await world.api.http.get(path, headers=who.headers)
                if answer.headers["x-cache"] == "hit":
                    break
                await asyncio.sleep(0.025)
    async with Redis.from_url(redis_url) as redis:
        names = [name.decode() async for name in redis.scan_iter("cashbeat:*")]
        kept: dict[str, Any] = {
            name: await redis.get(name) for name in names if ANSWER.search(name)
        }
    for of, other in ((world.north, world.south), (world.south, world.north)):
        mine = {name: body for name, body in kept.items() if of.id in name}
        assert any(of.marker.encode() in body for body in mine.values())
        assert not any(other.marker.encode() in body for body in mine.values())
    assert all(world.north.id in name or world.south.id in name for name in kept)


async def snapshot(world: Any, tenant_id: str) -> str:
    """All that is stored of an organisation, but for what is told later of what was before."""
    found = []
    for name in await world.api.database.list_collection_names():
        if name.startswith(DERIVED):
            continue
        found_of = world.api.database[name].find({"tenantId": tenant_id}, SETTLED.get(name))
        documents = await found_of.to_list()
        found.append((name, sorted(map(str, documents))))
    return str(sorted(found))


async def false_proofs(world: Any, of: Any) -> dict[str, dict[str, str]]:
    """Headers that prove nothing."""
    owner, left = await of.person("owner"), await of.person("owner")
    await world.api.http.post("/api/auth/logout-everywhere", headers=left.headers)
    disabled = await of.person("owner")
    await world.api.database["users"].update_one(
        {"_id": disabled.user_id}, {"$set": {"disabledAt": datetime.now(UTC)}}
    )
    old = await of.person("owner")
    await world.api.database["sessions"].update_one(
        {"userId": old.user_id}, {"$set": {"expiresAt": datetime.now(UTC) - timedelta(seconds=1)}}
    )
    good = owner.headers["Authorization"].split()[1]
    claims = jwt.decode(good, options={"verify_signature": False})
    header = jwt.get_unverified_header(good)
    tokens = world.api.identity.tokens
    key = tokens._keys[tokens._active]

    def signed(**change: Any) -> str:
        return jwt.encode(claims | change, key, algorithm="HS256", headers=header)

    none = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in (header | {"alg": "none"}, claims)
    )
    now = int(time.time())
    assert (claims["aud"], claims["iss"], header["typ"]) == (AUDIENCE, ISSUER, TYPE)
    proofs = {
        "expired": signed(exp=now - 1, iat=now - 601),
        "another audience": signed(aud="another"),
        "another issuer": signed(iss="another"),
        "not signed": f"{none}.",
        "signed by another": jwt.encode(claims, b"x" * 32, algorithm="HS256", headers=header),
        "of a session that was ended": left.headers["Authorization"].split()[1],
        "of a person who was shut out": disabled.headers["Authorization"].split()[1],
        "of a session that ran out": old.headers["Authorization"].split()[1],
        "of a session of somebody else": signed(sub=left.user_id),
        "a key of nobody": f"cbk_aaaaaaaa_{'b' * 43}",
        "a session's id": claims["sid"],
    }
    return {
        "nothing": {},
        "in the wrong place": {"Cookie": f"token={good}", "X-Access-Token": good},
        "of another scheme": {"Authorization": f"Basic {good}"},
        **{what: {"Authorization": f"Bearer {token}"} for what, token in proofs.items()},
    }
