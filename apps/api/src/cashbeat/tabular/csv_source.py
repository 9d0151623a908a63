"""CSV as people save it: any usual encoding and delimiter, quoted line ends, blank lines."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from cashbeat.tabular.option import SourceOptions
from cashbeat.tabular.refusal import FileRefused, Reason, refused
from cashbeat.tabular.source import (
    CHUNK_ROWS,
    MAX_CELL,
    Oddities,
    Row,
    cell_too_long,
    checked_header,
    no_header,
)
from cashbeat.tabular.value import shown
from cashbeat.tabular.wording import Choice

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_BLOCK = 1 << 20
_CYRILLIC = Choice("encoding", "cp1251")
_LIKELY = ("cp1252", "cp1251", "cp1250")
"""Of what spreadsheets write beside Unicode; any other one may be said too."""

_CELL_EDGE = re.compile(rb'[\r\n,;\t|"]')
_SHOWN = 40


class CsvSource:
    """A delimited text file, read as a stream."""

    kind = "csv"

    def __init__(self, path: Path, options: SourceOptions) -> None:
        self._path = path
        self._size = max(path.stat().st_size, 1)
        self._raw: Any = None
        self.assumed: list[Reason] = []
        self.oddities = Oddities()
        if options.sheet is not None:
            text = "this is a CSV, which has no sheets; leave the sheet out"
            raise refused("option_not_applicable", text, Choice("sheet"))
        self._encoding = options.encoding or self._detect_encoding()
        self._skip_line, self._delimiter = self._detect_delimiter(options.delimiter)
        self.details = {
            "encoding": self._encoding.removesuffix("-sig"),
            "delimiter": DELIMITERS.get(self._delimiter, self._delimiter),
        }
        self.header, self._header_row = self._read_header()

    def chunks(self) -> Iterator[tuple[int, list[Row]]]:
        """Rows behind the header, blank ones as empty lists."""
        number = self._header_row + 1
        rows = self._rows()
        for _ in islice(rows, self._header_row):
            pass
        while chunk := list(islice(rows, CHUNK_ROWS)):
            yield number, chunk
            number += len(chunk)

    def raw(self, index: int) -> Iterator[tuple[int, Any]]:
        """The texts of a column; rows that are too short have none."""
        for number, row in enumerate(islice(self._rows(), self._header_row, None)):
            if len(row) > index:
                yield number + self._header_row + 1, row[index]

    def share_read(self) -> float:
        """By bytes."""
        return 0.0 if self._raw is None or self._raw.closed else self._raw.tell() / self._size

    def _rows(self) -> Iterator[Row]:
        csv.field_size_limit(MAX_CELL)
        with self._open() as text:
            reader = csv.reader(text, delimiter=self._delimiter, strict=True)
            try:
                yield from reader
            except csv.Error as error:
                raise _explained(str(error), reader.line_num) from None
            except UnicodeError:
                raise self._other_encoding(f" near line {reader.line_num + 1}") from None

    def _open(self) -> io.TextIOWrapper:
        self._raw = self._path.open("rb", buffering=_BLOCK)
        text = io.TextIOWrapper(self._raw, encoding=self._encoding, newline="")
        if self._skip_line:
            text.readline()
        return text

    def _detect_encoding(self) -> str:
        with self._path.open("rb") as file:
            head = file.read(4096)
            if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            if head.startswith(codecs.BOM_UTF8):
                return "utf-8-sig"
            if b"\x00" in head:
                return _utf16_without_mark(head)
            file.seek(0)
            _require_utf8(file)
        return "utf-8"

    def _other_encoding(self, place: str) -> FileRefused:
        text = (f"the text is not {self._encoding}{place}; say what it is with ", _CYRILLIC)
        return refused("encoding_mismatch", text, Choice("encoding"))

    def _detect_delimiter(self, given: str | None) -> tuple[bool, str]:
        self._skip_line = False
        try:
            with self._open() as text:
                sample = text.read(65_536)
        except UnicodeError:
            raise self._other_encoding("") from None
        first = sample.partition("\n")[0].strip()
        if first.lower().startswith("sep=") and len(first) == 5:
            return True, given or first[4]
        return False, given or _likeliest(sample)

    def _read_header(self) -> tuple[list[str], int]:
        for number, row in enumerate(islice(self._rows(), 100), start=1):
            if any(str(cell).strip() for cell in row):
                return checked_header(row), number
        raise no_header()


def _require_utf8(file: IO[bytes]) -> None:
    """Raises: FileRefused for what is not UTF-8; a guess would name other payments than the truth.

    The texts are part of a row's identity: read rightly later, each would be a payment once more.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = block = b""
    while True:
        before, block = block, file.read(_BLOCK)
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            pending = error.object[: len(error.object) - len(block)]
            near = before[-_SHOWN:].removesuffix(pending)
            raise _unknown_encoding(near + error.object, len(near) + error.start) from None
        if not block:
            return


def _unknown_encoding(content: bytes, place: int) -> FileRefused:
    before = _CELL_EDGE.split(content[max(place - _SHOWN, 0) : place])[-1]
    cell = before + _CELL_EDGE.split(content[place : place + _SHOWN])[0]
    text: list[str | Choice] = [
        "the file is not UTF-8, and nothing in it tells what it is; say it with "
    ]
    for name in _LIKELY:
        looks = shown(cell.decode(name, "replace").strip())
        text += [Choice("encoding", name), f" if this looks right: {looks!r}", ", "]
    text[-1] = ", or name another encoding"
    return refused("encoding_unknown", tuple(text), Choice("encoding"))


def _utf16_without_mark(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    raise refused("file_not_text", "this is not a text file: it holds NUL bytes")


def _likeliest(sample: str) -> str:
    """The delimiter found equally often on the sample's first lines; a comma when none is."""
    lines = [line for line in _outside_quotes(sample).splitlines() if line.strip()][:20]
    if not lines:
        return ","

    def score(delimiter: str) -> tuple[float, int]:
        counts = [line.count(delimiter) for line in lines]
        return (sum(1 for n in counts if n == counts[0]) / len(counts), counts[0])

    present = [delimiter for delimiter in DELIMITERS if delimiter in lines[0]]
    return max(present, key=score, default=",")


def _outside_quotes(sample: str) -> str:
    return "".join(part for index, part in enumerate(sample.split('"')) if index % 2 == 0)


def _explained(error: str, line: int) -> FileRefused:
    if "field larger" in error:
        return cell_too_long(f"line {line}: ")
    if "unexpected end" in error:
        error = "the file ends inside a quoted cell; it may be cut short"
    return refused("csv_malformed", f"line {line}: {error}")
