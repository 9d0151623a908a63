"""The rules that an organisation begins with: each can be changed, switched off or deleted.

They rest on evidence that a small merchant's quiet night does not have, so that nobody learns to
look past alerts: the first finds a spike within minutes where many pay, the second where few do.
Tried on 204 quiet seeded days, where they fired three times in all: docs/adr/0020-alerts.md.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.alert.rule_repository import AlertRuleRepository
from cashbeat.alert.rules import new_rule
from cashbeat.contracts.alert import NewAlertRule
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.tenant.caller import SYSTEM

DEFAULT_RULES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "Failure spike",
        "severity": "critical",
        "measure": "failure_rate",
        "condition": "above",
        "threshold": 0.2,
        "clearThreshold": 0.12,
        "minimumCount": 40,
        "windowMinutes": 15,
        "forMinutes": 2,
        "cooldownMinutes": 30,
    },
    {
        "name": "Failures over an hour",
        "severity": "warning",
        "measure": "failure_rate",
        "condition": "above",
        "threshold": 0.2,
        "clearThreshold": 0.12,
        "minimumCount": 30,
        "windowMinutes": 60,
        "forMinutes": 10,
        "cooldownMinutes": 60,
    },
    {
        "name": "Payments drop",
        "severity": "warning",
        "measure": "payment_count",
        "condition": "falls_by",
        "threshold": 0.7,
        "clearThreshold": 0.5,
        "baseline": "week",
        "minimumCount": 40,
        "minimumChange": 30,
        "windowMinutes": 60,
        "forMinutes": 10,
        "cooldownMinutes": 120,
    },
)
"""Bodies of the requests that would make them."""


class AlertDefaults:
    """Gives each organisation its first rules, once."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._rules = AlertRuleRepository(database)
        self._clock = clock

    async def ensure(self, tenant_id: str) -> bool:
        """Give the organisation its first rules, unless it got them once; whether it did now."""
        if await self._rules.has_defaults(tenant_id):
            return False
        now = self._clock()
        rules = [
            new_rule(
                dict(NewAlertRule.model_validate(body)),
                _MAKER,
                now + place * timedelta(milliseconds=1),  # lists keep their order
                default=True,
            )
            for place, body in enumerate(DEFAULT_RULES)
        ]

        async def work(session: Session) -> None:
            await self._rules.insert_defaults(tenant_id, rules, now, session)

        try:
            await in_transaction(self._database, work)
        except DuplicateKeyError:
            return False
        return True


_MAKER = {"id": SYSTEM.id, "name": SYSTEM.name}
