"""`/api/dev/outbox`: messages that were not sent, for want of a mail server. Development only."""

from fastapi import APIRouter
from starlette.responses import Response

from cashbeat.contracts.identity import OutboxMessage
from cashbeat.core.gate import public
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.mail.repository import MailRepository

SHOWN = 50


def build_router(mails: MailRepository) -> APIRouter:
    """The outbox. Mounted in development and in tests, never in production."""
    router = APIRouter(prefix="/api/dev/outbox", tags=["Development"], route_class=StrictRoute)

    @router.get("", response_model=list[OutboxMessage], responses=problem_responses(503))
    @public
    async def list_outbox() -> Response:
        """The last fifty messages, newest first."""
        return json_response(
            [
                OutboxMessage(
                    id=stored["_id"],
                    to=stored["to"],
                    subject=stored["subject"],
                    text=stored["text"],
                    created_at=stored["createdAt"],
                )
                for stored in await mails.list_kept(SHOWN)
            ]
        )

    return router
