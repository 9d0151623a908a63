"""Messages: sent once by many senders, tried again, given up, and kept where there is no server."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pymongo import AsyncMongoClient
from structlog.testing import capture_logs

from cashbeat.mail.documents import MailDocument
from cashbeat.mail.message import (
    Mail,
    invitation_mail,
    link_to,
    password_changed_mail,
    reset_mail,
)
from cashbeat.mail.repository import CLAIM, MailRepository
from cashbeat.mail.sender import BACKOFF, MailSender, SmtpServer, smtp_server_of

START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MAIL = Mail("ben@example.com", "Join Acme", "Open https://x/#token=s3cret")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class Postman:
    """A mail server that keeps what it gets, after refusing it as often as it is told to."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.refusals: list[str] = []
        self.turned_away = False

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.turned_away:
            return "554 none of your mail"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusals:
            return self.refusals.pop(0)
        content = cast("bytes", envelope.content)
        self.got.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"


class Post:
    """The stored messages, and the server that they go to."""

    def __init__(self, database: Any, server: SmtpServer, postman: Postman) -> None:
        self.mails = MailRepository(database)
        self.stored = database["mails"]
        self.server = server
        self.postman = postman
        self.clock = Clock()

    def sender(self, **options: Any) -> MailSender:
        given = {"server": self.server} | options
        return MailSender(
            self.mails, sender="Käse & Co <pay@example.com>", clock=self.clock, **given
        )

    async def only(self) -> dict[str, Any]:
        [stored] = [each async for each in self.stored.find({})]
        return dict(stored)


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def server(postman: Postman) -> Iterator[SmtpServer]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield SmtpServer("127.0.0.1", port, None, None, tls=False)
    finally:
        controller.stop()


@pytest.fixture
async def post(
    mongo_client: AsyncMongoClient[dict[str, Any]],
    database: str,
    server: SmtpServer,
    postman: Postman,
) -> Post:
    return Post(mongo_client[database], server, postman)


async def test_a_message_arrives_and_its_text_leaves_the_store(post: Post) -> None:
    await post.mails.add(MAIL, START, None)
    assert await post.sender().send_due() == 1
    [message] = post.postman.got
    assert message["To"] == "ben@example.com"
    assert message["From"] == "Käse & Co <pay@example.com>"
    assert message["Subject"] == "Join Acme"
    assert message.get_content().strip() == MAIL.text
    stored = await post.only()
    assert message["Message-ID"] == f"<{stored['_id']}@example.com>"
    assert stored["state"] == "sent"
    assert "s3cret" not in str(stored)


async def test_two_processes_send_each_message_once(post: Post) -> None:
    for number in range(20):
        await post.mails.add(Mail(f"p{number}@example.com", "Hello", "Text"), START, None)
    await asyncio.gather(post.sender().send_due(), post.sender().send_due())
    assert sorted(message["To"] for message in post.postman.got) == sorted(
        f"p{number}@example.com" for number in range(20)
    )


async def test_a_passing_failure_is_tried_again_later(post: Post) -> None:
    post.postman.refusals = ["451 come back", "451 come back"]
    await post.mails.add(MAIL, START, None)
    sender = post.sender()
    assert await sender.send_due() == 1
    assert (await post.only())["state"] == "pending"
    assert await sender.send_due() == 0
    for wait in BACKOFF[:2]:
        post.clock.now += wait
        assert await sender.send_due() == 1
    assert len(post.postman.got) == 1
    assert (await post.only())["state"] == "sent"


async def test_a_final_refusal_is_the_end(post: Post) -> None:
    post.postman.refusals = ["550 no such person"]
    await post.mails.add(MAIL, START, None)
    await post.sender().send_due()
    stored = await post.only()
    assert stored["state"] == "failed"
    assert "550" in stored["error"]
    assert "s3cret" not in str(stored)


async def test_a_server_that_turns_us_away_is_asked_again(post: Post) -> None:
    post.postman.turned_away = True
    await post.mails.add(MAIL, START, None)
    await post.sender().send_due()
    assert (await post.only())["state"] == "pending"
    post.postman.turned_away = False
    post.clock.now += BACKOFF[0]
    await post.sender().send_due()
    assert (await post.only())["state"] == "sent"


async def test_a_message_that_is_none_stops_no_other(post: Post) -> None:
    await post.mails.add(Mail("no address", "Hello", "Text"), START, None)
    await post.mails.add(MAIL, START + timedelta(seconds=1), None)
    post.clock.now += timedelta(seconds=1)
    assert await post.sender().send_due() == 2
    assert [message["To"] for message in post.postman.got] == ["ben@example.com"]


