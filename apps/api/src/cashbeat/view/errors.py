"""What can go wrong with saved views."""

from cashbeat.core.errors import CashbeatError


class ViewNotFound(CashbeatError):
    """No such view in the organisation, or another member's own."""

    status = 404
    code = "view_not_found"
    title = "View not found"


class ViewNameTaken(CashbeatError):
    """The person has a view of that name of this page already."""

    status = 409
    code = "view_name_taken"
    title = "View name taken"


class TooManyViews(CashbeatError):
    """The person has as many views in the organisation as they may."""

    status = 409
    code = "too_many_views"
    title = "Too many views"
