"""The daily digest: what people chose to hear of by e-mail, each morning of the organisation.

    lease -> people whose digest is due -> one transaction {the message, how far they were told}

A digest is due while something after the last one lies before the morning, so a morning on which
nobody worked is made up for, once and late (reliability rule 9).
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from cashbeat.contracts.notification import NOTIFICATION_TYPES
from cashbeat.core.lease import Lease
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.mail.message import Mail, digest_mail
from cashbeat.mail.repository import MailRepository
from cashbeat.notification.preferences import wanted_by_email
from cashbeat.notification.wire import notification_of
from cashbeat.notification.wording import sentence_of
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

log = get_logger(__name__)

LEASE = "notification_digest"
MORNING = time(8)
"""When a digest is written, in the organisation's zone."""

LOOK_SECONDS = 20.0
LINES = 100
"""Notifications that a digest tells one by one."""


class Digests:
    """Writes digests while it holds the lease, stands by while another does."""

    def __init__(
        self,
        database: Database,
        public_url: str,
        clock: Callable[[], datetime],
        lease_seconds: int,
    ) -> None:
        self._database = database
        self._notifications = database["notifications"]
        self._preferences = database["notification_preferences"]
        self._tenants = TenantRepository(database)
        self._members = MembershipRepository(database)
        self._users = UserRepository(database)
        self._mails = MailRepository(database)
        self._public_url = public_url
        self._clock = clock
        self._lease = Lease(database, LEASE, lease_seconds)

    async def run(self) -> None:
        """Write until cancelled; on the way out give the lease back."""
        await self._lease.reign(self._reign)

    async def _reign(self) -> None:
        looked = 0.0
        loop = asyncio.get_running_loop()
        while await self._lease.holds():
            if loop.time() - looked >= LOOK_SECONDS:
                await self.write_due()
                looked = loop.time()
            await asyncio.sleep(0.5)

    async def write_due(self) -> int:
        """Write every digest that is due; how many those were."""
        written = 0
        for tenant in await self._tenants.list_all():
            morning = last_morning(tenant, self._clock())
            due = {"tenantId": tenant.id, "digestTo": {"$lt": morning}}
            for chosen in await self._preferences.find(due).to_list():
                written += await self._write(tenant, chosen, morning)
        return written

    async def _write(self, tenant: Tenant, chosen: Mapping[str, Any], morning: datetime) -> bool:
        """Write to one person, if there is anything to tell; and remember that it was told."""

        async def work(session: Session) -> bool:
            mine = {
                "_id": chosen["_id"],
                "tenantId": tenant.id,
                "digestTo": chosen["digestTo"],
            }
            moved = await self._preferences.update_one(
                mine, {"$set": {"digestTo": morning}}, session=session
            )
            if moved.matched_count != 1:
                return False
            mail = await self._mail(tenant, chosen, morning, session)
            if mail is not None:
                await self._mails.add(mail, self._clock(), session)
            return mail is not None

        return await in_transaction(self._database, work)

    async def _mail(
        self, tenant: Tenant, chosen: Mapping[str, Any], morning: datetime, session: Session
    ) -> Mail | None:
        """The message; None of no news, and to nobody who is no member any more."""
        user_id = chosen["userId"]
        types = [kind for kind in NOTIFICATION_TYPES if wanted_by_email(chosen["types"], kind)]
        user = await self._users.get(user_id, session)
        role = await self._members.get_role(tenant.id, user_id, session)
        if not types or user is None or user.get("disabledAt") is not None or role is None:
            return None
        news = {
            "tenantId": tenant.id,
            "userId": user_id,
            "type": {"$in": types},
            "at": {"$gte": chosen["digestTo"], "$lt": morning},
        }
        total = await self._notifications.count_documents(news, session=session)
        if not total:
            return None
        newest = self._notifications.find(news, session=session).sort([("at", -1), ("_id", -1)])
        told = await newest.limit(LINES).to_list()
        return digest_mail(
            to=user["email"],
            organisation=tenant.name,
            lines=[sentence_of(notification_of(stored)) for stored in told],
            more=total - len(told),
            link=f"{self._public_url}/notifications",
            settings_link=f"{self._public_url}/settings/profile",
        )


def last_morning(tenant: Tenant, now: datetime) -> datetime:
    """The last time that it was morning in the organisation's zone."""
    local = now.astimezone(tenant.zone)
    morning = local.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    if morning > local:
        yesterday = local.date() - timedelta(days=1)
        morning = morning.replace(year=yesterday.year, month=yesterday.month, day=yesterday.day)
    return morning
