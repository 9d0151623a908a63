"""What can go wrong with rules and alerts."""

from cashbeat.contracts.alert import AlertProblem
from cashbeat.core.errors import CashbeatError


class AlertNotFound(CashbeatError):
    """No such alert in the organisation."""

    status = 404
    code = "alert_not_found"
    title = "Alert not found"


class AlertRuleNotFound(CashbeatError):
    """No such rule in the organisation."""

    status = 404
    code = "alert_rule_not_found"
    title = "Alert rule not found"


class AlertChangedMeanwhile(CashbeatError):
    """The alert is another than the caller saw, or is closed; `members` say how it stands."""

    status = 409
    code = "alert_changed"
    title = "Alert changed meanwhile"
    wire_model = AlertProblem


class AlertRuleChangedMeanwhile(CashbeatError):
    """The rule is another than the caller saw."""

    status = 409
    code = "alert_rule_changed"
    title = "Alert rule changed meanwhile"


class TooManyAlertRules(CashbeatError):
    """The organisation has as many rules as it may."""

    status = 409
    code = "too_many_alert_rules"
    title = "Too many alert rules"
