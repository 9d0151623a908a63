"""Sends what webhooks are told, behind the answers of the API.

    outbox -> one process claims -> resolve, check, pin -> signed POST -> taken, later, or given up

A message is sent at least once: who claims it and ends before it could say so is followed by
another. So receivers leave out what they had already, by its id. Source: docs/adr/0020-alerts.md.
"""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from cashbeat import __version__
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database
from cashbeat.core.outbox import OutboxSender
from cashbeat.identity.two_factor.totp import Keys
from cashbeat.webhook.address import AddressRefused, resolve
from cashbeat.webhook.repository import StoredDelivery, StoredWebhook, WebhookRepository
from cashbeat.webhook.secret import SIGNATURE_HEADER, Unreadable, signature_of, webhook_box

log = get_logger(__name__)

BACKOFF = tuple(timedelta(seconds=each) for each in (10, 60, 300, 1_800, 7_200, 21_600, 43_200))
"""Waits between attempts, about 20 hours in all; then the message is given up."""

POLL_SECONDS = 2.0
"""How often a process looks for what others left; its own tests wake it."""

AT_ONCE = 8
"""Messages of one process under way at once: a receiver that hangs holds up an eighth."""

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0
MAX_READ = 4_096
SHOWN = 500
"""Bytes of an answer that are read at all, and characters of it that are shown."""

_GONE = 410


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one request."""

    status: int | None
    latency_ms: int
    error: str | None
    answer: str | None = None
    final: bool = False

    @property
    def taken(self) -> bool:
        """Whether the receiver took it."""
        return self.error is None

    def stored(self, at: datetime) -> dict[str, Any]:
        """As part of a document."""
        return {
            "at": at,
            "status": self.status,
            "latencyMs": self.latency_ms,
            "error": self.error,
            "answer": self.answer,
        }


class WebhookSender(OutboxSender[StoredDelivery]):
    """Sends the messages that are due to the addresses of their webhooks."""

    def __init__(
        self, database: Database, keys: Keys, clock: Callable[[], datetime], *, private: bool
    ) -> None:
        super().__init__("webhook", POLL_SECONDS, AT_ONCE)
        self._webhooks = WebhookRepository(database)
        self._box = webhook_box(keys)
        self._clock = clock
        self._private = private
        self._trusted = _trusted_authorities()

    async def _claim(self) -> StoredDelivery | None:
        return await self._webhooks.claim(self._clock())

    async def _deliver(self, claimed: StoredDelivery, /) -> None:
        tenant_id = claimed["tenantId"]
        webhook = await self._webhooks.get(tenant_id, claimed["webhookId"])
        attempt = await self._attempt(webhook, claimed)
        now, tries = self._clock(), claimed["tries"]
        fields: dict[str, Any] = {"state": "delivered", "deliveredAt": now}
        if not attempt.taken:
            given_up = attempt.final or tries > len(BACKOFF)
            fields = (
                {"state": "failed"}
                if given_up
                else {"state": "waiting", "dueAt": now + BACKOFF[tries - 1]}
            )
        log.info(
            "webhook.message.tried",
            delivery=claimed["_id"],
            webhook=claimed["webhookId"],
            state=fields["state"],
            tries=tries,
            status=attempt.status,
            latency_ms=attempt.latency_ms,
        )
        await self._webhooks.note_attempt(tenant_id, claimed, attempt.stored(now), **fields)

    async def _attempt(self, webhook: StoredWebhook | None, claimed: StoredDelivery) -> Attempt:
        if webhook is None:
            return Attempt(None, 0, "the webhook was deleted", final=True)
        if not webhook["enabled"] and claimed["event"] != "test":
            return Attempt(None, 0, "the webhook is switched off", final=True)
        try:
            known = self._secrets_of(webhook)
        except Unreadable:
            return Attempt(None, 0, "its secret cannot be read: make a new one", final=True)
        body = claimed["body"].encode()
        begun = time.monotonic()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                status, answer = await self._post(webhook["url"], body, known, claimed)
        except AddressRefused as error:
            return Attempt(None, _since(begun), str(error))
        except TimeoutError:
            return Attempt(None, _since(begun), f"no answer in {ANSWER_SECONDS:.0f} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return Attempt(None, _since(begun), f"{type(error).__name__}: {error}"[:300])
        return Attempt(
            status, _since(begun), _why_refused(status), answer[:SHOWN], final=status == _GONE
        )

    def _secrets_of(self, webhook: Mapping[str, Any]) -> list[str]:
        """The secrets that sign: the present one, and for a while the one before."""
        sealed = [webhook["secret"]]
        until = webhook.get("previousUntil")
        if until is not None and self._clock() < until:
            sealed.append(webhook["previousSecret"])
        return [self._box.open(webhook["_id"], each) for each in sealed]

    async def _post(
        self, url: str, body: bytes, known: list[str], claimed: StoredDelivery
    ) -> tuple[int, str]:
        """Status and beginning of the answer. Raises: AddressRefused, TimeoutError, HTTPError."""
        target = await resolve(url, private=self._private)
        headers = {
            "Host": target.host,
            "Content-Type": "application/json",
            "User-Agent": f"Cashbeat-Webhooks/{__version__}",
            "Cashbeat-Event-Id": claimed["eventId"],
            "Cashbeat-Event-Type": claimed["event"],
            SIGNATURE_HEADER: signature_of(body, known, self._clock()),
        }
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        async with (
            httpx.AsyncClient(
                verify=self._trusted, timeout=timeout, trust_env=False, follow_redirects=False
            ) as http,
            http.stream(
                "POST",
                target.url,
                content=body,
                headers=headers,
                extensions={"sni_hostname": target.name},
            ) as answer,
        ):
            return answer.status_code, await _beginning(answer)


def _trusted_authorities() -> ssl.SSLContext:
    """The public certificate authorities, and those of the machine, `SSL_CERT_FILE` among them."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


async def _beginning(answer: httpx.Response) -> str:
    """The first bytes of an answer as text; the rest is never read."""
    read = b""
    async for chunk in answer.aiter_raw():
        read += chunk
        if len(read) >= MAX_READ:
            break
    text = read[:MAX_READ].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def _why_refused(status: int) -> str | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"HTTP {status}: redirects are not followed"
    return f"HTTP {status}"


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)
