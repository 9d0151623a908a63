"""Which failure codes rollups count by name: the first ones of an organisation, the rest as one.

A code is whatever a client says or an imported file has, so a bucket must not grow with their
number. Which codes are known is stored with the organisation's sequence (`tenant_sequences`), in
the transaction of the batch that brought them, and never changes afterwards: a payment leaves the
cell that it entered. Source: docs/adr/0019-explanations.md.
"""

from collections.abc import Collection, Mapping

MOST_CODES = 60
"""Codes of one organisation: a day of quarters with all of them stays below some megabytes."""

OTHER = "*"
"""What the rest is counted as; no code is written so."""


class FailureCodes:
    """The codes known of each organisation. `frozen`: no more are learnt."""

    def __init__(
        self, known: Mapping[str, Collection[str]] | None = None, *, frozen: bool = False
    ) -> None:
        self._known = {tenant: dict.fromkeys(codes) for tenant, codes in (known or {}).items()}
        self._frozen = frozen
        self._changed: set[str] = set()

    def counted_as(self, tenant_id: str, code: str) -> str:
        """The code itself where it is known or there is room for it, else `OTHER`."""
        known = self._known.setdefault(tenant_id, {})
        if code in known:
            return code
        if self._frozen or len(known) >= MOST_CODES:
            return OTHER
        known[code] = None
        self._changed.add(tenant_id)
        return code

    def take_changed(self) -> dict[str, list[str]]:
        """All codes of the organisations that have new ones since this was last asked."""
        changed = {tenant: list(self._known[tenant]) for tenant in self._changed}
        self._changed.clear()
        return changed
