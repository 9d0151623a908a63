"""Sends what is written to people, behind the answers of the API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import aiosmtplib

from cashbeat.core.logging import get_logger
from cashbeat.core.outbox import OutboxSender
from cashbeat.mail.repository import MailRepository

log = get_logger(__name__)

BACKOFF = tuple(timedelta(seconds=each) for each in (5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600))
"""Waits between attempts, about twelve hours in all; then the message is given up."""

POLL_SECONDS = 5.0
"""How often a process looks for what others left; its own messages wake it."""

_TIMEOUT_SECONDS = 20.0

Elsewhere = Literal["keep", "fail"]
"""What becomes of messages without a mail server: development keeps them, production fails them."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in: `smtp://user:password@host:587`, or `smtps://` for TLS at once."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool

    @property
    def start_tls(self) -> bool | None:
        """Whether a plain connection turns to TLS: it must before it sends a password elsewhere."""
        if self.tls:
            return False
        local = self.host in {"localhost", "::1"} or self.host.startswith("127.")
        return True if self.user and not local else None


def smtp_server_of(url: str) -> SmtpServer:
    """Read `CASHBEAT_SMTP_URL`."""
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    return SmtpServer(
        parts.hostname or "localhost",
        parts.port or (465 if tls else 587),
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
        tls,
    )


class MailSender(OutboxSender[Mapping[str, Any]]):
    """Hands the messages that are due to the mail server."""

    def __init__(
        self,
        mails: MailRepository,
        server: SmtpServer | None,
        sender: str,
        clock: Callable[[], datetime],
        without_server: Elsewhere = "fail",
    ) -> None:
        super().__init__("mail", POLL_SECONDS)
        self._mails = mails
        self._server = server
        self._sender = sender
        self._clock = clock
        self._without_server = without_server

    async def _claim(self) -> Mapping[str, Any] | None:
        return await self._mails.claim(self._clock())

    async def _deliver(self, mail: Mapping[str, Any], /) -> None:
        if self._server is None:
            await self._without(mail)
            return
        try:
            await self._send(self._server, mail)
        except Exception as error:  # noqa: BLE001 - whatever one message does, others are sent
            await self._failed(mail, error)
        else:
            await self._mails.mark_sent(mail["_id"], self._clock())
            log.info("identity.mail.sent", mail_id=mail["_id"], attempts=mail["attempts"])

    async def _without(self, mail: Mapping[str, Any]) -> None:
        if self._without_server == "keep":
            said = {name: mail[name] for name in ("to", "subject", "text")}
            log.info("identity.mail.kept", mail_id=mail["_id"], **said)
            await self._mails.mark_local(mail["_id"])
            return
        log.warning("identity.mail.undeliverable", mail_id=mail["_id"], missing="CASHBEAT_SMTP_URL")
        await self._mails.mark_failed(mail["_id"], "no mail server is set")

    async def _failed(self, mail: Mapping[str, Any], error: Exception) -> None:
        told = f"{type(error).__name__}: {error}"[:300]
        attempts = mail["attempts"]
        final = _is_final(error) or attempts > len(BACKOFF)
        log.warning(
            "identity.mail.failed", mail_id=mail["_id"], attempts=attempts, final=final, error=told
        )
        if final:
            await self._mails.mark_failed(mail["_id"], told)
        else:
            await self._mails.postpone(mail["_id"], self._clock() + BACKOFF[attempts - 1], told)

    async def _send(self, server: SmtpServer, mail: Mapping[str, Any]) -> None:
        message = message_of(mail, self._sender)
        domain = parseaddr(self._sender)[1].partition("@")[2]
        await aiosmtplib.send(
            message,
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls,
            start_tls=server.start_tls,
            local_hostname=domain or "localhost",
            timeout=_TIMEOUT_SECONDS,
        )


def message_of(mail: Mapping[str, Any], sender: str) -> EmailMessage:
    """A stored mail as it travels. Its `Message-ID` stays the same should it be sent twice."""
    name, address = parseaddr(sender)
    message = EmailMessage()
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = Address(addr_spec=mail["to"])
    message["Subject"] = mail["subject"]
    message["Date"] = format_datetime(mail["createdAt"])
    message["Message-ID"] = f"<{mail['_id']}@{address.partition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail["text"])
    return message


def _is_final(error: Exception) -> bool:
    """Whether trying again is no use: this message was refused for good, or it is none.

    A server that refuses us altogether, or our password, may think better of it; so may whoever
    keeps the settings.
    """
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return all(500 <= each.code < 600 for each in error.recipients)
    if isinstance(error, aiosmtplib.SMTPDataError | aiosmtplib.SMTPRecipientRefused):
        return 500 <= error.code < 600
    return isinstance(error, ValueError | MessageError | aiosmtplib.SMTPNotSupported)