async def test_without_an_answer_it_is_given_up_in_the_end(post: Post) -> None:
    nobody = SmtpServer("127.0.0.1", 1, None, None, tls=False)
    await post.mails.add(MAIL, START, None)
    sender = post.sender(server=nobody)
    tried = 0
    while (await post.only())["state"] == "pending":
        tried += await sender.send_due()
        post.clock.now += BACKOFF[-1]
    assert tried == len(BACKOFF) + 1
    assert "s3cret" not in str(await post.only())


async def test_what_a_dead_process_was_sending_is_due_again(post: Post) -> None:
    await post.mails.add(MAIL, START, None)
    assert await post.mails.claim(START) is not None
    assert await post.sender().send_due() == 0
    post.clock.now += CLAIM + timedelta(seconds=1)
    assert await post.sender().send_due() == 1
    assert len(post.postman.got) == 1


async def test_the_task_sends_what_it_is_woken_for(post: Post) -> None:
    sender = post.sender()
    sender.start()
    try:
        await asyncio.sleep(0.1)
        await post.mails.add(MAIL, START, None)
        sender.wake()
        async with asyncio.timeout(3):
            while not post.postman.got:
                await asyncio.sleep(0.02)
    finally:
        await sender.stop()


async def test_development_keeps_messages_and_logs_them(post: Post) -> None:
    await post.mails.add(MAIL, START, None)
    with capture_logs() as logs:
        await post.sender(server=None, without_server="keep").send_due()
    assert [entry["text"] for entry in logs if entry["event"] == "identity.mail.kept"] == [
        MAIL.text
    ]
    [kept] = await post.mails.list_kept(50)
    assert (kept["to"], kept["text"], kept["state"]) == (MAIL.to, MAIL.text, "local")


async def test_production_without_a_server_warns_and_tells_nothing(post: Post) -> None:
    await post.mails.add(MAIL, START, None)
    with capture_logs() as logs:
        await post.sender(server=None).send_due()
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert "s3cret" not in str(logs)
    stored = await post.only()
    assert stored["state"] == "failed"
    assert "s3cret" not in str(stored)


async def test_the_newest_messages_come_first(post: Post) -> None:
    for number in range(3):
        mail = Mail("a@example.com", f"No {number}", "Text")
        await post.mails.add(mail, START + timedelta(seconds=number), None)
    kept = await post.mails.list_kept(2)
    assert [each["subject"] for each in kept] == ["No 2", "No 1"]


def test_addresses_of_servers_are_read() -> None:
    assert smtp_server_of("smtp://mail.example.com") == SmtpServer(
        "mail.example.com", 587, None, None, tls=False
    )
    assert smtp_server_of("smtps://a%40b:p%2Fw@mail.example.com:2465") == SmtpServer(
        "mail.example.com", 2465, "a@b", "p/w", tls=True
    )


def test_a_password_is_sent_to_another_machine_by_tls_only() -> None:
    assert smtp_server_of("smtp://u:p@mail.example.com").start_tls is True
    assert smtp_server_of("smtp://mail.example.com").start_tls is None
    assert smtp_server_of("smtp://u:p@127.0.0.1").start_tls is None
    assert smtp_server_of("smtps://u:p@mail.example.com").start_tls is False


def test_messages_say_what_to_do_and_keep_names_on_one_line() -> None:
    link = link_to("https://pay.example.com", "/invitation", "a+b")
    assert link == "https://pay.example.com/invitation#token=a%2Bb"
    invited = invitation_mail(
        to="ben@example.com",
        organisation="Acme\u2028Bcc: eve@example.com",
        role="agent",
        invited_by="Ana",
        link=link,
        expires_at=START,
    )
    assert invited.subject.splitlines() == ["Join Acme Bcc: eve@example.com on Cashbeat"]
    assert link in invited.text
    assert "21 November 2026, 12:00 UTC" in invited.text
    reset = reset_mail(to="a@example.com", name="Ana", link=link, expires_at=START)
    assert link in reset.text
    changed = password_changed_mail(
        to="a@example.com", name="Ana", at=START, address="192.0.2.7", link=link
    )
    assert "192.0.2.7" in changed.text


def test_the_store_forgets_messages() -> None:
    options = [index.document for index in MailDocument.Settings.indexes]
    assert any(each.get("expireAfterSeconds") == 30 * 86_400 for each in options)
