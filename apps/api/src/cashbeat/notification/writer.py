"""Tells members of what happened, in the transaction in which it becomes true."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pymongo import UpdateOne

from cashbeat.contracts.notification import NOTIFICATION_TYPES, NotificationType
from cashbeat.core.mongo import Database, Session
from cashbeat.notification.happening import (
    MOST_A_DAY,
    Happening,
    Message,
    joint_key,
    message_of,
    own_key,
)
from cashbeat.notification.preferences import wanted_by_email, wanted_in_app


class NotificationWriter:
    """Writes a notification to each member who wants its type, at the bell or by e-mail."""

    def __init__(self, database: Database) -> None:
        self._notifications = database["notifications"]
        self._days = database["notification_days"]
        self._members = database["memberships"]
        self._preferences = database["notification_preferences"]

    async def add(
        self,
        tenant_id: str,
        happenings: Sequence[Happening],
        now: datetime,
        zone: ZoneInfo,
        session: Session,
    ) -> None:
        """Tell of these, all or none with the transaction. Days are those of the zone."""
        if not happenings:
            return
        messages = await self._messages(tenant_id, happenings, now, zone, session)
        found = self._preferences.find({"tenantId": tenant_id}, session=session)
        preferences = {each["userId"]: each["types"] async for each in found}
        members = self._members.find({"tenantId": tenant_id}, {"userId": 1}, session=session)
        writes = []
        for user_id in [member["userId"] async for member in members]:
            chosen = preferences.get(user_id, {})
            for message in messages:
                shown = wanted_in_app(chosen, message.type)
                if shown or wanted_by_email(chosen, message.type):
                    writes.append(_write(tenant_id, user_id, message, shown=shown))
        if writes:
            await self._notifications.bulk_write(writes, ordered=False, session=session)

    async def _messages(
        self,
        tenant_id: str,
        happenings: Sequence[Happening],
        now: datetime,
        zone: ZoneInfo,
        session: Session,
    ) -> list[Message]:
        """One for each customer (or import), type and day while they are few, else one for all."""
        day = now.astimezone(zone).date()
        own = {own_key(happening, day) for happening in happenings}
        there = await self._there(tenant_id, own, session)
        told = await self._told(tenant_id, day.isoformat(), session)
        messages: dict[str, Message] = {}
        begun: Counter[NotificationType] = Counter()
        for happening in happenings:
            kind, key = happening.type, own_key(happening, day)
            joint = False
            if key not in messages and key not in there:
                joint = told[kind] + begun[kind] >= MOST_A_DAY[kind]
                begun[kind] += not joint
            key = joint_key(happening, day) if joint else key
            message = messages.setdefault(key, message_of(happening, key, joint=joint))
            message.take(happening)
        await self._count(tenant_id, day.isoformat(), begun, now, session)
        return list(messages.values())

    async def _there(self, tenant_id: str, keys: Collection[str], session: Session) -> set[str]:
        """Those of the keys of which anybody was told: they have their own notifications."""
        query = {"tenantId": tenant_id, "key": {"$in": list(keys)}}
        found = self._notifications.find(query, {"key": 1}, session=session)
        return {each["key"] async for each in found}

    async def _told(self, tenant_id: str, day: str, session: Session) -> Counter[str]:
        """How many notifications of each type the day has brought."""
        ids = [_day_id(tenant_id, kind, day) for kind in NOTIFICATION_TYPES]
        query = {"_id": {"$in": ids}, "tenantId": tenant_id}
        found = self._days.find(query, session=session)
        return Counter({each["type"]: each["n"] async for each in found})

    async def _count(
        self,
        tenant_id: str,
        day: str,
        begun: Counter[NotificationType],
        now: datetime,
        session: Session,
    ) -> None:
        for kind, number in begun.items():
            if number:
                await self._days.update_one(
                    {"_id": _day_id(tenant_id, kind, day)},
                    {
                        "$inc": {"n": number},
                        "$set": {"at": now, "tenantId": tenant_id, "type": kind},
                    },
                    upsert=True,
                    session=session,
                )


def _day_id(tenant_id: str, kind: str, day: str) -> str:
    return f"{tenant_id}|{kind}|{day}"


def _write(tenant_id: str, user_id: str, message: Message, *, shown: bool) -> UpdateOne:
    """What joins a notification makes it unread again, and brings it back from the archive.

    What the person wants by e-mail alone is put away from the beginning.
    """
    fields: dict[str, Any] = {
        "tenantId": tenant_id,
        "userId": user_id,
        "key": message.key,
        "type": message.type,
        "firstAt": message.first_at,
    }
    news: dict[str, Any] = {
        "at": message.at,
        "read": not shown,
        "archived": not shown,
        **message.named,
    }
    added: Mapping[str, int] = {
        "n": message.count,
        **{f"amounts.{currency}": amount for currency, amount in message.amounts.items()},
    }
    target = {"_id": f"{tenant_id}|{user_id}|{message.key}"}
    if message.once:
        amounts = {"amounts": message.amounts} if message.amounts else {}
        whole = fields | news | {"n": message.count} | amounts
        return UpdateOne(target, {"$setOnInsert": whole}, upsert=True)
    update = {"$setOnInsert": fields, "$set": news, "$inc": added}
    return UpdateOne(target, update, upsert=True)
