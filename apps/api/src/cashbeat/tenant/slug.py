"""Names of organisations in addresses: `acme` of `acme.pay.example.com`."""

import re

SLUG_PATTERN = r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"
"""A label of a host name (RFC 1123), in lower case."""

_RESERVED = """
about account accounts admin administrator api app apps assets auth autoconfig autodiscover billing
blog cdn cashbeat contact dashboard dev docs download email files ftp graphql health help host
hostmaster imap img internal invite local localhost localdomain login logout m mail mobile mx ns ns1
ns2 oauth pop pop3 postmaster preview private public register root secure security settings sftp
shop signup site smtp sso staging static status storage store support system team test token tokens
web webhook webhooks webmail webmaster websocket ws wss www
"""
RESERVED = frozenset(_RESERVED.split())
"""Names that mean something else, or that a stranger must not speak under."""

_SLUG = re.compile(SLUG_PATTERN)
_PUNYCODE = "xn--"


def why_no_slug(text: str) -> tuple[str, str] | None:
    """Code and message of what is wrong with a slug; None for a good one."""
    if not _SLUG.fullmatch(text) or "\n" in text:
        return (
            "invalid_format",
            "must be 1 to 63 of a-z, 0-9 and -, with no - at either end, such as acme",
        )
    if text in RESERVED or text.startswith(_PUNYCODE):
        return "slug_reserved", f"{text!r} is kept for Cashbeat itself"
    return None


def slug_of(name: str) -> str:
    """A slug made of an organisation's name; "" when nothing of it can stand in one."""
    letters = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    if not letters or why_no_slug(letters) is None:
        return letters
    return f"org-{letters.replace(_PUNYCODE, 'xn-')}"
