"""`/api/auth`: opening an account, signing in, going on, signing out; and who calls."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from cashbeat.contracts.access import PERMISSIONS
from cashbeat.contracts.identity import (
    AccessToken,
    EntryHall,
    Login,
    Membership,
    NewOrganisation,
    Registration,
    Session,
)
from cashbeat.core.body import Given, and_faults
from cashbeat.core.client_address import address_of
from cashbeat.core.faults import Noted
from cashbeat.core.gate import public
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.openapi import header
from cashbeat.core.route import StrictRoute
from cashbeat.identity.api_key.wire import api_key_of
from cashbeat.identity.errors import Unauthenticated
from cashbeat.identity.gate.gatekeeper import GateAccess, Person, Proof, permissions_of
from cashbeat.identity.gate.tokens import AccessTokens
from cashbeat.identity.person import KeyStanding, membership_of
from cashbeat.identity.session.accounts import Accounts, SignedIn, Visit
from cashbeat.identity.session.cookie import RefreshCookie
from cashbeat.tenant.caller import SYSTEM, Provenance
from cashbeat.tenant.tenant import Tenant

COOKIE: dict[str, Any] = {
    "headers": {"Set-Cookie": header("The refresh token, out of reach of scripts.")}
}


def build_router(
    accounts: Accounts,
    access: GateAccess,
    cookie: RefreshCookie,
    give: "SignedInAnswers",
    hall: Callable[[], EntryHall],
) -> APIRouter:
    """The routes of the door."""
    router = APIRouter(prefix="/api", tags=["Signing in"], route_class=StrictRoute)
    Me = Annotated[Person, Depends(access.person())]  # noqa: N806
    Caller = Annotated[tuple[Proof, Tenant | None], Depends(access.anybody())]  # noqa: N806

    @router.get("/site", response_model=EntryHall)
    @public
    async def get_site() -> Response:
        """What a page for people who are not signed in needs to know."""
        return json_response(hall())

    @router.post(
        "/auth/register",
        status_code=201,
        response_model=AccessToken,
        responses=problem_responses(400, 403, 409, 413, 415, 422, 429, 503) | {201: COOKIE},
    )
    @public
    async def register(request: Request, body: Given[Registration], noted: Noted) -> Response:
        """Open an account with an organisation of its own, and sign in."""
        given = and_faults(body, noted)
        return give.token(await accounts.register(given, visit_of(request)), 201)

    @router.post(
        "/auth/login",
        response_model=AccessToken,
        responses=problem_responses(400, 401, 413, 415, 422, 429, 503) | {200: COOKIE},
    )
    @public
    async def log_in(request: Request, body: Login) -> Response:
        """Sign in. An unknown address and a wrong password are answered alike."""
        return give.token(await accounts.log_in(body, visit_of(request)))

    @router.post(
        "/auth/refresh",
        response_model=AccessToken,
        responses=problem_responses(401, 422, 429, 503) | {200: COOKIE},
    )
    @public
    async def refresh(request: Request) -> Response:
        """The next access token, for the cookie of the session, which goes on to its next one."""
        given = cookie.read(request)
        if given is None:
            raise Unauthenticated("There is no session in this browser.")
        return give.token(await accounts.refresh(given, visit_of(request)))

    @router.post(
        "/auth/logout",
        status_code=204,
        responses=problem_responses(422, 429, 503) | {204: COOKIE},
    )
    @public
    async def log_out(request: Request) -> Response:
        """End the session of this browser; its access tokens end with it."""
        given = cookie.read(request)
        if given is not None:
            await accounts.log_out(given, visit_of(request))
        return give.nothing()

    @router.post(
        "/auth/logout-everywhere",
        status_code=204,
        responses=problem_responses(422, 503) | {204: COOKIE},
    )
    async def log_out_everywhere(me: Me) -> Response:
        """End every session of the person, this one too."""
        await accounts.log_out_everywhere(me)
        return give.nothing()

    @router.get("/auth/session", response_model=Session, responses=problem_responses(503))
    async def get_session(caller: Caller) -> Response:
        """Who calls, for which organisation, and what that allows."""
        return json_response(session_of(*caller))

    @router.post(
        "/organisations",
        status_code=201,
        response_model=Membership,
        responses=problem_responses(400, 413, 415, 422, 503),
    )
    async def create_organisation(me: Me, body: NewOrganisation, key: IdempotencyKey) -> Response:
        """Found a further organisation, whose owner you become."""
        founded, replayed = await accounts.found_organisation(body, me, key)
        return json_response(membership_of(founded, "owner"), 201, replayed_header(replayed))

    return router


class SignedInAnswers:
    """What a client gets that has signed in or out."""

    def __init__(self, tokens: AccessTokens, cookie: RefreshCookie) -> None:
        self._tokens = tokens
        self._cookie = cookie

    def token(self, signed_in: SignedIn, status: int = 200) -> Response:
        """An access token, and the cookie of the session."""
        standing = signed_in.standing
        tenant = standing.tenants.get(signed_in.joined or "") or standing.default_tenant
        answer = AccessToken(
            access_token=self._tokens.issue(standing.user_id, standing.session_id),
            expires_in=self._tokens.seconds,
            user=standing.user(),
            tenant=None if tenant is None else standing.membership(tenant),
        )
        response = json_response(answer, status, {"Cache-Control": "no-store"})
        self._cookie.set(response, signed_in.refresh_token)
        return response

    def nothing(self) -> Response:
        """No session any more."""
        response = Response(status_code=204)
        self._cookie.clear(response)
        return response


def visit_of(request: Request) -> Visit:
    """Where a request comes from whose sender is not known yet."""
    request_id = request.scope.get("state", {}).get("request_id", "")
    by = Provenance(SYSTEM, request_id, address_of(request.scope))
    return Visit(by, request.headers.get("user-agent", ""))


def session_of(proof: Proof, tenant: Tenant | None) -> Session:
    """Who calls, on the wire."""
    allowed = permissions_of(proof, tenant)
    permissions = [each for each in PERMISSIONS if each in allowed]
    if isinstance(proof, KeyStanding):
        return Session(
            user=None,
            api_key=api_key_of(proof.stored),
            tenant=None,
            permissions=permissions,
            memberships=[],
        )
    return Session(
        user=proof.user(),
        api_key=None,
        tenant=None if tenant is None else proof.membership(tenant),
        permissions=permissions,
        memberships=proof.memberships(),
    )
