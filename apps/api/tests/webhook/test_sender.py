"""Messages to webhooks, to a receiver on this machine: signed, tried again, given up, logged."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cashbeat.bootstrap import DOCUMENTS
from cashbeat.core.mongo import Database, connect, open_database, prepare
from cashbeat.core.secrets import SecretKeys
from cashbeat.core.settings import Settings
from cashbeat.tenant.tenant import Tenant
from cashbeat.webhook import sender as sending
from cashbeat.webhook.message import message_to
from cashbeat.webhook.secret import is_signed, webhook_box
from cashbeat.webhook.sender import BACKOFF, WebhookSender

from .certificates import Authority

KEYS = SecretKeys({"k1": bytes(range(32))})
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET, OLD_SECRET = "whsec_present", "whsec_before"
TENANT = Tenant("demo", "Demo", "Europe/Berlin", "EUR")


@dataclass
class Receiver:
    """Answers as told, and keeps what it was sent."""

    answers: list[bytes] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    hang: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = [line.partition(": ") for line in head.split("\r\n")[1:] if line]
        headers = {name.lower(): value for name, _, value in lines}
        body = await reader.readexactly(int(headers["content-length"]))
        self.heard.append((headers | {":": head.split("\r\n")[0]}, body))
        if self.hang:
            await asyncio.sleep(60)
        status = self.answers.pop(0) if self.answers else b"200 OK"
        text = b"x" * 10_000
        writer.write(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n" % (status, len(text)))
        writer.write(b"Location: http://169.254.169.254/\r\n\r\n" + text)
        writer.close()


@dataclass
class Office:
    """A webhook of the organisation, and a sender whose clock is set by hand."""

    database: Database
    receiver: Receiver
    now: datetime = NOON

    @property
    def sender(self) -> WebhookSender:
        return WebhookSender(self.database, KEYS, lambda: self.now, private=True)

    async def hook(self, **fields: Any) -> dict[str, Any]:
        box = webhook_box(KEYS)
        stored = {
            "_id": "whk_1",
            "tenantId": "demo",
            "name": "Bridge",
            "url": f"http://127.0.0.1:{self.receiver.port}/hook?a=b",
            "events": ["alert.raised"],
            "enabled": True,
            "secret": box.seal("whk_1", SECRET),
        } | fields
        await self.database["webhooks"].insert_one(stored)
        return stored

    async def write(self, hook: dict[str, Any], event: Any = "alert.raised") -> None:
        message = message_to(hook, TENANT, event, self.now)
        await self.database["webhook_deliveries"].insert_one(message | {"tenantId": "demo"})

    async def delivery(self) -> dict[str, Any]:
        (found,) = await self.database["webhook_deliveries"].find({}).to_list()
        return found


@pytest.fixture
async def office(settings: Settings, mongo_uri: str) -> AsyncIterator[Office]:
    client = connect(mongo_uri, settings)
    database = open_database(client, settings)
    await prepare(database, DOCUMENTS)
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    yield Office(database, receiver)
    server.close()
    await client.close()


async def test_a_message_is_signed_and_sent_once(office: Office) -> None:
    await office.write(await office.hook())
    assert await office.sender.send_due() == 1
    assert await office.sender.send_due() == 0
    ((headers, body),) = office.receiver.heard
    assert headers[":"] == "POST /hook?a=b HTTP/1.1"
    assert headers["host"] == f"127.0.0.1:{office.receiver.port}"
    assert is_signed(headers["cashbeat-signature"], body, SECRET, office.now)
    assert not is_signed(headers["cashbeat-signature"], body + b" ", SECRET, office.now)
    assert not is_signed(headers["cashbeat-signature"], body, OLD_SECRET, office.now)
    late = office.now + timedelta(minutes=6)
    assert not is_signed(headers["cashbeat-signature"], body, SECRET, late)
    told = await office.delivery()
    assert (told["state"], told["deliveredAt"], "body" in told) == ("delivered", NOON, False)
    assert headers["cashbeat-event-id"] == told["eventId"]
    (attempt,) = told["attempts"]
    assert (attempt["status"], attempt["error"], len(attempt["answer"])) == (200, None, 500)


async def test_it_is_tried_again_and_given_up_visibly(office: Office) -> None:
    await office.write(await office.hook())
    office.receiver.answers = [b"500 Oops"] * 20
    for tries, wait in enumerate(BACKOFF, start=1):
        assert await office.sender.send_due() == 1
        told = await office.delivery()
        assert (told["state"], len(told["attempts"])) == ("waiting", tries)
        assert told["dueAt"] == office.now + wait
        office.now += wait
    await office.sender.send_due()
    told = await office.delivery()
    assert (told["state"], told["attempts"][-1]["error"]) == ("failed", "HTTP 500")
    bodies = {body for _, body in office.receiver.heard}
    ids = {headers["cashbeat-event-id"] for headers, _ in office.receiver.heard}
    assert (len(office.receiver.heard), len(bodies), len(ids)) == (len(BACKOFF) + 1, 1, 1)
    office.now += timedelta(days=30)
    assert await office.sender.send_due() == 0


async def test_a_later_attempt_delivers(office: Office) -> None:
    await office.write(await office.hook())
    office.receiver.answers = [b"503 Busy", b"204 No Content"]
    await office.sender.send_due()
    office.now += BACKOFF[0]
    await office.sender.send_due()
    told = await office.delivery()
    assert [each["status"] for each in told["attempts"]] == [503, 204]
    assert told["state"] == "delivered"


async def test_redirects_are_not_followed(office: Office) -> None:
    await office.write(await office.hook())
    office.receiver.answers = [b"302 Found"]
    await office.sender.send_due()
    told = await office.delivery()
    assert told["attempts"][0]["error"] == "HTTP 302: redirects are not followed"
    assert len(office.receiver.heard) == 1


async def test_gone_is_final(office: Office) -> None:
    await office.write(await office.hook())
    office.receiver.answers = [b"410 Gone"]
    await office.sender.send_due()
    assert (await office.delivery())["state"] == "failed"


async def test_who_does_not_answer_is_left(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "ANSWER_SECONDS", 0.5)
    office.receiver.hang = True
    await office.write(await office.hook())
    await office.sender.send_due()
    told = await office.delivery()
    assert (told["state"], told["attempts"][0]["status"]) == ("waiting", None)
    assert told["attempts"][0]["error"].startswith(("no answer in", "ReadTimeout"))


async def test_for_a_while_both_secrets_sign(office: Office) -> None:
    box = webhook_box(KEYS)
    before = {
        "previousSecret": box.seal("whk_1", OLD_SECRET),
        "previousUntil": NOON + timedelta(hours=1),
    }
    hook = await office.hook(**before)
    await office.write(hook)
    await office.sender.send_due()
    office.now += timedelta(hours=2)
    await office.write(hook)
    await office.sender.send_due()
    (first, body), (second, later) = office.receiver.heard
    for secret, signs_later in ((SECRET, True), (OLD_SECRET, False)):
        assert is_signed(first["cashbeat-signature"], body, secret, NOON)
        assert is_signed(second["cashbeat-signature"], later, secret, office.now) == signs_later


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"enabled": False}, "switched off"),
        ({"secret": "k1.AAAA"}, "cannot be read"),
        ({"tenantId": "other"}, "was deleted"),
    ],
)
async def test_what_cannot_be_sent_is_given_up_with_its_reason(
    office: Office, change: dict[str, Any], why: str
) -> None:
    await office.write(await office.hook(**change))
    await office.sender.send_due()
    told = await office.delivery()
    assert told["state"] == "failed"
    assert why in told["attempts"][0]["error"]
    assert office.receiver.heard == []


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Of an organisation's own network."""
    return Authority(tmp_path)


