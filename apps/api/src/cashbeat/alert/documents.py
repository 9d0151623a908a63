"""Rules and alerts as stored. Figures are decimal texts in the unit that travels."""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

_KEY = {"request.key": {"$exists": True}}


class AlertRuleDocument(Document):
    """A rule, and where it stands.

    `state` is the evaluator's (`alert.state`); `step` counts its changes and fences a second
    evaluator. `evaluatedUntil`: minutes before it are done for this rule, whatever the evaluator's
    own progress says. `alertId` is the alert that has not ended.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    version: int
    name: str
    enabled: bool
    severity: str
    measure: str
    condition: str
    threshold: str
    clearThreshold: str | None = None
    baseline: str | None = None
    minimumCount: int
    minimumChange: str
    windowMinutes: int
    forMinutes: int
    cooldownMinutes: int
    currency: str | None = None
    method: str | None = None
    channels: dict[str, list[str]]
    isDefault: bool
    createdBy: dict[str, str]
    createdAt: datetime
    updatedAt: datetime
    request: dict[str, str] | None = None
    state: dict[str, Any] | None = None
    step: int
    evaluatedUntil: datetime
    alertId: str | None = None
    lastRaisedAt: datetime | None = None

    class Settings:
        """Collection and indexes."""

        name = "alert_rules"
        indexes: ClassVar = [
            IndexModel([("tenantId", ASCENDING), ("createdAt", ASCENDING)], name="of_tenant"),
            IndexModel([("enabled", ASCENDING), ("tenantId", ASCENDING)], name="to_evaluate"),
            IndexModel(
                [("tenantId", ASCENDING), ("request.key", ASCENDING)],
                name="request_key",
                unique=True,
                partialFilterExpression=_KEY,
            ),
        ]


class AlertDocument(Document):
    """An alert. `version` counts what people see change, not each minute that it stands.

    `open` is there while its state is not `resolved`; `standing` while its condition has not
    cleared, which a person's resolving does not end.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    ruleId: str
    version: int
    rule: dict[str, Any]
    severity: str
    state: str
    open: bool | None = None
    standing: bool | None = None
    title: str
    value: str
    baselineValue: str | None = None
    worstValue: str
    lastValue: str | None = None
    startedAt: datetime
    raisedAt: datetime
    endedAt: datetime | None = None
    resolvedAt: datetime | None = None
    resolvedBy: dict[str, str] | None = None
    windowFrom: datetime
    windowTo: datetime
    acknowledgedBy: dict[str, str] | None = None
    assignee: dict[str, str] | None = None
    snoozedUntil: datetime | None = None
    history: list[dict[str, Any]]

    class Settings:
        """Collection and indexes."""

        name = "alerts"
        indexes: ClassVar = [
            IndexModel(
                [("tenantId", ASCENDING), ("raisedAt", DESCENDING), ("_id", DESCENDING)],
                name="newest",
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("state", ASCENDING),
                    ("raisedAt", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="by_state",
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("ruleId", ASCENDING), ("raisedAt", DESCENDING)],
                name="once",
                unique=True,
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("open", ASCENDING), ("severity", ASCENDING)],
                name="open",
                partialFilterExpression={"open": True},
            ),
            IndexModel(
                [("snoozedUntil", ASCENDING)],
                name="snoozed",
                partialFilterExpression={"snoozedUntil": {"$type": "date"}},
            ),
        ]


class AlertProgressDocument(Document):
    """How far the evaluator has come: every minute before `until` is done."""

    id: str  # type: ignore[assignment]
    until: datetime
    version: int

    class Settings:
        """Collection and indexes."""

        name = "alert_progress"


class AlertDefaultsDocument(Document):
    """That an organisation got its first rules; `id` is the organisation's."""

    id: str  # type: ignore[assignment]
    tenantId: str
    createdAt: datetime

    class Settings:
        """Collection and indexes."""

        name = "alert_defaults"
