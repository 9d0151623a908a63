"""Kill -9 of worker, API, Redis and MongoDB, over and over, under writes: is anything lost?

    python benchmarks/crash.py --seconds 300 --standby

Real servers in a scratch directory, real processes, random moments. Clients write through the API
with idempotency keys and retry until they are answered; a ledger keeps what was acknowledged. At
the end every acknowledged step and charge must be in the database exactly once, `cashbeat verify`
must find no difference, in what customers owe neither, and five deliberate faults (the negative
controls) must be noticed. Exit 0 or 1.

With --standby a second worker waits, and workers are also paused (SIGSTOP) for longer than their
lease: the one that wakes up must find itself fenced.

One client imports customers, over and over, and has some of that undone: all rows are there exactly
once in the end, or none.
"""

import argparse
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from crash_clients import Ledger, Writers
from crash_rig import Rig

PAUSE_SECONDS = 4.0
"""Twice the lease: a standby has taken over when a paused worker wakes up and goes on."""

STALL_SECONDS = 45.0
CATCH_UP_SECONDS = 90.0


@dataclass(slots=True)
class Outcome:
    """What happened; no faults means that all promises were kept."""

    seed: int
    seconds: float = 0.0
    kills: dict[str, int] = field(default_factory=dict)
    pauses: int = 0
    fenced: int = 0
    payments: int = 0
    steps: int = 0
    charges: int = 0
    imports: int = 0
    repeats: int = 0
    doubled: int = 0
    longest_outage: float = 0.0
    caught_up_in: float = 0.0
    verify: str = ""
    controls: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def torment(rig: Rig, writers: Writers, seconds: float, rng: Random, outcome: Outcome) -> None:
    """Kill one or two programs at a time, in shuffled order, until the time is over.

    Mostly after some writes went through, sometimes while the last victim still recovers.
    """
    kills: Counter[str] = Counter()
    deck: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end or len(kills) < len(rig.victims):
        if rng.random() < 0.8:
            waited = _wait_for_writes(writers, more=rng.randint(20, 120))
            outcome.longest_outage = max(outcome.longest_outage, waited)
            if waited >= STALL_SECONDS:
                outcome.faults.append(f"after {dict(kills)} nothing was written for {waited:.0f} s")
                break
        outcome.faults += [f"{name} ended by itself" for name in rig.died()]
        time.sleep(rng.uniform(0, 0.6))
        if len(rig.workers) > 1 and rng.random() < 0.2:
            rig.pause(rng.choice(rig.workers), PAUSE_SECONDS)
            outcome.pauses += 1
            continue
        if len(deck) < 2:
            deck = rng.sample(rig.victims, len(rig.victims)) + deck
        victims = {deck.pop() for _ in range(2 if rng.random() < 0.3 else 1)}
        for name in victims:
            rig.kill(name)
            kills[name] += 1
        print(
            f"  killed {' and '.join(sorted(victims))}, {writers.ledger.steps:,} steps so far",
            flush=True,
        )
        time.sleep(rng.uniform(0, 0.8))
        for name in rng.sample(sorted(victims), len(victims)):
            rig.start(name)
    outcome.kills = dict(kills)


def _wait_for_writes(writers: Writers, more: int) -> float:
    """Wait until clients were promised that much more; the seconds until the first of it."""
    begun = time.monotonic()
    before = writers.ledger.steps
    first = None
    while time.monotonic() - begun < STALL_SECONDS:
        now = writers.ledger.steps
        if first is None and now > before:
            first = time.monotonic() - begun
        if now >= before + more:
            return first or 0.0
        time.sleep(0.01)
    return STALL_SECONDS


