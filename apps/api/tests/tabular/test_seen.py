"""Identities counted in memory and, beyond that, in a scratch file: alike."""

import random
from collections import Counter

import pytest

from cashbeat.tabular import seen as module
from cashbeat.tabular.seen import Seen


@pytest.mark.parametrize("in_memory", [0, 40, 100_000])
def test_identities_are_counted_with_their_first_rows(
    monkeypatch: pytest.MonkeyPatch, in_memory: int
) -> None:
    monkeypatch.setattr(module, "_IN_MEMORY", in_memory)
    keys = random.Random(7).choices(range(1 << 40, (1 << 40) + 60), k=300)
    times: Counter[int] = Counter()
    first: dict[int, int] = {}
    expected = []
    for row, key in enumerate(keys, start=2):
        times[key] += 1
        expected.append((times[key], first.setdefault(key, row)))
    seen, found = Seen(), []
    for start in range(0, 300, 20):
        rows = range(start + 2, start + 22)
        found += seen.count_keys(keys[start : start + 20], rows)
    seen.close()
    assert found == expected
