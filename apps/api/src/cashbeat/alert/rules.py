"""What people do with rules: list, make, change and take away."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.alert.alert_repository import AlertRepository, StoredAlert
from cashbeat.alert.announcing import Publisher, tell
from cashbeat.alert.checking import (
    Surroundings,
    Values,
    check_change,
    check_new_rule,
)
from cashbeat.alert.ending import end_with_rule
from cashbeat.alert.errors import (
    AlertRuleChangedMeanwhile,
    AlertRuleNotFound,
    TooManyAlertRules,
)
from cashbeat.alert.rule_repository import AlertRuleRepository, StoredRule
from cashbeat.alert.wire import CRITERIA, SETTINGS, rule_of
from cashbeat.audit.entry import Target, changed, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.alert import AlertChannelsInput, AlertRule, AlertRuleChange, NewAlertRule
from cashbeat.core.body import Faulty
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.user_repository import MembershipRepository
from cashbeat.kit.ids import new_id
from cashbeat.kit.time_buckets import MINUTE, floor_to
from cashbeat.payment.methods import PaymentMethods
from cashbeat.tenant.caller import Caller
from cashbeat.webhook.repository import WebhookRepository

MAX_RULES = 100
"""Rules of one organisation: each is evaluated every minute."""

_DECIMALS = frozenset({"threshold", "clear_threshold", "minimum_change"})


class AlertRules:
    """Makes, lists and changes rules, and tells the audit log of it."""

    def __init__(
        self,
        database: Database,
        methods: PaymentMethods,
        publisher: Publisher,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._rules = AlertRuleRepository(database)
        self._alerts = AlertRepository(database)
        self._audit = AuditLog(database)
        self._members = MembershipRepository(database)
        self._webhooks = WebhookRepository(database)
        self._methods = methods
        self._publisher = publisher
        self._clock = clock

    async def list_rules(self, tenant_id: str) -> list[AlertRule]:
        """Every rule, oldest first."""
        done = await self._done_until()
        return [rule_of(stored, done) for stored in await self._rules.list_rules(tenant_id)]

    async def get(self, tenant_id: str, rule_id: str) -> AlertRule:
        """One rule. Raises: AlertRuleNotFound."""
        return rule_of(await self._get(tenant_id, rule_id), await self._done_until())

    async def surroundings(self, tenant_id: str) -> Surroundings:
        """What rules of the organisation may name."""
        members = await self._members.list_of_tenant(tenant_id)
        return Surroundings(
            methods={method.code for method in await self._methods.list_all(tenant_id)},
            members={member["userId"] for member in members},
            webhooks=await self._webhooks.list_ids(tenant_id),
        )

    async def create(
        self, body: NewAlertRule | Faulty[NewAlertRule], by: Caller, key: str | None
    ) -> tuple[AlertRule, bool]:
        """Make a rule; True when the key's first request made it already.

        Raises: InvalidRequest naming every fault, TooManyAlertRules, IdempotencyKeyReused.
        """
        tenant_id = by.tenant.id
        values, problems = check_new_rule(body, await self.surroundings(tenant_id))
        if problems or isinstance(body, Faulty):
            raise InvalidRequest.of(problems)
        request = keyed_request(key, "create alert rule", body)
        told = await self._told(tenant_id, request)
        if told is not None:
            return told, True
        if await self._rules.count(tenant_id) >= MAX_RULES:
            raise TooManyAlertRules(f"The organisation has {MAX_RULES} rules; delete one first.")
        now = self._clock()
        stored = new_rule(values, {"id": by.by.actor.id, "name": by.by.actor.name}, now)
        if request is not None:
            stored["request"] = request.stored()

        async def work(session: Session) -> None:
            await self._rules.insert(tenant_id, stored, session)
            await self._record(by, "alert_rule.created", stored, {}, told_of(stored), session)

        try:
            await in_transaction(self._database, work)
        except DuplicateKeyError:
            told = await self._told(tenant_id, request)
            if told is None:
                raise
            return told, True
        return rule_of(stored, None), False

    async def change(
        self, rule_id: str, body: AlertRuleChange | Faulty[AlertRuleChange], by: Caller
    ) -> AlertRule:
        """Change a rule. One that fires by other numbers, or not at all, begins anew.

        Raises: AlertRuleNotFound, InvalidRequest naming every fault, AlertRuleChangedMeanwhile.
        """
        tenant_id = by.tenant.id
        stored = await self._get(tenant_id, rule_id)
        around = await self.surroundings(tenant_id)
        values, problems = check_change(values_of_rule(stored, around), body, around)
        if problems or isinstance(body, Faulty):
            raise InvalidRequest.of(problems)
        if body.version not in {None, stored["version"]}:
            raise AlertRuleChangedMeanwhile("The rule was changed since you saw it.")
        now = self._clock()
        changes = fields_of(values)
        anew = any(stored.get(name) != changes[name] for name in (*CRITERIA.values(), "enabled"))
        begun = _beginning(now) if anew else {}

        async def work(session: Session) -> tuple[StoredRule, StoredAlert | None]:
            fields = {**changes, **begun, "updatedAt": now}
            after = await self._rules.update(
                tenant_id, rule_id, stored["version"], fields, session, anew=anew
            )
            if after is None:
                raise AlertRuleChangedMeanwhile("The rule was changed at the same time; try again.")
            told = changed(told_of(stored), told_of(after))
            await self._record(by, "alert_rule.changed", after, *told, session)
            why = "The rule was changed."
            ended = await end_with_rule(self._alerts, stored, why, now, session) if anew else None
            return after, ended

        after, ended = await in_transaction(self._database, work)
        if ended is not None:
            tell(self._publisher, tenant_id, ended, "cleared")
        return rule_of(after, await self._done_until())

    async def delete(self, rule_id: str, by: Caller) -> None:
        """Take a rule away; its alerts stay. Raises: AlertRuleNotFound."""
        tenant_id, now = by.tenant.id, self._clock()

        async def work(session: Session) -> StoredAlert | None:
            stored = await self._rules.delete(tenant_id, rule_id, session)
            if stored is None:
                raise AlertRuleNotFound("The organisation has no such alert rule.")
            await self._record(by, "alert_rule.deleted", stored, told_of(stored), {}, session)
            return await end_with_rule(self._alerts, stored, "The rule was deleted.", now, session)

        ended = await in_transaction(self._database, work)
        if ended is not None:
            tell(self._publisher, tenant_id, ended, "cleared")

    async def _get(self, tenant_id: str, rule_id: str) -> StoredRule:
        stored = await self._rules.get(tenant_id, rule_id)
        if stored is None:
            raise AlertRuleNotFound("The organisation has no such alert rule.")
        return stored

    async def _told(self, tenant_id: str, request: KeyedRequest | None) -> AlertRule | None:
        """The rule that the key's first request made. Raises: IdempotencyKeyReused."""
        if request is None:
            return None
        stored = await self._rules.get_by_request(tenant_id, request.key)
        if stored is None:
            return None
        check_same(stored["request"], request.hash)
        return rule_of(stored, await self._done_until())

    async def _done_until(self) -> datetime | None:
        progress = await self._rules.get_progress()
        return None if progress is None else progress["until"]

    async def _record(
        self,
        by: Caller,
        action: str,
        stored: StoredRule,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        session: Session,
    ) -> None:
        target = Target("alert_rule", stored["_id"], stored["name"])
        entry = entry_of(by.tenant.id, by.by, action, target, before, after, self._clock())
        await self._audit.record(by.tenant.id, entry, session)