def compare(database: Any, ledger: Ledger) -> list[str]:
    """Everything that differs between what was acknowledged and what is stored."""
    faults = []
    missing = set(ledger.payments)
    for stored in database["payments"].find({}):
        known = ledger.payments.get(stored["_id"])
        missing.discard(stored["_id"])
        if known is None:
            faults.append(f"{stored['_id']} is stored, and no client was told of it")
            continue
        events = [event["type"] for event in stored["events"]]
        if events != known.events:
            faults.append(f"{stored['_id']} has {events}, acknowledged were {known.events}")
        if (stored["amount"], stored["currency"]) != (known.minor, known.currency):
            faults.append(f"{stored['_id']} has another amount than acknowledged")
    faults += [f"{payment_id} was acknowledged and is lost" for payment_id in sorted(missing)]
    faults += compare_imports(database, ledger)
    imported = database["customers"].distinct("_id", {"importId": {"$exists": True}})
    for collection, told in (("customers", ledger.customers), ("charges", ledger.charges)):
        owner = "_id" if collection == "customers" else "customerId"
        ours = {owner: {"$nin": imported}}
        stored_ids = Counter(each["_id"] for each in database[collection].find(ours, {"_id": 1}))
        if stored_ids != Counter(told):
            differ = sorted((stored_ids - Counter(told)) + (Counter(told) - stored_ids))
            faults.append(f"{collection} differ from what was acknowledged: {differ[:5]}")
    return faults


def compare_imports(database: Any, ledger: Ledger) -> list[str]:
    """Every row of a recorded import is there exactly once with its charge; of one that was undone
    none is."""
    faults = []
    for each in ledger.imports:
        live = {"importId": each.id, "deleted": False}
        stored = list(database["customers"].find(live, {"externalId": 1}))
        expected = each.external_ids if each.state == "done" else []
        if Counter(found.get("externalId") for found in stored) != Counter(expected):
            faults.append(f"{each.id} is {each.state} and has {len(stored)} customers")
        owners = Counter(
            charge["customerId"]
            for charge in database["charges"].find(
                {"customerId": {"$in": [found["_id"] for found in stored]}}
            )
        )
        if owners != Counter(found["_id"] for found in stored):
            faults.append(f"{each.id} has {owners.total()} charges of {len(stored)} customers")
    known = {each.id for each in ledger.imports}
    others = set(database["customers"].distinct("importId")) - known
    return faults + [f"{name} made customers and came to no end" for name in sorted(others)]


def catch_up(database: Any, ledger: Ledger) -> float:
    """Seconds until every step is numbered and every account settled, or CATCH_UP_SECONDS."""
    begun = time.monotonic()
    while (waited := time.monotonic() - begun) < CATCH_UP_SECONDS:
        numbered = sum(found["seq"] for found in database["tenant_sequences"].find())
        stale = database["customers"].find_one({"stale": {"$exists": True}})
        if numbered >= ledger.steps and stale is None:
            return waited
        time.sleep(0.05)
    return CATCH_UP_SECONDS


def check_controls(rig: Rig, database: Any, ledger: Ledger, outcome: Outcome) -> None:
    """Break five things on purpose; whoever does not notice proves nothing."""
    for worker in rig.workers:
        rig.stop(worker)
    day = database["rollup_days"].find_one({})
    method = next(iter(day["m"]))
    status = next(iter(day["m"][method]))
    path = f"m.{method}.{status}.n"
    database["rollup_days"].update_one({"_id": day["_id"]}, {"$inc": {path: 1}})
    _expect_difference(rig, "a rollup counts one payment too many", day["_id"], outcome)
    database["rollup_days"].update_one({"_id": day["_id"]}, {"$inc": {path: -1}})

    owing = {"account.outstanding": {"$gt": 0}}
    customer = database["customers"].find_one(owing)
    for change, control in ((-1, "a customer owes a cent too little"), (1, None)):
        database["customers"].update_one(
            {"_id": customer["_id"]}, {"$inc": {"account.outstanding": change}}
        )
        if control is not None:
            _expect_difference(rig, control, customer["_id"], outcome)

    last = database["payment_events"].find_one({}, sort=[("_id", -1)])
    database["payment_events"].delete_one({"_id": last["_id"]})
    _expect_difference(rig, "a numbered event is gone", "event", outcome)
    database["payment_events"].insert_one(last)
    code, said = rig.verify()
    if code != 0:
        outcome.faults.append(f"verify finds differences after the controls were undone: {said}")

    victim = database["payments"].find_one_and_delete({})
    lost = compare(database, ledger)
    copy = victim | {"_id": "pay_twin", "events": [e | {"key": None} for e in victim["events"]]}
    database["payments"].insert_one(copy)
    twin = [fault for fault in compare(database, ledger) if "pay_twin" in fault]
    for name, found in (
        ("an acknowledged payment is gone", lost),
        ("a payment is there twice", twin),
    ):
        if found:
            outcome.controls[name] = found[0]
        else:
            outcome.faults.append(f"negative control: nobody noticed that {name}")


