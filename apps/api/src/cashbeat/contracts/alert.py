"""Alert rules, what they would have fired, and the alerts that they raised, on the wire.

The definitions stand in `cashbeat.alert.evaluation`.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from cashbeat.contracts.base import (
    LINES,
    ONE_LINE,
    Figure,
    FigureInput,
    Instant,
    InstantInput,
    RequestModel,
    WireModel,
)
from cashbeat.contracts.payment import Currency, MethodCode
from cashbeat.contracts.problem import Problem

MAX_WINDOW = 1_440
MAX_COOLDOWN = 10_080
MAX_SNOOZE_DAYS = 30

AlertMeasure = Literal["failure_rate", "failed_count", "volume", "payment_count", "refunded_volume"]
"""What a rule watches: failed ÷ attempts, failed payments, sum of succeeded ones, all payments, sum
given back; each of the payments made in the window."""

AlertCondition = Literal["above", "below", "rises_by", "falls_by"]
"""How: on one side of the threshold, or changed against the same window a day or week before."""

AlertBaseline = Literal["day", "week"]
AlertSeverity = Literal["info", "warning", "critical"]
AlertState = Literal["firing", "acknowledged", "snoozed", "resolved"]
"""Where an alert stands; all but `resolved` are open."""

AlertAction = Literal[
    "raised", "cleared", "acknowledged", "assigned", "snoozed", "woke", "resolved", "noted"
]
"""What happened to an alert. `cleared`: its condition passed, or its rule is gone."""

DeliveryChannel = Literal["email", "webhook"]
DeliveryState = Literal["waiting", "delivered", "failed"]
"""Whether it arrived; `failed` is given up."""

RuleName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=ONE_LINE),
    Field(description="What people call it.", examples=["Card failures"]),
]
Note = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000, pattern=LINES),
    Field(description="A remark for the history.", examples=["The gateway confirmed an outage."]),
]
_Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=ONE_LINE)]
Minutes = Annotated[StrictInt, Field(ge=1, le=MAX_WINDOW)]

_THRESHOLD = (
    "`above` and `below`: in the unit of the measure (a fraction 0..1, payments, or major units). "
    "`rises_by` and `falls_by`: the change relative to the baseline, 0.5 for a half."
)
_CLEAR = (
    "What an alert that is raised must get back to, so that it does not flutter: not above "
    "`threshold`, of `below` not below it. The threshold itself when null."
)
_MINIMUM_COUNT = (
    "Fewer payments than this (of `failure_rate`: attempts) are no evidence. Looked for in the "
    "window, of `falls_by` in the baseline's; not with `below`, unless of `failure_rate`."
)
_MINIMUM_CHANGE = (
    "`rises_by` and `falls_by`: the change must also be this large in the unit of the measure."
)
_WINDOW = "Minutes that are looked at together; the window slides by the minute."
_FOR = (
    "Minutes on end that the condition must hold before an alert is raised, and must be clear "
    "before it ends; 1 for at once."
)
_COOLDOWN = "Minutes after an alert ended in which the rule raises no other."
_CURRENCY = "ISO 4217 code; of volumes required, of counts all currencies together when null."
_METHOD = "Payments of this method only; all when null."
_BASELINE = "`rises_by` and `falls_by`: how long before lies the window to compare with."


class AlertChannels(WireModel):
    """Who is told, beside everybody who looks at the dashboard."""

    email: list[str] = Field(description="Members who get a message.")
    webhooks: list[str] = Field(description="Webhooks that are called.")


class AlertChannelsInput(RequestModel):
    """Who is to be told, beside everybody who looks at the dashboard."""

    email: list[_Id] = Field(
        default_factory=list,
        max_length=50,
        description="Members who get a message.",
        examples=[["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"]],
    )
    webhooks: list[_Id] = Field(
        default_factory=list, max_length=20, description="Webhooks that are called."
    )


class AlertCriteria(WireModel):
    """When a rule fires."""

    measure: AlertMeasure = Field(description="What is watched.")
    condition: AlertCondition = Field(description="How.")
    threshold: Figure = Field(description=_THRESHOLD, examples=[0.2])
    clear_threshold: Figure | None = Field(description=_CLEAR, examples=[0.1])
    baseline: AlertBaseline | None = Field(description=_BASELINE)
    minimum_count: int = Field(description=_MINIMUM_COUNT, examples=[20])
    minimum_change: Figure = Field(description=_MINIMUM_CHANGE, examples=[0])
    window_minutes: int = Field(description=_WINDOW, examples=[10])
    for_minutes: int = Field(description=_FOR, examples=[2])
    cooldown_minutes: int = Field(description=_COOLDOWN, examples=[30])
    currency: Currency | None = Field(description=_CURRENCY)
    method: MethodCode | None = Field(description=_METHOD)
    summary: str = Field(
        description="The rule in a sentence.",
        examples=["Failure rate of 10 minutes above 20% for 2 minutes, from 20 attempts."],
    )


class AlertRule(AlertCriteria):
    """A rule of the organisation."""

    id: str = Field(description="Identifier.", examples=["rule_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    version: int = Field(description="Number of changes so far; 1 is new.")
    name: RuleName
    enabled: bool = Field(description="Whether it is evaluated.")
    severity: AlertSeverity = Field(description="How bad it is when it fires.")
    channels: AlertChannels = Field(description="Who is told.")
    is_default: bool = Field(description="Whether it came with the organisation.")
    firing_alert_id: str | None = Field(
        description="The alert of its that has not ended; null while it is calm."
    )
    last_raised_at: Instant | None = Field(description="When it fired last; null for never.")
    evaluated_until: Instant | None = Field(
        description="End of the last minute that it was evaluated for; null before the first."
    )
    created_by: str = Field(description="Name of who made it.", examples=["Ana Kovalenko"])
    created_at: Instant = Field(description="When it was made.")
    updated_at: Instant = Field(description="When it was changed last.")


class NewAlertRule(RequestModel):
    """A rule to add."""

    name: RuleName
    enabled: StrictBool = Field(default=True, description="Whether it is evaluated.")
    severity: AlertSeverity = Field(default="warning", description="How bad it is when it fires.")
    measure: AlertMeasure = Field(description="What is watched.", examples=["failure_rate"])
    condition: AlertCondition = Field(description="How.", examples=["above"])
    threshold: FigureInput = Field(description=_THRESHOLD, examples=[0.2])
    clear_threshold: FigureInput | None = Field(default=None, description=_CLEAR, examples=[0.1])
    baseline: AlertBaseline | None = Field(default=None, description=_BASELINE)
    minimum_count: StrictInt = Field(
        default=0, ge=0, le=1_000_000, description=_MINIMUM_COUNT, examples=[20]
    )
    minimum_change: FigureInput = Field(
        default=Decimal(0),
        description=_MINIMUM_CHANGE,
        examples=[0],
        json_schema_extra={"default": 0},
    )
    window_minutes: Minutes = Field(description=_WINDOW, examples=[10])
    for_minutes: Minutes = Field(default=1, description=_FOR, examples=[2])
    cooldown_minutes: StrictInt = Field(
        default=30, ge=0, le=MAX_COOLDOWN, description=_COOLDOWN, examples=[30]
    )
    currency: Currency | None = Field(default=None, description=_CURRENCY)
    method: MethodCode | None = Field(default=None, description=_METHOD)
    channels: AlertChannelsInput = Field(
        default_factory=AlertChannelsInput, description="Who is told."
    )


class AlertRuleChange(RequestModel):
    """What to change of a rule; what is left out stays. The whole must be a rule again."""

    version: StrictInt | None = Field(
        default=None,
        ge=1,
        description="The version that you saw: refused with 409 if it has changed since.",
    )
    name: RuleName | None = Field(default=None, description="Its new name.")
    enabled: StrictBool | None = Field(default=None, description="Whether it is evaluated.")
    severity: AlertSeverity | None = Field(default=None, description="How bad it is.")
    measure: AlertMeasure | None = Field(default=None, description="What is watched.")
    condition: AlertCondition | None = Field(default=None, description="How.")
    threshold: FigureInput | None = Field(default=None, description=_THRESHOLD)
    clear_threshold: FigureInput | None = Field(default=None, description=_CLEAR)
    baseline: AlertBaseline | None = Field(default=None, description=_BASELINE)
    minimum_count: StrictInt | None = Field(
        default=None, ge=0, le=1_000_000, description=_MINIMUM_COUNT
    )
    minimum_change: FigureInput | None = Field(default=None, description=_MINIMUM_CHANGE)
    window_minutes: Minutes | None = Field(default=None, description=_WINDOW)
    for_minutes: Minutes | None = Field(default=None, description=_FOR)
    cooldown_minutes: StrictInt | None = Field(
        default=None, ge=0, le=MAX_COOLDOWN, description=_COOLDOWN
    )
    currency: Currency | None = Field(default=None, description=_CURRENCY)
    method: MethodCode | None = Field(default=None, description=_METHOD)
    channels: AlertChannelsInput | None = Field(default=None, description="Who is told.")


class AlertRulePreviewRequest(RequestModel):
    """Asks what a rule would have fired; it need not be saved."""

    rule: object = Field(
        description="The rule, with the fields of `NewAlertRule`.",
        json_schema_extra={"allOf": [{"$ref": "#/components/schemas/NewAlertRule"}]},
    )
    from_: InstantInput | None = Field(
        default=None,
        alias="from",
        description="Since when; as far back as can be seen if left out.",
    )
    to: InstantInput | None = Field(
        default=None, description="Until when; the last settled minute if left out."
    )


class PreviewPoint(WireModel):
    """Some minutes of the chart together, by their most telling one."""

    timestamp: Instant = Field(description="Start of the first minute.")
    value: Figure | None = Field(
        description="The measure of the window that ends there; null without evidence."
    )
    baseline: Figure | None = Field(description="The same of the window compared with.")
    threshold: Figure | None = Field(
        description="Where the rule begins to hold, in the unit of the measure."
    )
    clear_threshold: Figure | None = Field(description="Where an alert begins to clear.")
    firing: bool = Field(description="Whether an alert stood in one of the minutes.")


class PreviewFiring(WireModel):
    """An alert that the rule would have raised."""

    started_at: Instant = Field(description="Since when the condition held.")
    raised_at: Instant = Field(description="When it would have been raised.")
    ended_at: Instant | None = Field(description="When it cleared; null while it still stands.")
    value: Figure = Field(description="The measure as it was raised.")
    baseline: Figure | None = Field(description="What it was compared with.")
    worst_value: Figure = Field(description="The furthest that the measure went.")
    worst_at: Instant = Field(description="When that was.")
    window_from: Instant = Field(description="Start of what to look at: the first window's.")
    window_to: Instant = Field(description="Its end.")


class AlertRulePreview(WireModel):
    """What a rule would have fired: the very evaluation that runs live."""

    from_: Instant = Field(alias="from", description="Start of the range, inclusive.")
    to: Instant = Field(description="End of the range, exclusive.")
    earliest: Instant = Field(
        description="How far back rules of this window and baseline can be tried."
    )
    step_minutes: int = Field(description="Minutes that a point stands for.", examples=[10])
    points: list[PreviewPoint] = Field(description="The chart: at most 600 points.")
    firings: list[PreviewFiring] = Field(
        description="The alerts that it would have raised, the newest 200, oldest first."
    )
    firing_count: int = Field(description="All alerts that it would have raised.")
    firing_minutes: int = Field(description="Minutes in which an alert stood.")
    currency: Currency | None = Field(description="Currency of amounts; null without amounts.")
    summary: str = Field(
        description="The finding in a sentence.",
        examples=["Would have fired 2 times in the last 7 days."],
    )


class AlertRuleSnapshot(AlertCriteria):
    """The rule as it was when it fired."""

    name: RuleName
    version: int = Field(description="Its version at that time.")


class AlertPerson(WireModel):
    """A member who has to do with an alert."""

    user_id: str = Field(description="The person.", examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    name: str = Field(description="What the person was called then.", examples=["Ana Kovalenko"])


class Alert(WireModel):
    """A rule that fired, and what people did about it."""

    id: str = Field(description="Identifier.", examples=["alr_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    version: int = Field(description="Number of changes so far; send it with the next one.")
    rule_id: str = Field(description="The rule, which may be gone or another by now.")
    rule: AlertRuleSnapshot = Field(description="The rule as it was.")
    severity: AlertSeverity = Field(description="How bad it is.")
    state: AlertState = Field(description="Where it stands.")
    title: str = Field(
        description="The finding in a sentence.",
        examples=["Failure rate 38% in 10 minutes, above 20%."],
    )
    value: Figure = Field(description="The measure as the alert was raised.", examples=[0.38])
    baseline_value: Figure | None = Field(description="What it was compared with.")
    worst_value: Figure = Field(description="The furthest that the measure went so far.")
    last_value: Figure | None = Field(
        description="The measure at the last evaluation while it stood; null without evidence."
    )
    currency: Currency | None = Field(description="Currency of the rule; null for all.")
    method: MethodCode | None = Field(description="Method of the rule; null for all.")
    started_at: Instant = Field(description="Since when the condition held.")
    raised_at: Instant = Field(description="When the alert was raised.")
    ended_at: Instant | None = Field(
        description="When the condition had cleared; null while it holds, also after a person "
        "resolved the alert."
    )
    resolved_at: Instant | None = Field(description="When it was resolved; null while it is open.")
    resolved_by: AlertPerson | None = Field(
        description="Who resolved it; null when it resolved itself."
    )
    from_: Instant = Field(
        alias="from", description="Start of what to look at, for lists and explanations."
    )
    to: Instant = Field(description="Its end: of an alert that stands, the last evaluation.")
    acknowledged_by: AlertPerson | None = Field(description="Who took notice.")
    assignee: AlertPerson | None = Field(description="Who takes care of it.")
    snoozed_until: Instant | None = Field(description="When it speaks up again.")


class AlertHistoryEntry(WireModel):
    """Something that happened to an alert."""

    at: Instant = Field(description="When.")
    action: AlertAction = Field(description="What.")
    by: str | None = Field(description="Name of who did it; null for the product itself.")
    note: str | None = Field(description="A remark.")
    assignee: AlertPerson | None = Field(description="`assigned`: to whom; null for nobody.")
    until: Instant | None = Field(description="`snoozed`: until when.")


class AlertDelivery(WireModel):
    """A message about an alert to one recipient."""

    id: str = Field(description="Identifier.")
    channel: DeliveryChannel = Field(description="By which way.")
    event: str = Field(description="What it tells.", examples=["alert.raised"])
    recipient: str = Field(
        description="Address of the message, or name of the webhook.", examples=["ana@example.com"]
    )
    state: DeliveryState = Field(description="Whether it arrived.")
    attempts: int = Field(description="How often it was tried.")
    created_at: Instant = Field(description="When it was handed over for sending.")
    delivered_at: Instant | None = Field(description="When it was taken.")
    next_attempt_at: Instant | None = Field(description="When it is tried next, while waiting.")
    detail: str | None = Field(
        description="What came of the last attempt.", examples=["HTTP 503 after 214 ms"]
    )


class AlertDetails(Alert):
    """An alert with all that happened, oldest first."""

    history: list[AlertHistoryEntry] = Field(description="What happened, oldest first.")
    deliveries: list[AlertDelivery] = Field(description="Messages about it, oldest first.")


class AlertCounts(WireModel):
    """Open alerts of the organisation, whatever the page's filters."""

    open: int = Field(description="Firing, acknowledged and snoozed ones.")
    firing: int = Field(description="Those nobody took notice of.")
    acknowledged: int = Field(description="Those somebody took notice of.")
    snoozed: int = Field(description="Those that are put off.")
    critical: int = Field(description="Open ones that are critical.")
    warning: int = Field(description="Open ones that are warnings.")
    info: int = Field(description="Open ones that inform.")


