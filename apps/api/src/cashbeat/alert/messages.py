"""Messages about alerts: written in the transaction of what they tell, sent after it."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Literal

from cashbeat.alert.alert_repository import StoredAlert
from cashbeat.alert.wire import alert_of
from cashbeat.contracts.alert import Alert, DeliveryChannel
from cashbeat.contracts.webhook import WebhookEvent
from cashbeat.core.mongo import Database, Session
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.mail.message import Mail, alert_raised_mail, alert_resolved_mail
from cashbeat.mail.repository import MailRepository
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant
from cashbeat.webhook.message import message_to
from cashbeat.webhook.repository import WebhookRepository

Event = Literal["raised", "resolved"]
ALL: tuple[DeliveryChannel, ...] = ("email", "webhook")
WEBHOOKS_ONLY: tuple[DeliveryChannel, ...] = ("webhook",)
"""Programs keep what they made of an alert in step; people know what one of them did."""

_EVENTS: dict[Event, WebhookEvent] = {"raised": "alert.raised", "resolved": "alert.resolved"}


class AlertMessenger:
    """Writes to the members and webhooks that a rule names, of those that are there still."""

    def __init__(
        self, database: Database, public_url: str, wake: Callable[[], None] = lambda: None
    ) -> None:
        self._tenants = TenantRepository(database)
        self._members = MembershipRepository(database)
        self._users = UserRepository(database)
        self._mails = MailRepository(database)
        self._webhooks = WebhookRepository(database)
        self._public_url = public_url
        self.wake = wake

    async def add(
        self,
        alert: StoredAlert,
        event: Event,
        now: datetime,
        session: Session,
        by: Collection[DeliveryChannel] = ALL,
    ) -> None:
        """Store every message about an alert in the transaction of what happened to it."""
        channels = alert["rule"]["channels"]
        if not channels["email"] and not channels["webhooks"]:
            return
        tenant = await self._tenants.get(alert["tenantId"], session)
        if tenant is None:
            return
        if "email" in by and channels["email"]:
            await self._write(tenant, alert, event, now, session)
        if "webhook" in by and channels["webhooks"]:
            await self._call(tenant, alert, event, now, session)

    async def _write(
        self, tenant: Tenant, alert: StoredAlert, event: Event, now: datetime, session: Session
    ) -> None:
        members = {
            member["userId"] for member in await self._members.list_of_tenant(tenant.id, session)
        }
        wanted = [user for user in alert["rule"]["channels"]["email"] if user in members]
        about = {"tenantId": tenant.id, "alertId": alert["_id"], "event": _EVENTS[event]}
        for user_id in wanted:
            user = await self._users.get(user_id, session)
            if user is not None and user.get("disabledAt") is None:
                mail = self._mail(tenant, alert_of(alert), event, user["email"])
                await self._mails.add(mail, now, session, about)

    async def _call(
        self, tenant: Tenant, alert: StoredAlert, event: Event, now: datetime, session: Session
    ) -> None:
        ids, told = alert["rule"]["channels"]["webhooks"], alert_of(alert)
        messages = [
            message_to(webhook, tenant, _EVENTS[event], now, told, self._link(told))
            for webhook in await self._webhooks.list_by_ids(tenant.id, ids, session)
            if _EVENTS[event] in webhook["events"]
        ]
        await self._webhooks.add_deliveries(tenant.id, messages, session)

    def _mail(self, tenant: Tenant, alert: Alert, event: Event, to: str) -> Mail:
        link = self._link(alert)
        if event == "raised":
            return alert_raised_mail(
                to=to,
                organisation=tenant.name,
                rule=alert.rule.name,
                severity=alert.severity,
                title=alert.title,
                criteria=alert.rule.summary,
                link=link,
                raised_at=alert.raised_at,
            )
        return alert_resolved_mail(
            to=to,
            organisation=tenant.name,
            rule=alert.rule.name,
            title=alert.title,
            link=link,
            ended_at=alert.ended_at or alert.raised_at,
        )

    def _link(self, alert: Alert) -> str:
        return f"{self._public_url}/alerts/{alert.id}"
