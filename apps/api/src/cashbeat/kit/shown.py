"""What somebody else wrote, as it may be repeated in a sentence of ours."""

SHOWN = 80
"""Characters of a foreign text that are repeated: enough to know it again."""


def shown(text: str) -> str:
    """The text, its end cut off when it is long."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
