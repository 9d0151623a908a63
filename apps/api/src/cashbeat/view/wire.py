"""Saved views as they travel, and who may change them, pure."""

from collections.abc import Mapping
from typing import Any

from cashbeat.contracts.access import Permission
from cashbeat.contracts.view import View
from cashbeat.tenant.caller import Caller
from cashbeat.view.repository import StoredView

SHARING: Permission = "views:share"
OF_ALL: Permission = "organisation:write"
"""Whoever may change the organisation's settings looks after what all members see."""


def view_of(stored: StoredView, by: Caller) -> View:
    """A view as its reader sees it."""
    return View(
        id=stored["_id"],
        name=stored["name"],
        page=stored["page"],
        query=stored["query"],
        shared=stored["shared"],
        owner_id=stored["ownerId"],
        owner_name=stored["ownerName"],
        mine=is_mine(stored, by),
        can_change=needed(stored, by) in (None, *by.permissions),
        created_at=stored["createdAt"],
        updated_at=stored["updatedAt"],
    )


def is_mine(stored: StoredView, by: Caller) -> bool:
    """Whether the caller made it."""
    return bool(stored["ownerId"] == by.by.actor.id)


def needed(stored: StoredView, by: Caller) -> Permission | None:
    """What it takes to change a view that the caller sees; None for their personal ones."""
    if not is_mine(stored, by):
        return OF_ALL
    return SHARING if stored["shared"] else None


def told_of(stored: StoredView) -> Mapping[str, Any]:
    """What the audit log says of a view."""
    return {field: stored[field] for field in ("name", "page", "query", "shared")}
