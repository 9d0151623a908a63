"""Answering what an admitted client asks, the same in both dialects."""

from typing import Any

from pydantic import ValidationError

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.problem import FieldProblem
from cashbeat.contracts.realtime import Authenticate, Authenticated
from cashbeat.core.errors import CashbeatError, InvalidRequest
from cashbeat.core.http import field_problems
from cashbeat.realtime.admission import Admission, Doorkeeper, Handshake
from cashbeat.realtime.errors import TooManyRequests, Unauthenticated
from cashbeat.realtime.presence import Connection, Presence
from cashbeat.realtime.refusal import error_body
from cashbeat.realtime.resume import Answer, Resumer


class Conversation:
    """Knows the answers; None stands for a connection that has ended, which gets none."""

    def __init__(self, doorkeeper: Doorkeeper, presence: Presence, resumer: Resumer) -> None:
        self._doorkeeper = doorkeeper
        self._presence = presence
        self._resumer = resumer

    async def resume(self, connection: Connection, request: Any) -> Answer | None:
        """What happened after an event: asked and told only while the client is admitted."""
        if not await self._presence.settled(connection):
            return None
        tenant_id = connection.admission.tenant_id
        answer = await self._resumer.answer(tenant_id, request, connection.resumes)
        return answer if await self._presence.settled(connection) else None

    async def authenticate(
        self, connection: Connection, request: Any, handshake: Handshake
    ) -> bytes | None:
        """Take a new token of the same holder for the same organisation."""
        try:
            if not connection.authentications.spend():
                raise TooManyRequests("`authenticate` was sent too often; wait ten seconds.")
            since = self._presence.changes
            admission = await self._doorkeeper.identify(renewal_of(connection, request, handshake))
            _check_same(connection.admission, admission)
        except CashbeatError as error:
            return None if connection.ended else error_body(error)
        if connection.ended:
            return None
        self._presence.renew(connection, admission, since)
        return encode_json(Authenticated(expires_at=admission.expires_at))


def parsed_authenticate(request: Any) -> Authenticate:
    """What a client sent. Raises: InvalidRequest, which never repeats the token."""
    try:
        return Authenticate.model_validate(request, strict=True)
    except ValidationError as error:
        raise InvalidRequest.of(field_problems(error.errors(include_input=False))) from None


def renewal_of(connection: Connection, request: Any, handshake: Handshake) -> Handshake:
    """The handshake that the client would make now. Raises: InvalidRequest."""
    given = parsed_authenticate(request)
    tenant_id = connection.admission.tenant_id
    if given.tenant_id not in {None, tenant_id}:
        raise InvalidRequest.of(
            [
                FieldProblem(
                    field="tenantId",
                    code="fixed",
                    message="is fixed for the connection; open another one",
                )
            ]
        )
    auth = {"token": given.token, "tenantId": tenant_id}
    return Handshake(handshake.headers, auth, handshake.address)


def _check_same(before: Admission, after: Admission) -> None:
    if (before.holder, before.tenant_id) != (after.holder, after.tenant_id):
        raise Unauthenticated("The token is somebody else's; open a connection of its own.")
