"""`/api/notifications`: what a member is told of."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from cashbeat.contracts.notification import (
    MarkedNotifications,
    MarkNotifications,
    NotificationPage,
    NotificationPreferences,
    NotificationPreferencesChange,
    UnreadCount,
)
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.notification.query import NotificationQuery
from cashbeat.notification.service import NotificationService
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller


def build_router(notifications: NotificationService, access: Access) -> APIRouter:
    """The routes of notifications. API keys have none: no key can have `notifications:own`."""
    router = APIRouter(prefix="/api/notifications", tags=["Notifications"], route_class=StrictRoute)
    Reader = Annotated[Caller, Depends(access.asking("notifications:own"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("notifications:own"))]  # noqa: N806

    @router.get("", response_model=NotificationPage, responses=problem_responses(400, 422, 503))
    async def list_notifications(
        by: Reader, given: Annotated[NotificationQuery, Depends()]
    ) -> Response:
        """Your own notifications, newest first."""
        return json_response(await notifications.page(by, *given.wanted()))

    @router.get("/unread", response_model=UnreadCount, responses=problem_responses(422, 503))
    async def count_unread_notifications(by: Reader) -> Response:
        """How many of them you have not read."""
        return json_response(UnreadCount(unread=await notifications.count_unread(by)))

    @router.post(
        "/mark",
        response_model=MarkedNotifications,
        responses=problem_responses(400, 413, 415, 422, 503),
    )
    async def mark_notifications(by: By, body: MarkNotifications) -> Response:
        """Mark them as read or unread, put them away or fetch them back.

        To mark one again as it is changes nothing; ids that you have not are passed over.
        """
        return json_response(await notifications.mark(by, body))

    @router.get(
        "/preferences",
        response_model=NotificationPreferences,
        responses=problem_responses(422, 503),
    )
    async def get_notification_preferences(by: Reader) -> Response:
        """How you want to be told, of each type."""
        return json_response(await notifications.get_preferences(by))

    @router.patch(
        "/preferences",
        response_model=NotificationPreferences,
        responses=problem_responses(400, 413, 415, 422, 503),
    )
    async def change_notification_preferences(
        by: By, body: NotificationPreferencesChange
    ) -> Response:
        """Choose how you want to be told from now on."""
        return json_response(await notifications.change_preferences(by, body))

    return router