def new_rule(
    values: Values, made_by: Mapping[str, str], now: datetime, *, default: bool = False
) -> dict[str, Any]:
    """A new rule as it is stored."""
    return {
        "_id": new_id("rule"),
        "version": 1,
        **fields_of(values),
        "isDefault": default,
        "createdBy": dict(made_by),
        "createdAt": now,
        "updatedAt": now,
        "step": 0,
        **_beginning(now),
    }


def fields_of(values: Values) -> dict[str, Any]:
    """What a person sets of a rule, as it is stored."""
    stored = {
        wire: str(values[name]) if name in _DECIMALS and values[name] is not None else values[name]
        for name, wire in SETTINGS.items()
    }
    channels: AlertChannelsInput = values["channels"]
    stored["channels"] = {
        "email": list(dict.fromkeys(channels.email)),
        "webhooks": list(dict.fromkeys(channels.webhooks)),
    }
    return stored


def values_of_rule(stored: StoredRule, around: Surroundings) -> dict[str, Any]:
    """The inverse of `fields_of`; members and webhooks that are gone are left out."""
    values = {
        name: Decimal(stored[wire])
        if name in _DECIMALS and stored.get(wire) is not None
        else stored.get(wire)
        for name, wire in SETTINGS.items()
    }
    named = stored["channels"]
    there = AlertChannelsInput(
        email=[member for member in named["email"] if member in around.members],
        webhooks=[webhook for webhook in named["webhooks"] if webhook in around.webhooks],
    )
    return values | {"channels": there}


def told_of(stored: StoredRule) -> dict[str, Any]:
    """A rule as the audit log tells it."""
    return {name: stored.get(name) for name in (*SETTINGS.values(), "channels")}


def _beginning(now: datetime) -> dict[str, Any]:
    """Where a rule stands that begins now."""
    return {"state": None, "alertId": None, "evaluatedUntil": floor_to(now, MINUTE)}
