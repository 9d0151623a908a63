"""`/api/webhooks`: addresses that are told of alerts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.contracts.webhook import (
    NewWebhook,
    Webhook,
    WebhookChange,
    WebhookDelivery,
    WebhookDeliveryPage,
    WebhookWithSecret,
)
from cashbeat.core.body import Given, and_faults
from cashbeat.core.faults import Noted
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant
from cashbeat.webhook.query import DeliveryQuery
from cashbeat.webhook.service import WebhookService

_UNSEEN = {"Cache-Control": "no-store"}
WebhookId = Annotated[str, Path(alias="webhookId", max_length=64, description="The webhook.")]


def build_router(webhooks: WebhookService, access: Access) -> APIRouter:
    """The routes of webhooks."""
    router = APIRouter(prefix="/api/webhooks", tags=["Webhooks"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("alerts:write"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("alerts:write"))]  # noqa: N806

    @router.get("", response_model=list[Webhook], responses=problem_responses(503))
    async def list_webhooks(of: OfTenant) -> Response:
        """The webhooks of the organisation, oldest first; without their secrets."""
        return json_response(await webhooks.list_webhooks(of.id))

    @router.post(
        "",
        status_code=201,
        response_model=WebhookWithSecret,
        responses=problem_responses(400, 409, 413, 415, 422, 503),
    )
    async def create_webhook(
        by: By, body: Given[NewWebhook], key: IdempotencyKey, noted: Noted
    ) -> Response:
        """Add an address. The secret of its signatures is told in this answer and never again."""
        told, replayed = await webhooks.create(and_faults(body, noted), by, key)
        return json_response(told, 201, _UNSEEN | replayed_header(replayed))

    @router.patch(
        "/{webhookId}",
        response_model=WebhookWithSecret,
        responses=problem_responses(400, 404, 413, 415, 422, 503),
    )
    async def change_webhook(
        by: By, webhook_id: WebhookId, body: Given[WebhookChange], noted: Noted
    ) -> Response:
        """Change a webhook, or make it a new secret, which is told in this answer only."""
        changed = await webhooks.change(webhook_id, and_faults(body, noted), by)
        return json_response(changed, 200, _UNSEEN)

    @router.delete("/{webhookId}", status_code=204, responses=problem_responses(404, 503))
    async def delete_webhook(by: By, webhook_id: WebhookId) -> Response:
        """Take a webhook away; messages that wait for it are given up."""
        await webhooks.delete(webhook_id, by)
        return Response(status_code=204)

    @router.post(
        "/{webhookId}/test",
        status_code=202,
        response_model=WebhookDelivery,
        responses=problem_responses(404, 409, 503),
    )
    async def test_webhook(by: By, webhook_id: WebhookId) -> Response:
        """Send a message of the type `test` at once; see its deliveries for what came of it."""
        return json_response(await webhooks.test(webhook_id, by), 202)

    @router.get(
        "/{webhookId}/deliveries",
        response_model=WebhookDeliveryPage,
        responses=problem_responses(400, 404, 422, 503),
    )
    async def list_webhook_deliveries(
        of: OfTenant, webhook_id: WebhookId, given: Annotated[DeliveryQuery, Depends()]
    ) -> Response:
        """What was sent to a webhook in the last 30 days, newest first, with every attempt."""
        return json_response(await webhooks.list_deliveries(of.id, webhook_id, *given.page()))

    return router
