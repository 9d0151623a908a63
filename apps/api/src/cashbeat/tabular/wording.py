"""Advice that names a choice, said in the words of whoever asked: a terminal's or the API's."""

import json
import shlex
from dataclasses import dataclass
from typing import Literal

from pydantic.alias_generators import to_camel

Speech = Literal["cli", "http"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of how to read a file: a name of `ImportOptions`, and what it would be.

    `of` leads to an entry of a table: the field of a column or constant, field and word of a word.
    """

    option: str
    value: str | bool | None = None
    of: tuple[str, ...] = ()


Text = str | tuple[str | Choice, ...]
"""A sentence with the choices that it names."""

_TABLES = {"columns": "map", "words": "word", "constants": "constant"}


def said(text: Text, speech: Speech) -> str:
    """A text as its reader knows the choices."""
    if isinstance(text, str):
        return text
    name = _on_terminal if speech == "cli" else _over_http
    return "".join(part if isinstance(part, str) else name(part) for part in text)


def counted(count: int, one: str, many: str) -> str:
    """A number and what there is of it: `1 row lies`, `2,000 rows lie`."""
    return f"{count:,} {one if count == 1 else many}"


def path_of(choice: Choice) -> str:
    """Where the API's options hold it: `options.columns.amount`."""
    return ".".join(("options", to_camel(choice.option), *choice.of))


def flag_of(option: str) -> str:
    """What the command line calls it: `--map`."""
    return "--" + _TABLES.get(option, option.replace("_", "-"))


def _on_terminal(choice: Choice) -> str:
    flag, value = flag_of(choice.option), choice.value
    if value is None or isinstance(value, bool):
        return flag
    return f"{flag} {shlex.quote(':'.join(choice.of) + '=' + value if choice.of else value)}"


def _over_http(choice: Choice) -> str:
    name, value = to_camel(choice.option), choice.value
    if value is None:
        return f"`{name}`"
    nested: object = value
    for key in reversed(choice.of):
        nested = {key: nested}
    return f"`{json.dumps({name: nested}, ensure_ascii=False)[1:-1]}`"
