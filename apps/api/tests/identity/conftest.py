"""People with passwords, what they are written, and what the audit log says of them."""

import asyncio
import itertools
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pyotp
import pytest

PASSWORD = "a-sentence-to-remember"
_addresses = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with an account, and the headers of their requests."""

    id: str
    email: str
    headers: dict[str, str]
    password: str = PASSWORD


@dataclass(slots=True)
class People:
    """People of the application that a module tests."""

    api: Any
    hashes: dict[str, str] = field(default_factory=dict)

    async def person(
        self, role: str | None = "owner", tenant_id: str = "demo", name: str = "Ben Okafor"
    ) -> Somebody:
        """A new person with that role there, signed in; None makes no member of them."""
        headers = await self.api.sign_in(role, tenant_id, name)
        answer = await self.api.http.get("/api/auth/session", headers=headers)
        user = answer.json()["user"]
        if PASSWORD not in self.hashes:
            self.hashes[PASSWORD] = await self.api.identity.hasher.hash(PASSWORD)
        await self.api.database["users"].update_one(
            {"_id": user["id"]}, {"$set": {"passwordHash": self.hashes[PASSWORD]}}
        )
        return Somebody(user["id"], user["email"], headers)

    def browser(self) -> httpx.AsyncClient:
        """A client of its own, with an address that no other has failed from."""
        number = next(_addresses)
        address = f"10.{number // 250}.{number % 250}.7"
        transport = httpx.ASGITransport(self.api.app, client=(address, 40_000))
        return httpx.AsyncClient(transport=transport, base_url="http://localhost")

    async def log_in(self, email: str, password: str, **fields: Any) -> httpx.Response:
        """What signing in is answered."""
        body = {"email": email, "password": password} | fields
        return await self.browser().post("/api/auth/login", json=body)

    async def organisation(self, tenant_id: str) -> Somebody:
        """Another organisation's owner, with a password."""
        await self.api.found(tenant_id)
        return await self.person("owner", tenant_id)

    async def enable_two_factor(self, who: Somebody) -> tuple[pyotp.TOTP, list[str]]:
        """Turn it on for a person: the authenticator, whose present code is good, and codes."""
        path, http = "/api/auth/two-factor", self.api.http
        begun = await http.post(path, json={"password": who.password}, headers=who.headers)
        totp = pyotp.TOTP(begun.json()["secret"])
        code = {"code": totp.at(time.time() - 30)}
        confirmed = await http.post(f"{path}/confirm", json=code, headers=who.headers)
        return totp, confirmed.json()["codes"]

    async def mails_to(self, email: str) -> list[dict[str, Any]]:
        """What the outbox holds for an address, newest first, once all that runs is done."""
        await self.api.identity.errands.done()
        for _ in range(100):
            if not await self.api.database["mails"].count_documents({"state": "pending"}):
                break
            await asyncio.sleep(0.02)
        shown = (await self.api.http.get("/api/dev/outbox")).json()
        return [mail for mail in shown if mail["to"] == email]

    async def token_to(self, email: str) -> str:
        """The token in the link that was sent to an address last."""
        text = (await self.mails_to(email))[0]["text"]
        found = re.search(r"#token=([A-Za-z0-9_-]+)", text)
        assert found is not None
        return found.group(1)

    async def entries(self, chain: str = "demo") -> list[dict[str, Any]]:
        """The audit entries of an organisation, oldest first."""
        found = self.api.database["audit_entries"].find({"tenantId": chain}).sort("_id", 1)
        return [dict(entry) async for entry in found]

    @asynccontextmanager
    async def recorded(self, action: str, chain: str = "demo") -> AsyncIterator[dict[str, Any]]:
        """That what is done inside makes one entry, and this one; it is filled in at the end."""
        before = {entry["_id"] for entry in await self.entries(chain)}
        found: dict[str, Any] = {}
        yield found
        await self.api.identity.errands.done()
        new = [entry for entry in await self.entries(chain) if entry["_id"] not in before]
        assert [entry["action"] for entry in new] == [action]
        found.update(new[0])

    @asynccontextmanager
    async def unrecorded(self, chain: str = "demo") -> AsyncIterator[None]:
        """That what is done inside makes no entry."""
        before = len(await self.entries(chain))
        yield
        await self.api.identity.errands.done()
        assert len(await self.entries(chain)) == before


@pytest.fixture
def people(api: Any) -> People:
    return People(api, _HASHES)


_HASHES: dict[str, str] = {}
