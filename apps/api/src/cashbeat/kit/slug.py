"""Names in addresses: `acme` of `acme.pay.example.com`."""

import re
import unicodedata

MAX_SLUG = 40

RESERVED = frozenset(
    {
        *("admin", "api", "app", "assets", "auth", "cashbeat", "dev", "docs", "help", "login"),
        *("localhost", "mail", "register", "root", "settings", "smtp", "static", "status"),
        *("support", "system", "test", "ws", "www"),
    }
)
"""Names that would be taken for something else."""

_OTHER = re.compile(r"[^a-z0-9]+")


def slug_from(name: str) -> str:
    """A slug for a name: `Müller & Söhne` -> `muller-sohne`; `org-1` when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _OTHER.sub("-", plain).strip("-")[:MAX_SLUG].strip("-")
    return f"{slug or 'org'}-1" if not slug or slug in RESERVED else slug
