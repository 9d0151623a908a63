"""What is written to people: plain text, one function a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

_SIGNATURE = "\n\n-- \nCashbeat"


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to one person."""

    to: str
    subject: str
    text: str


def invitation_mail(
    *, to: str, organisation: str, role: str, invited_by: str, link: str, expires_at: datetime
) -> Mail:
    """Invites somebody to an organisation."""
    organisation, invited_by = _line(organisation), _line(invited_by)
    return Mail(
        to,
        f"Join {organisation} on Cashbeat",
        f"Hello,\n\n{invited_by} invites you to join {organisation} on Cashbeat as {role}.\n\n"
        f"To accept, open this address until {_moment(expires_at)}:\n\n{link}\n\n"
        "It is good for one person, so do not pass it on. If you expect no invitation, leave it "
        f"be: nothing happens.{_SIGNATURE}",
    )


def alert_raised_mail(
    *,
    to: str,
    organisation: str,
    rule: str,
    severity: str,
    title: str,
    criteria: str,
    link: str,
    raised_at: datetime,
) -> Mail:
    """Tells a member that a rule fired."""
    organisation, rule = _line(organisation), _line(rule)
    return Mail(
        to,
        f"[{severity}] {rule}: {organisation}",
        f"{title}\n\nThe rule {rule} of {organisation} raised this at {_moment(raised_at)}. It "
        f"watches:\n\n{criteria}\n\nTo see, acknowledge or snooze it:\n\n{link}{_SIGNATURE}",
    )


def alert_resolved_mail(
    *, to: str, organisation: str, rule: str, title: str, link: str, ended_at: datetime
) -> Mail:
    """Tells a member that what a rule fired for has passed."""
    organisation, rule = _line(organisation), _line(rule)
    return Mail(
        to,
        f"[resolved] {rule}: {organisation}",
        f"What the rule {rule} of {organisation} had found has passed at {_moment(ended_at)}. It "
        f"was:\n\n{title}\n\nIts history:\n\n{link}{_SIGNATURE}",
    )


def digest_mail(
    *, to: str, organisation: str, lines: Sequence[str], more: int, link: str, settings_link: str
) -> Mail:
    """Tells a member what happened since the last digest."""
    organisation = _line(organisation)
    total = len(lines) + more
    things = "1 notification" if total == 1 else f"{total:,} notifications"
    told = "\n".join(f"- {_line(line)}" for line in lines)
    rest = f"\n- and {more:,} more" if more else ""
    return Mail(
        to,
        f"{things} from {organisation}",
        f"Since the last digest, in {organisation}:\n\n{told}{rest}\n\nTo see them:\n\n{link}\n\n"
        f"You chose this digest; to choose otherwise:\n\n{settings_link}{_SIGNATURE}",
    )


def reset_mail(*, to: str, name: str, link: str, expires_at: datetime) -> Mail:
    """Answers somebody who forgot their password."""
    return Mail(
        to,
        "Set a new password for Cashbeat",
        f"Hello {_line(name)},\n\nto set a new password, open this address until "
        f"{_moment(expires_at)}:\n\n{link}\n\nIt works once. If it was not you who asked, leave it "
        f"be: your password stays as it is.{_SIGNATURE}",
    )


def password_changed_mail(*, to: str, name: str, at: datetime, address: str, link: str) -> Mail:
    """Tells somebody that their password is another now."""
    return Mail(
        to,
        "Your Cashbeat password was changed",
        f"Hello {_line(name)},\n\nyour password was changed at {_moment(at)}, from the address "
        f"{address or 'unknown'}. Everybody who was signed in elsewhere has to sign in again.\n\n"
        f"If it was not you, set another at once:\n\n{link}{_SIGNATURE}",
    )


def link_to(public_url: str, path: str, token: str) -> str:
    """A page with a token behind `#`: that part of an address is sent to no server and no log."""
    return f"{public_url}{path}#token={quote(token, safe='')}"


def _line(text: str) -> str:
    """A text of a person's on one line: in a subject a second line would be another header."""
    return " ".join(text.split())


def _moment(at: datetime) -> str:
    return f"{at:%d %B %Y, %H:%M} UTC"