async def _tried_over_tls(office: Office, server: ssl.SSLContext) -> dict[str, Any]:
    """What came of a message to `https://localhost`, whose server shows this certificate."""
    listening = await asyncio.start_server(office.receiver.serve, "127.0.0.1", 0, ssl=server)
    port = listening.sockets[0].getsockname()[1]
    await office.write(await office.hook(url=f"https://localhost:{port}/hook"))
    await office.sender.send_due()
    listening.close()
    return await office.delivery()


async def test_over_tls_it_is_delivered_where_the_authority_is_trusted(
    office: Office, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    told = await _tried_over_tls(office, authority.server("localhost"))
    assert (told["state"], told["attempts"][0]["error"]) == ("delivered", None)
    ((headers, body),) = office.receiver.heard
    assert headers["host"].startswith("localhost:")
    assert is_signed(headers["cashbeat-signature"], body, SECRET, office.now)


@pytest.mark.parametrize(
    ("host", "trusted", "why"),
    [
        ("localhost", False, "unable to get local issuer certificate"),
        ("hooks.example", True, "Hostname mismatch"),
    ],
)
async def test_over_tls_nothing_is_told_to_a_stranger(
    office: Office,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    trusted: bool,
    why: str,
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    told = await _tried_over_tls(office, authority.server(host))
    assert told["state"] == "waiting"
    assert why in told["attempts"][0]["error"]
    assert office.receiver.heard == []


async def test_our_own_network_is_not_called(office: Office) -> None:
    await office.write(await office.hook(url=f"https://127.0.0.1:{office.receiver.port}/x"))
    strict = WebhookSender(office.database, KEYS, lambda: office.now, private=False)
    await strict.send_due()
    told = await office.delivery()
    assert told["attempts"][0]["error"] == "the address must be on the public internet"
    assert office.receiver.heard == []


async def test_a_message_is_one_process_s_at_a_time(office: Office) -> None:
    hook = await office.hook()
    for _ in range(10):
        await office.write(hook)
    await asyncio.gather(*(office.sender.send_due() for _ in range(4)))
    ids = [headers["cashbeat-event-id"] for headers, _ in office.receiver.heard]
    assert (len(ids), len(set(ids))) == (10, 10)
