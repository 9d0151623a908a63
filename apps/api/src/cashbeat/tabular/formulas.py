"""Cells of a workbook that look empty to a parser, and are not.

Formulas that no program ever computed: libraries that write workbooks leave the values out, Excel
and LibreOffice fill them in on saving. And errors such as #N/A.
"""

import posixpath
import re
import zipfile
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

_CELL = re.compile(
    rb"<(?:\w{1,9}:)?c\b([^>]{0,200})>\s*<(?:\w{1,9}:)?f\b[^>]{0,200}?"
    rb"(?:/>|>[^<]{0,65536}</(?:\w{1,9}:)?f>)\s*(?:<(?:\w{1,9}:)?v\s*/>|<(?:\w{1,9}:)?v>\s*"
    rb"</(?:\w{1,9}:)?v>)?\s*</(?:\w{1,9}:)?c>"
)
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_A_TEXT = b't="str"'
"""A formula whose value is a text has it computed; that text may be empty."""

_ERROR = re.compile(
    rb"<(?:\w{1,9}:)?c\b([^>]{0,200})>\s*(?:<(?:\w{1,9}:)?f\b[^>]{0,200}?"
    rb"(?:/>|>[^<]{0,65536}</(?:\w{1,9}:)?f>)\s*)?<(?:\w{1,9}:)?v>([^<]{1,40})</"
)
_AN_ERROR = b't="e"'

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Places = set[tuple[int, int]]
"""Row and column of cells, from 1."""


def column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def find_uncomputed(xml: bytes, found: Places) -> None:
    """Add the cells of a piece of a sheet's XML."""
    if b"f>" not in xml and b"f " not in xml:
        return
    for attributes in _CELL.findall(xml):
        place = _PLACE.search(attributes)
        if place is not None and _A_TEXT not in attributes:
            found.add((int(place[2]), column_number(place[1])))


def find_errors(xml: bytes, found: dict[tuple[int, int], str]) -> None:
    """Add the cells of a piece of a sheet's XML that hold an error, with what it is: #N/A."""
    at = xml.find(_AN_ERROR)
    while at >= 0:
        match = _ERROR.match(xml, max(xml.rfind(b"<", 0, at), 0))
        place = _PLACE.search(match[1]) if match is not None else None
        if match is not None and place is not None:
            found[int(place[2]), column_number(place[1])] = match[2].decode("ascii", "replace")
        at = xml.find(_AN_ERROR, at + 1)


def part_of_sheet(archive: zipfile.ZipFile, name: str) -> str | None:
    """The archive's entry that holds the sheet of that name."""
    relations = {
        each.get("Id"): each.get("Target", "")
        for each in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in _elements(fromstring(archive.read("xl/workbook.xml")), "sheet"):
        if sheet.get("name") == name:
            target = relations.get(sheet.get(_RELATION), "")
            return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return None


def _elements(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if each.tag.rpartition("}")[2] == name]
