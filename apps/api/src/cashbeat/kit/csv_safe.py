"""Text cells of exported files that a spreadsheet must not take for formulas.

Source: OWASP, "CSV Injection"; reliability rule 26.
"""

_STARTERS = frozenset("=+-@\t\r\n＝＋－＠")


def neutralise(text: str) -> str:
    """The text, with a leading apostrophe where a spreadsheet would calculate it.

    For text cells only: numbers are written as numbers, negative ones too.
    """
    return "'" + text if text and text[0] in _STARTERS else text
