"""Notifications in words, pure: for messages, where no page composes them."""

from cashbeat.contracts.notification import Notification


def sentence_of(notification: Notification) -> str:
    """One sentence without its full stop."""
    who = notification.customer_name or "several customers"
    amounts = " and ".join(f"{each.amount:,} {each.currency}" for each in notification.amounts)
    count = notification.count
    if notification.type == "payment_received":
        if count == 1:
            return f"{who} paid {amounts}"
        return f"{count:,} payments of {who}: {amounts}"
    if notification.type == "payment_refunded":
        times = "" if count == 1 else f" in {count:,} refunds"
        return f"{amounts} given back to {who}{times}"
    if notification.type == "payment_overdue":
        if notification.customer_name is None:
            return f"{count:,} customers are overdue: {amounts}"
        return f"{who} is overdue: {amounts} was due on {notification.due_date}"
    if notification.type == "import_finished":
        done = "1 customer" if count == 1 else f"{count:,} customers"
        return f"{done} imported from {notification.file_name or 'several files'}"
    owing = f", owing {amounts}" if amounts else ""
    return f"{count:,} new customers{owing}" if count > 1 else f"New customer {who}{owing}"
