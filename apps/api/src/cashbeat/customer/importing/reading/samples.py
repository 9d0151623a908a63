"""The first values of each column, for a person to know it by."""

from itertools import islice

from cashbeat.customer.importing.reading.cell import text_of
from cashbeat.tabular.source import RowSource
from cashbeat.tabular.value import shown

SAMPLES = 3
_CHUNKS = 5


def samples_of(source: RowSource) -> list[list[str]]:
    """For each column its first texts that are not empty, of the first thousands of rows."""
    found: list[list[str]] = [[] for _ in source.header]
    lacking = set(range(len(found)))
    for _, rows in islice(source.chunks(), _CHUNKS):
        for row in rows:
            for index in [place for place in lacking if place < len(row) and row[place] != ""]:
                text = shown(text_of(row[index])[0])
                if text and text not in found[index]:
                    found[index].append(text)
                if len(found[index]) == SAMPLES:
                    lacking.discard(index)
        if all(found):
            break
    return found
