"""`/api/alerts` and `/api/alert-rules`: what fired, and when it fires."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.alert.book import AlertBook
from cashbeat.alert.preview import AlertPreviews
from cashbeat.alert.query import AlertQuery
from cashbeat.alert.rules import AlertRules
from cashbeat.contracts.alert import (
    AcknowledgeAlert,
    AlertDetails,
    AlertPage,
    AlertProblem,
    AlertRule,
    AlertRuleChange,
    AlertRulePreview,
    AlertRulePreviewRequest,
    AssignAlert,
    NewAlertRule,
    ResolveAlert,
    SnoozeAlert,
)
from cashbeat.core.body import Given, and_faults
from cashbeat.core.faults import Noted
from cashbeat.core.http import problem_response, problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

AlertId = Annotated[str, Path(alias="alertId", max_length=64, description="The alert.")]
RuleId = Annotated[str, Path(alias="ruleId", max_length=64, description="The rule.")]

_STEP: dict[int | str, dict[str, Any]] = problem_responses(400, 404, 413, 415, 422, 503) | {
    409: problem_response("The alert is another by now; `alert` says how it stands.", AlertProblem)
}


def build_router(
    book: AlertBook, rules: AlertRules, previews: AlertPreviews, access: Access
) -> APIRouter:
    """The routes of alerts and their rules."""
    router = APIRouter(prefix="/api", tags=["Alerts"], route_class=StrictRoute)
    _add_alerts(router, book, access)
    _add_rules(router, rules, previews, access)
    return router


def _add_alerts(router: APIRouter, book: AlertBook, access: Access) -> None:
    OfTenant = Annotated[Tenant, Depends(access.reading("alerts:read"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("alerts:handle"))]  # noqa: N806

    @router.get("/alerts", response_model=AlertPage, responses=problem_responses(400, 422, 503))
    async def list_alerts(of: OfTenant, given: Annotated[AlertQuery, Depends()]) -> Response:
        """Alerts, newest first, and how many are open altogether."""
        return json_response(await book.page_of(of.id, *given.page()))

    @router.get(
        "/alerts/{alertId}", response_model=AlertDetails, responses=problem_responses(404, 503)
    )
    async def get_alert(of: OfTenant, alert_id: AlertId) -> Response:
        """One alert with its history and what became of the messages about it."""
        return json_response(await book.get(of.id, alert_id))

    @router.post("/alerts/{alertId}/acknowledge", response_model=AlertDetails, responses=_STEP)
    async def acknowledge_alert(by: By, alert_id: AlertId, body: AcknowledgeAlert) -> Response:
        """Take notice of an alert; one that is snoozed is put off no more."""
        return json_response(await book.acknowledge(alert_id, body, by))

    @router.post("/alerts/{alertId}/assign", response_model=AlertDetails, responses=_STEP)
    async def assign_alert(by: By, alert_id: AlertId, body: AssignAlert) -> Response:
        """Give an alert to a member, or to nobody."""
        return json_response(await book.assign(alert_id, body, by))

    @router.post("/alerts/{alertId}/snooze", response_model=AlertDetails, responses=_STEP)
    async def snooze_alert(
        by: By, alert_id: AlertId, body: Given[SnoozeAlert], noted: Noted
    ) -> Response:
        """Put an alert off: it speaks up again then, unless its condition has cleared."""
        return json_response(await book.snooze(alert_id, and_faults(body, noted), by))

    @router.post("/alerts/{alertId}/resolve", response_model=AlertDetails, responses=_STEP)
    async def resolve_alert(by: By, alert_id: AlertId, body: ResolveAlert) -> Response:
        """Close an alert. Its rule raises no other until the condition has cleared."""
        return json_response(await book.resolve(alert_id, body, by))


def _add_rules(
    router: APIRouter, rules: AlertRules, previews: AlertPreviews, access: Access
) -> None:
    OfTenant = Annotated[Tenant, Depends(access.reading("alerts:read"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("alerts:write"))]  # noqa: N806

    @router.get("/alert-rules", response_model=list[AlertRule], responses=problem_responses(503))
    async def list_alert_rules(of: OfTenant) -> Response:
        """Every rule of the organisation, oldest first."""
        return json_response(await rules.list_rules(of.id))

    @router.post(
        "/alert-rules",
        status_code=201,
        response_model=AlertRule,
        responses=problem_responses(400, 409, 413, 415, 422, 503),
    )
    async def create_alert_rule(
        by: By, body: Given[NewAlertRule], key: IdempotencyKey, noted: Noted
    ) -> Response:
        """Make a rule; it is evaluated from the minute on in which it was made."""
        rule, replayed = await rules.create(and_faults(body, noted), by, key)
        return json_response(rule, 201, replayed_header(replayed))

    @router.post(
        "/alert-rules/preview",
        response_model=AlertRulePreview,
        responses=problem_responses(400, 413, 415, 422, 503),
    )
    async def preview_alert_rule(
        of: OfTenant, body: Given[AlertRulePreviewRequest], noted: Noted
    ) -> Response:
        """What a rule would have fired, by the evaluation that runs live; nothing is saved."""
        around = await rules.surroundings(of.id)
        return json_response(await previews.preview(of.id, and_faults(body, noted), around))

    @router.get(
        "/alert-rules/{ruleId}", response_model=AlertRule, responses=problem_responses(404, 503)
    )
    async def get_alert_rule(of: OfTenant, rule_id: RuleId) -> Response:
        """One rule."""
        return json_response(await rules.get(of.id, rule_id))

    @router.patch(
        "/alert-rules/{ruleId}",
        response_model=AlertRule,
        responses=problem_responses(400, 404, 409, 413, 415, 422, 503),
    )
    async def change_alert_rule(
        by: By, rule_id: RuleId, body: Given[AlertRuleChange], noted: Noted
    ) -> Response:
        """Change a rule. With other criteria it begins anew, and an alert that stands ends."""
        return json_response(await rules.change(rule_id, and_faults(body, noted), by))

    @router.delete("/alert-rules/{ruleId}", status_code=204, responses=problem_responses(404, 503))
    async def delete_alert_rule(by: By, rule_id: RuleId) -> Response:
        """Take a rule away; an alert of its that stands ends, and all of them stay to be seen."""
        await rules.delete(rule_id, by)
        return Response(status_code=204)