def _expect_difference(rig: Rig, name: str, word: str, outcome: Outcome) -> None:
    code, said = rig.verify()
    if code == 1 and word in said:
        outcome.controls[name] = said.splitlines()[0].strip()
    else:
        outcome.faults.append(f"negative control: {name}, and verify says {code}: {said}")


def run(folder: Path, seconds: float, count: int, seed: int, *, standby: bool) -> Outcome:
    """One whole run in a scratch directory."""
    outcome = Outcome(seed)
    begun = time.monotonic()
    rig = Rig(folder, standby=standby)
    with rig.running(), rig.database() as database:
        writers = Writers(rig.settings.api_origin, rig.settings.demo_key_file, count, seed)
        writers.start()
        try:
            torment(rig, writers, seconds, Random(seed), outcome)
        finally:
            writers.end()
            writers.join()
        ledger = writers.ledger
        outcome.payments, outcome.steps = len(ledger.payments), ledger.steps
        outcome.charges, outcome.imports = len(ledger.charges), len(ledger.imports)
        outcome.repeats, outcome.doubled = writers.repeats, ledger.doubled
        outcome.fenced = rig.said("projector.checkpoint.fenced") + rig.said("projector.lease.lost")
        outcome.caught_up_in = catch_up(database, ledger)
        outcome.faults += ledger.faults + compare(database, ledger)
        code, outcome.verify = rig.verify()
        if code != 0:
            outcome.faults.append(f"verify says {code}: {outcome.verify}")
        check_controls(rig, database, ledger, outcome)
    outcome.seconds = time.monotonic() - begun
    return outcome


def main() -> int:
    """Parse, run, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=180, help="how long to kill (180)")
    parser.add_argument("--writers", type=int, default=8, help="clients at the same time (8)")
    parser.add_argument("--seed", type=int, help="repeat the order of an earlier run")
    parser.add_argument("--standby", action="store_true", help="two workers, and pauses")
    parser.add_argument("--json", type=Path, help="write the outcome here too")
    parser.add_argument("--keep", action="store_true", help="keep the scratch directory")
    given = parser.parse_args()
    os.environ.update(CASHBEAT_PROJECTOR_LEASE_SECONDS="2", CASHBEAT_DEMO="0")
    for name in ("MONGODB_URI", "REDIS_URL"):
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix="cashbeat-crash-"))
    seed = secrets.randbelow(2**31) if given.seed is None else given.seed
    print(f"seed {seed}, {folder}", flush=True)
    try:
        outcome = run(folder, given.seconds, given.writers, seed, standby=given.standby)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if given.json:
        given.json.write_text(json.dumps(asdict(outcome), indent=2))
    report(outcome)
    return 1 if outcome.faults else 0


def report(outcome: Outcome) -> None:
    """The outcome for people."""
    print(
        f"killed in {outcome.seconds:.0f} s: {outcome.kills}, paused {outcome.pauses} times, ",
        end="",
    )
    print(f"workers found themselves replaced {outcome.fenced} times")
    print(
        f"acknowledged: {outcome.payments:,} payments in {outcome.steps:,} steps, "
        f"{outcome.charges:,} charges, {outcome.imports:,} imports of customers; "
        f"{outcome.repeats:,} requests had to be repeated, {outcome.doubled:,} were on purpose"
    )
    print(f"longest wait for a write {outcome.longest_outage:.1f} s; ", end="")
    print(f"projector caught up in {outcome.caught_up_in:.1f} s")
    print(f"verify: {outcome.verify}")
    for name, found in outcome.controls.items():
        print(f"control noticed ({name}): {found}")
    for fault in outcome.faults[:50]:
        print(f"FAULT {fault}")
    print(f"{len(outcome.faults)} faults" if outcome.faults else "every promise was kept")


if __name__ == "__main__":
    sys.exit(main())
