"""Spans that overlap, cut into pieces that do not, pure: each is read once, whoever needs it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from cashbeat.kit.time_buckets import Bucket


def cut_at_edges(spans: Iterable[Bucket]) -> list[Bucket]:
    """Ascending, disjoint pieces that cover what the spans cover; none crosses the edge of one."""
    changes: Counter[datetime] = Counter()
    edges: set[datetime] = set()
    for span in spans:
        if span.start < span.end:
            edges.update(span)
            changes[span.start] += 1
            changes[span.end] -= 1
    pieces, covering = [], 0
    for start, end in pairwise(sorted(edges)):
        covering += changes[start]
        if covering:
            pieces.append(Bucket(start, end))
    return pieces


def pieces_of(span: Bucket, pieces: Sequence[Bucket]) -> range:
    """Places of the pieces that a span consists of."""
    first = bisect_left(pieces, span.start, key=lambda piece: piece.start)
    return range(first, bisect_left(pieces, span.end, lo=first, key=lambda piece: piece.start))
