"""`/api/views`: saved views of pages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.contracts.view import NewView, View, ViewChange
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.view.query import ViewQuery
from cashbeat.view.service import ViewService

ViewId = Annotated[str, Path(alias="viewId", max_length=64, description="The view.")]


def build_router(views: ViewService, access: Access) -> APIRouter:
    """The routes of saved views. API keys have none: no key can have `views:own`."""
    router = APIRouter(prefix="/api/views", tags=["Views"], route_class=StrictRoute)
    Reader = Annotated[Caller, Depends(access.asking("views:own"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("views:own"))]  # noqa: N806

    @router.get("", response_model=list[View], responses=problem_responses(422, 503))
    async def list_views(by: Reader, given: Annotated[ViewQuery, Depends()]) -> Response:
        """Your own views and the shared ones, by name."""
        return json_response(await views.list_views(by, given.wanted()))

    @router.post(
        "",
        status_code=201,
        response_model=View,
        responses=problem_responses(400, 403, 409, 413, 415, 422, 503),
    )
    async def create_view(by: By, body: NewView, key: IdempotencyKey) -> Response:
        """Save a view of a page. Sharing it needs `views:share`."""
        view, replayed = await views.create(body, by, key)
        return json_response(view, 201, replayed_header(replayed))

    @router.patch(
        "/{viewId}",
        response_model=View,
        responses=problem_responses(400, 403, 404, 409, 413, 415, 422, 503),
    )
    async def change_view(by: By, view_id: ViewId, body: ViewChange) -> Response:
        """Rename a view, point it elsewhere, share it or share it no more.

        A shared one is changed by its owner with `views:share`, or with `organisation:write`.
        """
        return json_response(await views.change(view_id, body, by))

    @router.delete("/{viewId}", status_code=204, responses=problem_responses(403, 404, 503))
    async def delete_view(by: By, view_id: ViewId) -> Response:
        """Take a view away, for everybody when it was shared."""
        await views.delete(view_id, by)
        return Response(status_code=204)

    return router
