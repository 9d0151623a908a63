"""What can go wrong with webhooks."""

from cashbeat.core.errors import CashbeatError


class WebhookNotFound(CashbeatError):
    """No such webhook in the organisation."""

    status = 404
    code = "webhook_not_found"
    title = "Webhook not found"


class TooManyWebhooks(CashbeatError):
    """The organisation has as many webhooks as it may."""

    status = 409
    code = "too_many_webhooks"
    title = "Too many webhooks"


class TooManyTests(CashbeatError):
    """Messages to the webhook wait already."""

    status = 409
    code = "too_many_tests"
    title = "Messages wait already"
