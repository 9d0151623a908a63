"""The HTTP application: its routes in one list, and what every request passes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from fastapi import APIRouter, FastAPI

from cashbeat import __version__
from cashbeat.core import http
from cashbeat.core.openapi import DescribedApi
from cashbeat.core.problem_text import CODES
from cashbeat.core.rate_limit import RateLimits
from cashbeat.core.settings import Settings

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_CODES = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in CODES.items())
DESCRIPTION = f"""
Payments in, live analytics out.

Amounts are JSON numbers in major units with the currency's ISO 4217 decimals; times are RFC 3339.
Errors are `application/problem+json` (RFC 9457) with a stable `code`, the `requestId`, and every
faulty field at once. `Idempotency-Key` makes every creating request safe to repeat. The live feed
speaks Socket.IO in the namespace `/ws/payments`, and plain WebSocket at the path `/ws/payments`.

Any operation may answer 421 `host_not_allowed` to a `Host` that is none of ours, any that changes
something 403 `origin_not_allowed` to a page of another site, and 408 `request_timeout` to a request
that does not arrive.

A faulty field has a `code` of its own (`amount_too_precise`, `unknown_currency`) or one of these:

| Code | Means |
| --- | --- |
{_CODES}
"""

TAGS = [
    {"name": "Signing in", "description": "Accounts opened, sessions begun, renewed and ended."},
    {"name": "Account", "description": "A person's own: password, profile, second factor."},
    {"name": "Members", "description": "Who belongs to the organisation, and who is invited."},
    {"name": "API keys", "description": "Keys for programs, each for some permissions only."},
    {"name": "Payments", "description": "The one ledger: record, step, list, import, export."},
    {"name": "Customers", "description": "Who owes what since when, and what was paid of it."},
    {"name": "Receivables", "description": "What is owed by age, as of any day."},
    {"name": "Payment methods", "description": "The ways to pay that the organisation takes."},
    {"name": "Analytics", "description": "Figures that agree, from rollups counted once."},
    {"name": "Notifications", "description": "What a member is told of, and has read."},
    {"name": "Alerts", "description": "Rules that watch the figures, and what they raised."},
    {"name": "Webhooks", "description": "Addresses that are told of alerts, signed."},
    {"name": "Views", "description": "Saved views of pages, personal and shared."},
    {"name": "Audit", "description": "Who changed what, when and why: chained by hash."},
    {"name": "Development", "description": "Absent in production."},
    {"name": "System", "description": "The organisation, health and status."},
]


def create_app(
    settings: Settings, limits: RateLimits, routers: Sequence[APIRouter], lifespan: Lifespan
) -> FastAPI:
    """The FastAPI application of these routers."""
    app = DescribedApi(
        title="Cashbeat",
        version=__version__,
        description=DESCRIPTION,
        openapi_tags=TAGS,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        strict_content_type=False,
    )
    http.install(app, settings, limits)
    for router in routers:
        app.include_router(router)
    return app
