"""`/api/api-keys`: keys for programs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.contracts.identity import ApiKey, CreatedApiKey, NewApiKey
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.identity.api_key.service import ApiKeyService
from cashbeat.identity.gate.gatekeeper import GateAccess
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant


def build_router(keys: ApiKeyService, access: GateAccess) -> APIRouter:
    """The routes of API keys."""
    router = APIRouter(prefix="/api/api-keys", tags=["API keys"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("api_keys:read"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("api_keys:write"))]  # noqa: N806

    @router.get("", response_model=list[ApiKey], responses=problem_responses(503))
    async def list_api_keys(of: OfTenant) -> Response:
        """The keys of the organisation, newest first; without their secrets."""
        return json_response(await keys.list_keys(of.id))

    @router.post(
        "",
        status_code=201,
        response_model=CreatedApiKey,
        responses=problem_responses(400, 403, 409, 413, 415, 422, 503),
    )
    async def create_api_key(by: By, body: NewApiKey, key: IdempotencyKey) -> Response:
        """Make a key. Its secret is told in this answer and never again."""
        told, replayed = await keys.create(body, by, key)
        headers = {"Cache-Control": "no-store"} | replayed_header(replayed)
        return json_response(told, 201, headers)

    @router.delete("/{apiKeyId}", status_code=204, responses=problem_responses(404, 503))
    async def revoke_api_key(
        by: By,
        key_id: Annotated[str, Path(alias="apiKeyId", max_length=64, description="The key.")],
    ) -> Response:
        """End a key: it is refused from the next request on."""
        await keys.revoke(key_id, by)
        return Response(status_code=204)

    return router