class AlertPage(WireModel):
    """One page of alerts, newest first."""

    items: list[Alert] = Field(description="The alerts.")
    counts: AlertCounts = Field(description="Open alerts.")
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null at the end."
    )


_Version = Annotated[
    StrictInt,
    Field(ge=1, description="The version that you saw: refused with 409 if it has changed since."),
]


class AcknowledgeAlert(RequestModel):
    """Takes notice of an alert."""

    version: _Version
    note: Note | None = Field(default=None, description="A remark for the history.")


class AssignAlert(RequestModel):
    """Gives an alert to a member, or to nobody."""

    version: _Version
    assignee: _Id | None = Field(
        description="The member; null for nobody.", examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"]
    )
    note: Note | None = Field(default=None, description="A remark for the history.")


class SnoozeAlert(RequestModel):
    """Puts an alert off."""

    version: _Version
    until: InstantInput = Field(
        description="When it speaks up again: in the future, 30 days ahead at most.",
        examples=["2026-03-01T10:00:00Z"],
    )
    note: Note | None = Field(default=None, description="A remark for the history.")


class ResolveAlert(RequestModel):
    """Closes an alert. Its rule stays quiet until the condition has cleared."""

    version: _Version
    note: Note | None = Field(default=None, description="A remark for the history.")


class AlertProblem(Problem):
    """Why an alert is not changed: it is another by now."""

    alert: Alert = Field(description="The alert as it stands.")
