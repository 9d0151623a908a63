"""What was done to a chain is found and named, wherever it was done; an untouched one is silent."""

import copy
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cashbeat.audit.chain import SHOWN, ChainCheck, ChainReport, Head
from cashbeat.audit.entry import GENESIS, Target, chain_hash, entry_of
from cashbeat.tenant.caller import Actor, Provenance

BY = Provenance(Actor("user", "usr_1", "Ana"), "req_1", "192.0.2.7")
NOW = datetime(2026, 3, 1, 8, 15, tzinfo=UTC)
Chain = list[dict[str, Any]]
LENGTHS = st.integers(1, 12)
quick = hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def sealed(length: int) -> Chain:
    chain, prev = [], GENESIS
    for n in range(1, length + 1):
        target = Target("payment", f"pay_{n}")
        made = entry_of("demo", BY, "payment.completed", target, {}, {"n": n}, NOW, f"aud_{n}")
        del made["waiting"]
        following = chain_hash(prev, made)
        chain.append(made | {"n": n, "prev": prev, "hash": following})
        prev = following
    return chain


def end(chain: Sequence[dict[str, Any]]) -> Head:
    return Head(chain[-1]["n"], chain[-1]["hash"])


def check(chain: Chain, known: Head | None, head: Head | None = None) -> ChainReport:
    looking = ChainCheck("demo", known)
    for entry in sorted(chain, key=lambda entry: entry["n"]):
        looking.take(entry)
    return looking.finish(head or known)


def found(report: ChainReport) -> list[tuple[str, int | None]]:
    assert report.count == len(report.faults)
    return [(fault.kind, fault.n) for fault in report.faults]


@quick
@given(LENGTHS)
def test_an_untouched_chain_is_silent(length: int) -> None:
    chain = sealed(length)
    report = check(chain, end(chain))
    assert found(report) == []
    assert (report.entries, report.head) == (length, end(chain))


@quick
@given(LENGTHS, st.data())
def test_an_altered_entry_is_named(length: int, data: st.DataObject) -> None:
    chain = sealed(length)
    touched = data.draw(st.sampled_from(chain))
    name, value = data.draw(
        st.sampled_from(
            [
                ("after", {"n": 0}),
                ("actor", {"kind": "user", "id": "usr_2", "name": "Bo"}),
                ("at", NOW.replace(hour=9)),
                ("slipped", "in"),
                ("hash", "f" * 64),
                ("hash", None),
                ("prev", 7),
                ("waiting", True),
            ]
        )
    )
    head = end(chain)
    touched[name] = value
    assert ("altered", touched["n"]) in found(check(chain, head))
    assert all(n in {touched["n"], touched["n"] + 1} for _, n in found(check(chain, head)))


@quick
@given(LENGTHS, st.data())
def test_an_altered_entry_with_a_hash_to_match_is_found(length: int, data: st.DataObject) -> None:
    chain = sealed(length)
    head, touched = end(chain), data.draw(st.sampled_from(chain))
    touched["after"] = {"n": 0}
    touched["hash"] = chain_hash(touched["prev"], touched)
    kind = "altered" if touched["n"] == length else "reordered"
    assert found(check(chain, head)) == [(kind, min(touched["n"] + 1, length))]


@quick
@given(st.integers(2, 12), st.data())
def test_a_dropped_entry_is_named(length: int, data: st.DataObject) -> None:
    chain = sealed(length)
    head, n = end(chain), data.draw(st.integers(1, length - 1))
    chain.pop(n - 1)
    assert found(check(chain, head)) == [("missing", n)]


@quick
@given(st.integers(2, 12), st.data())
def test_two_swapped_entries_are_named(length: int, data: st.DataObject) -> None:
    """Their places alone; with all that seals them; and their contents alone."""
    one, other = sorted(data.draw(st.sets(st.integers(1, length), min_size=2, max_size=2)))
    seals = data.draw(st.sampled_from([("n",), ("n", "prev", "hash")]))
    chain = sealed(length)
    head, left, right = end(chain), chain[one - 1], chain[other - 1]
    for name in seals:
        left[name], right[name] = right[name], left[name]
    named = found(check(chain, head))
    kind = "reordered" if seals == ("n",) else "altered"
    assert {(kind, one), (kind, other)} <= set(named)
    assert {kind for kind, _ in named} == {kind}


@quick
@given(LENGTHS, st.data())
def test_a_tail_cut_off_is_named(length: int, data: st.DataObject) -> None:
    chain = sealed(length)
    head, left = end(chain), data.draw(st.integers(0, length - 1))
    report = check(chain[:left], head)
    assert found(report) == [("truncated", length)]
    words = f"entries {left + 1} to {length} are" if length - left > 1 else f"entry {length} is"
    assert report.faults[0].text == f"{words} cut off the end"


@quick
@given(LENGTHS, st.booleans())
def test_a_forged_entry_behind_the_end_is_named(length: int, gap: bool) -> None:
    chain = sealed(length + 2)
    head = end(chain[:length])
    forged = chain[length + 1] if gap else chain[length]
    assert found(check([*chain[:length], forged], head)) == [("forged", forged["n"])]


@quick
@given(LENGTHS, st.data())
def test_a_number_twice_or_none_is_forged(length: int, data: st.DataObject) -> None:
    chain = sealed(length)
    head, double = end(chain), copy.deepcopy(data.draw(st.sampled_from(chain)))
    double["_id"] = "aud_double"
    assert found(check([*chain, double], head)) == [("forged", double["n"])]
    double["n"] = 0
    assert found(check([*chain, double], head)) == [("forged", None)]


@quick
@given(LENGTHS)
def test_a_lost_end_is_named(length: int) -> None:
    assert found(check(sealed(length), None)) == [("truncated", None)]


@quick
@given(st.integers(0, 6), st.integers(0, 6))
def test_what_is_sealed_meanwhile_is_no_fault(before: int, meanwhile: int) -> None:
    """The end is read before and after the entries, of which any later ones may be seen."""
    chain = sealed(before + meanwhile) if before + meanwhile else []
    known = end(chain[:before]) if before else None
    head = end(chain) if chain else None
    for seen in range(before, len(chain) + 1):
        looking = ChainCheck("demo", known)
        for entry in chain[:seen]:
            looking.take(entry)
        assert found(looking.finish(head)) == []


def test_many_faults_are_counted_and_some_listed() -> None:
    chain = sealed(SHOWN + 50)
    head = end(chain)
    for entry in chain:
        entry["why"] = "because"
    report = check(chain, head)
    assert report.count == SHOWN + 50
    assert len(report.faults) == SHOWN
