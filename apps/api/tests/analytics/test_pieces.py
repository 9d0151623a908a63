"""Pieces of overlapping spans: each moment once, each span whole."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cashbeat.analytics.pieces import cut_at_edges, pieces_of
from cashbeat.kit.time_buckets import Bucket

START = datetime(2026, 3, 1, tzinfo=UTC)


def span(start: int, length: int) -> Bucket:
    return Bucket(START + timedelta(hours=start), START + timedelta(hours=start + length))


@given(st.lists(st.builds(span, st.integers(0, 40), st.integers(0, 12)), max_size=12))
def test_pieces_make_up_every_span_and_nothing_else(spans: list[Bucket]) -> None:
    pieces = cut_at_edges(spans)
    assert all(before.end <= after.start for before, after in pairwise(pieces))
    used: set[int] = set()
    for each in spans:
        places = pieces_of(each, pieces)
        found = [pieces[place] for place in places]
        used.update(places)
        assert sum((p.end - p.start for p in found), timedelta(0)) == each.end - each.start
        assert all(each.start <= p.start < p.end <= each.end for p in found)
    assert used == set(range(len(pieces)))
