"""Cells turned into values, each distinct cell once: files repeat themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cashbeat.tabular.wording import Text

REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell is no value of its field, and what to do about it."""

    code: str
    message: str
    suggestion: Text = ""


FORMULA = Fault(
    "formula_uncomputed",
    "the cell holds a formula whose value was never computed",
    "open the file in a spreadsheet program and save it, so that it holds the values",
)


class Remembered(dict[Any, Any]):
    """A conversion that remembers up to REMEMBERED cells; look up with ``[]``."""

    __slots__ = ("_convert",)

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, cell: Any) -> Any:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[cell] = self._convert(cell)
        return value


def shown(cell: Any) -> str:
    """A cell as a person sees it in a report, cut to 80 characters, fit for JSON."""
    text = str(cell).replace("\x00", "␀").encode("utf-8", "replace").decode()
    return text if len(text) <= 80 else text[:79] + "…"
