"""Names in addresses: `acme` of `acme.pay.example.com`."""

import re
import unicodedata

MAX_SLUG = 40

_RESERVED = """
about account accounts admin administrator api app apps assets auth autoconfig autodiscover billing
blog cdn cashbeat contact dashboard dev docs download email files ftp graphql health help host
hostmaster imap img internal invite local localhost localdomain login logout m mail mobile mx ns ns1
ns2 oauth pop pop3 postmaster preview private public register root secure security settings sftp
shop signup site smtp sso staging static status storage store support system team test token tokens
web webhook webhooks webmail webmaster websocket ws wss www
"""
RESERVED = frozenset(_RESERVED.split())
"""Names that would be taken for something else, or that a stranger must not speak under."""

_PUNYCODE = "xn--"

_OTHER = re.compile(r"[^a-z0-9]+")


def is_reserved(slug: str) -> bool:
    """Whether a slug may be nobody's."""
    return slug in RESERVED or slug.startswith(_PUNYCODE)


def slug_from(name: str) -> str:
    """A slug for a name: `Müller & Söhne` -> `muller-sohne`; `org-1` when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _OTHER.sub("-", plain).strip("-")[:MAX_SLUG].strip("-")
    return f"{slug or 'org'}-1" if not slug or slug in RESERVED else slug
