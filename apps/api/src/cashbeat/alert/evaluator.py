"""Evaluates every rule once a minute, and raises and ends alerts. A part of the worker.

    lease -> minutes that are settled and counted -> evaluate (pure) -> one transaction {where the
    rule stands, the alert, the messages about it} -> announce

The rule's step moves in the transaction that writes its alert, and only from where it was read: a
worker that dies leaves all of it or nothing, and a second one doubles nothing. Source:
docs/adr/0020-alerts.md.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.alert.alert_repository import AlertRepository
from cashbeat.alert.announcing import Publisher, tell
from cashbeat.alert.criteria import Criteria, criteria_of
from cashbeat.alert.defaults import AlertDefaults
from cashbeat.alert.evaluation import Outcome, evaluate
from cashbeat.alert.horizon import Horizon
from cashbeat.alert.minutes import Minutes, minutes_for
from cashbeat.alert.raising import Raiser
from cashbeat.alert.rule_repository import AlertRuleRepository, StoredRule
from cashbeat.alert.series import sight_of
from cashbeat.alert.state import from_stored
from cashbeat.core.lease import Lease
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database
from cashbeat.kit.time_buckets import MINUTE
from cashbeat.tenant.repository import TenantRepository

log = get_logger(__name__)

LEASE = "alert_evaluator"
CATCH_UP = timedelta(hours=24)
"""Minutes that a stopped worker missed are made up for as far back; what is older is left out."""

PAUSE_SECONDS = 1.0


class Evaluator:
    """Evaluates while it holds the lease, stands by while another does."""

    def __init__(
        self,
        database: Database,
        minutes: Minutes,
        raiser: Raiser,
        publisher: Publisher,
        clock: Callable[[], datetime],
        lease_seconds: int,
    ) -> None:
        self._rules = AlertRuleRepository(database)
        self._alerts = AlertRepository(database)
        self._tenants = TenantRepository(database)
        self._defaults = AlertDefaults(database, clock)
        self._horizon = Horizon(database)
        self._minutes = minutes
        self._raiser = raiser
        self._publisher = publisher
        self._clock = clock
        self._lease = Lease(database, LEASE, lease_seconds)

    async def run(self) -> None:
        """Evaluate until cancelled; on the way out give the lease back."""
        await self._lease.reign(self._reign)

    async def _reign(self) -> None:
        while await self._lease.holds():
            await self.wake()
            await self.evaluate()
            await asyncio.sleep(PAUSE_SECONDS)

    async def wake(self) -> int:
        """Let snoozed alerts speak up whose time has come; how many did."""
        woken = 0
        for alert in await self._alerts.list_waking(self._clock()):
            after = await self._raiser.wake(alert, self._clock())
            if after is not None:
                woken += 1
                tell(self._publisher, after["tenantId"], after, "woke")
        return woken

    async def evaluate(self) -> int:
        """Evaluate the minutes that became ready since the last time; how many they were."""
        ready = await self._horizon.ready_until(self._clock())
        if ready is None:
            return 0
        progress = await self._rules.get_progress()
        if progress is None:
            await self._rules.begin_progress(ready)
            progress = {"until": ready, "version": 1}
        if ready <= progress["until"]:
            return 0
        await self._give_defaults()
        start = max(progress["until"], ready - CATCH_UP)
        if start > progress["until"]:
            log.warning("alert.minutes.left_out", since=progress["until"], until=start)
        if not await self._evaluate_all(start, ready):
            return 0
        if not await self._rules.move_progress(progress["version"], ready):
            return 0
        return int((ready - start) / MINUTE)

    async def _give_defaults(self) -> None:
        given = await self._rules.list_with_defaults()
        for tenant in await self._tenants.list_all():
            if tenant.id not in given:
                await self._defaults.ensure(tenant.id)

    async def _evaluate_all(self, start: datetime, end: datetime) -> bool:
        """Evaluate every rule; False when the lease was lost on the way."""
        group: list[StoredRule] = []
        async for rule in self._rules.iterate_enabled():
            if group and rule["tenantId"] != group[0]["tenantId"]:
                if not await self._lease.holds():
                    return False
                await self._evaluate_tenant(group, start, end)
                group = []
            group.append(rule)
        if group:
            await self._evaluate_tenant(group, start, end)
        return True

    async def _evaluate_tenant(
        self, rules: Sequence[StoredRule], start: datetime, end: datetime
    ) -> None:
        """Evaluate the rules of an organisation; one that fails keeps no other one up."""
        tenant_id = rules[0]["tenantId"]
        due = [
            (rule, criteria_of(rule), since)
            for rule in rules
            if (since := max(start, rule["evaluatedUntil"])) < end
        ]
        if not due:
            return
        currencies = await self._minutes.list_currencies(tenant_id)
        first = min(since for _, _, since in due)
        every = [criteria for _, criteria, _ in due]
        read = await self._minutes.read(tenant_id, every, currencies, first, end)
        for rule, criteria, since in due:
            try:
                await self._evaluate_rule(rule, criteria, minutes_for(criteria, read), since, end)
            except (DuplicateKeyError, ValueError, KeyError, OverflowError):
                log.exception("alert.rule.failed", tenant=tenant_id, rule=rule["_id"])

    async def _evaluate_rule(
        self,
        rule: StoredRule,
        criteria: Criteria,
        minutes: Sequence[dict[str, Any]],
        since: datetime,
        end: datetime,
    ) -> None:
        state = from_stored(rule.get("state"))
        sight = sight_of(criteria, since, end, minutes)
        outcome: Outcome = evaluate(criteria, sight, state, end)
        if outcome.state == state and not outcome.firings:
            return
        for stored, action in await self._raiser.keep(rule, criteria, outcome, end, self._clock()):
            tell(self._publisher, rule["tenantId"], stored, action)
