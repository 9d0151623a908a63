"""An import from upload to undo, over HTTP, with the worker's steps between."""

import io
from typing import Any

import openpyxl
import pytest

from cashbeat.customer.importing import check, service
from cashbeat.customer.importing.reading.sandbox import read_file

pytestmark = pytest.mark.asyncio(loop_scope="module")


def row(number: int, **fields: str) -> dict[str, str]:
    return {
        "external_id": f"K-{number}",
        "name": f"Customer {number}",
        "email": f"c{number}@example.com",
        "outstanding_amount": f"{number}.50",
        "due_date": "2035-12-31",
    } | fields


THREE = [row(1), row(2, due_date="2026-01-31"), row(3, outstanding_amount="", due_date="")]


async def test_customers_are_recorded_as_if_by_hand(office: Any) -> None:
    found = await office.uploaded(THREE)
    assert (found["state"], found["revision"], found["outcome"]) == ("ready", 1, None)
    assert found["counts"] == {
        "rows": 3,
        "create": 3,
        "update": 0,
        "unchanged": 0,
        "skip": 0,
        "bad": 0,
        "leftOut": 0,
        "problems": 0,
        "amounts": [{"amount": 4.0, "currency": "EUR"}],
    }
    assert await office.desk.names() == []
    assert (await office.ask("POST", found, "/commit", json={})).status_code == 202
    await office.work()
    done = await office.get(found)
    assert done["state"] == "done"
    assert done["outcome"] == {
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "failed": 0,
    }
    second = await office.named("stomer 2")
    assert (second["outstandingAmount"], second["dueDate"]) == (2.5, "2026-01-31")
    assert (second["status"], second["version"]) == ("overdue", 1)
    by_hand = await office.desk.owing(name="By hand", outstandingAmount=2.5, dueDate="2026-01-31")
    for name in ("charges", "account", "openCharges", "status", "daysOverdue"):
        if name == "charges":
            kept = ("amount", "openAmount", "issuedOn", "dueDate", "status")
            ours, theirs = ([{k: c[k] for k in kept} for c in w[name]] for w in (second, by_hand))
            assert ours == theirs
        elif name in second:
            assert second[name] == by_hand[name]
    assert (await office.named("customer 3"))["charges"] == []


async def test_one_notification_tells_of_all_and_none_of_each(office: Any) -> None:
    """Those that were overdue in the file are no news, nor those that it makes overdue."""
    await office.desk.owing(100, name="Old", externalId="K-9")
    await office.database["notifications"].delete_many({})
    done = await office.imported([*THREE, row(9, due_date="2026-02-01")])
    await office.desk.settle()
    assert office.told == ["demo"]
    (told,) = (await office.desk.ok("GET", "/notifications"))["items"]
    kept = ("type", "count", "importId", "fileName", "customerId")
    assert [told[name] for name in kept] == [
        *("import_finished", 4, done["id"], "customers.csv", None)
    ]
    assert (await office.named("Customer 9"))["status"] == "overdue"


async def test_the_same_file_twice_writes_nothing(office: Any) -> None:
    """Not even when they paid meanwhile."""
    await office.imported(THREE)
    await office.desk.paid(await office.named("Customer 1"), amount=1)
    before = await office.database["customers"].find({}).sort("_id", 1).to_list()
    again = await office.imported(THREE)
    assert again["counts"]["unchanged"] == again["outcome"]["unchanged"] == 3
    assert await office.database["customers"].find({}).sort("_id", 1).to_list() == before
    assert await office.database["charges"].count_documents({}) == 2
    assert await office.database["customer_import_changes"].count_documents({}) == 0
    assert (await office.named("Customer 1"))["outstandingAmount"] == 0.5


async def test_who_did_it_stands_in_the_audit_log_and_the_timelines(office: Any) -> None:
    old = await office.desk.owing(100, name="Old", externalId="K-9")
    done = await office.imported([row(1), row(9, phone="030 99")])
    new = await office.named("Customer 1")
    undone = await office.undone(done)
    actions = office.database["audit_entries"].find({"target.kind": "customer_import"})
    entries = await actions.sort([("at", 1), ("_id", 1)]).to_list()
    assert [each["action"].removeprefix("customers.import_") for each in entries] == [
        *("uploaded", "committed", "undone")
    ]
    assert entries[1]["after"]["create"] == 1
    assert entries[2]["before"]["updated"] == 1
    assert undone["undo"] == {"removed": 1, "restored": 1, "kept": 0}
    kinds = [each["kind"] for each in (await office.desk.timeline(new))["items"]]
    assert kinds == ["customer_import_undone", "customer_imported"]
    page = await office.desk.timeline(old, limit=2)
    items = [*page["items"], *(await office.desk.timeline(old, cursor=page["nextCursor"]))["items"]]
    assert [each["kind"] for each in items] == [
        *("customer_import_undone", "customer_import_changed", "charge_added", "customer_created")
    ]
    changed = items[1]
    assert changed["fields"] == ["name", "email", "phone", "outstandingAmount", "dueDate"]
    assert (changed["actor"], changed["fileName"], changed["importId"]) == (
        *("Ana", "customers.csv", done["id"]),
    )


async def test_bad_cells_are_corrected_here(office: Any) -> None:
    rows = [row(1, email="nobody"), row(2, outstanding_amount="x", due_date="soon"), row(3)]
    found = await office.uploaded(rows)
    counts = found["counts"]
    assert (counts["create"], counts["bad"], counts["problems"]) == (1, 2, 3)
    assert [each["cell"] for each in found["problems"]] == ["C2", "D3", "F3"]
    refused = await office.ask("POST", found, "/commit", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "import_has_bad_rows")
    fixes = [
        {"row": 3, "field": "outstanding_amount", "value": "7.00"},
        {"row": 3, "field": "due_date", "value": "2036-01-31"},
    ]
    answer = await office.ask("PATCH", found, json={"fixes": fixes, "leaveOut": [2]})
    assert (answer.json()["state"], answer.json()["revision"]) == ("checking", 2)
    before = await office.database["customer_import_rows"].count_documents({})
    await office.work()
    found = await office.get(found)
    counts = found["counts"]
    assert (counts["create"], counts["bad"], counts["leftOut"]) == (2, 0, 1)
    assert (found["fixes"], found["problems"]) == (2, [])
    assert await office.database["customer_import_rows"].count_documents({}) == before
    (left,) = (await office.rows(found, "left_out"))["items"]
    assert (left["row"], left["cells"]["email"]) == (2, "nobody")
    stale = await office.ask("POST", found, "/commit", json={"revision": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "import_checked_again")
    assert (await office.ask("POST", found, "/commit", json={"revision": 2})).status_code == 202
    await office.work()
    done = await office.get(found)
    assert done["outcome"]["created"] == 2
    assert done["outcome"]["skipped"] == 1
    assert (await office.named("Customer 2"))["outstandingAmount"] == 7


async def test_rows_are_shown_in_pages_and_those_to_correct_as_a_workbook(office: Any) -> None:
    rows = [row(n, email="nobody" if n % 2 else f"c{n}@example.com") for n in range(1, 8)]
    found = await office.uploaded(rows)
    first = await office.rows(found, "bad", limit=3)
    rest = await office.rows(found, "bad", limit=3, cursor=first["nextCursor"])
    assert [each["row"] for each in first["items"] + rest["items"]] == [2, 4, 6, 8]
    assert (first["total"], first["listed"], rest["nextCursor"]) == (4, 4, None)
    answer = await office.ask("GET", found, "/rows", params={"outcome": "bad", "cursor": "x"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "invalid_cursor")
    made = await office.ask("GET", found, "/errors.xlsx")
    assert (made.status_code, made.headers["X-Total-Count"]) == (200, "4")
    sheet = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]
    assert [cell.value for cell in sheet["B"]] == ["external_id", "K-1", "K-3", "K-5", "K-7"]
    template = await office.desk.ask("GET", "/customers/import/template.xlsx")
    assert template.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(template.content)).sheetnames[0] == "Customers"


async def test_what_changed_since_the_check_is_compared_anew(office: Any) -> None:
    """Somebody takes an external id, deletes a customer, adds a charge: after the check."""
    gone = await office.desk.owing(name="Gone", externalId="K-4")
    several = await office.desk.owing(10, name="Several", externalId="K-5")
    found = await office.uploaded([row(n) for n in range(1, 6)])
    assert (found["counts"]["create"], found["counts"]["update"]) == (3, 2)
    taken = await office.desk.owing(name="By hand", externalId="K-2")
    await office.desk.delete(gone)
    await office.desk.charged(several, amount=20)
    await office.desk.settle()
    assert (await office.ask("POST", found, "/commit", json={})).status_code == 202
    await office.work()
    done = await office.get(found)
    assert done["outcome"] == {
        "created": 3,
        "updated": 1,
        "unchanged": 0,
        "skipped": 0,
        "failed": 1,
    }
    assert (await office.desk.get(taken))["name"] == "Customer 2"
    assert (await office.desk.get(several))["name"] == "Several"
    (failed,) = (await office.rows(done, "failed"))["items"]
    assert (failed["row"], failed["problems"][0]["code"]) == (6, "several_open_charges")
    assert (await office.ask("GET", done, "/errors.xlsx")).headers["X-Total-Count"] == "1"


async def test_an_undo_takes_back_what_nobody_touched_since(office: Any) -> None:
    old = await office.desk.owing(50, name="Old", externalId="K-9", phone="030 1")
    before = await office.everything()
    done = await office.imported([row(n) for n in (1, 2, 3, 4, 9)])
    await office.desk.settle()
    edited, paid = await office.named("Customer 1"), await office.named("Customer 2")
    await office.desk.changed(edited, notes="calls back")
    await office.desk.paid(paid, amount=1)
    undone = await office.undone(done)
    assert (undone["state"], undone["undo"]) == (
        "undone",
        {"removed": 2, "restored": 1, "kept": 2},
    )
    await office.desk.settle()
    assert await office.desk.names() == ["Customer 1", "Customer 2", "Old"]
    after = await office.everything()
    assert {name: after[name] for name in before} == before
    assert (await office.desk.get(old))["outstandingAmount"] == 50
    again = await office.imported([row(n) for n in (1, 2, 3, 4, 9)])
    assert (again["outcome"]["created"], again["outcome"]["updated"]) == (2, 1)
    repeated = await office.ask("POST", undone, "/undo")
    assert (repeated.status_code, repeated.json()["state"]) == (202, "undone")


async def test_steps_that_make_no_sense_are_refused(office: Any) -> None:
    def code(answer: Any) -> Any:
        return answer.status_code, answer.json().get("code", answer.json().get("state"))

    found = await office.uploaded([row(1)])
    assert code(await office.ask("POST", found, "/undo")) == (409, "import_not_committed")
    begun = (await office.send([row(2)])).json()
    assert code(await office.ask("POST", begun, "/commit", json={})) == (409, "import_not_ready")
    assert code(await office.ask("GET", begun, "/rows?outcome=bad")) == (
        *(409, "import_rows_unknown"),
    )
    assert (await office.ask("DELETE", begun)).status_code == 204
    assert code(await office.ask("GET", begun)) == (404, "import_not_found")
    for name in ("files", "pieces", "rows"):
        kept = office.database[f"customer_import_{name}"]
        assert await kept.count_documents({"importId": begun["id"]}) == 0
    assert (await office.ask("POST", found, "/commit", json={})).status_code == 202
    assert code(await office.ask("POST", found, "/undo")) == (409, "import_not_ready")
    await office.work()
    assert code(await office.ask("POST", found, "/commit", json={})) == (202, "done")
    for method, sent in (("PATCH", {"json": {"leaveOut": [2]}}), ("DELETE", {})):
        assert code(await office.ask(method, found, **sent)) == (409, "import_committed")
    listed = (await office.desk.ok("GET", "/customers/import"))["items"]
    assert [each["id"] for each in listed] == [found["id"]]


async def test_choices_are_checked_at_once_and_kept_within_bounds(
    office: Any, faults: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await office.send([row(1)], dateFormat="%d", currency="XXY", encoding="hex", nope=1)
    assert sorted(faults(answer)) == [
        ("options.currency", "unknown_currency"),
        ("options.dateFormat", "invalid_date_format"),
        ("options.encoding", "unknown_encoding"),
        ("options.nope", "unknown_field"),
    ]
    found = await office.uploaded([row(1)])
    wrong = {"options": {"delimiter": "a"}, "fixes": [{"row": 0, "field": "x", "value": ""}]}
    codes = faults(await office.ask("PATCH", found, json=wrong))
    assert {field for field, _ in codes} == {*("options.delimiter", "fixes.0.row", "fixes.0.field")}
    codes = faults(await office.ask("PATCH", found, json={"options": {"delimiter": "a"}}))
    assert codes == [("options.delimiter", "invalid_delimiter")]
    monkeypatch.setattr(service, "MAX_FIXES", 1)
    fixes = [{"row": n, "field": "name", "value": "x"} for n in (2, 3)]
    answer = await office.ask("PATCH", found, json={"fixes": fixes, "leaveOut": [2, 3]})
    assert faults(answer) == [("fixes", "too_many"), ("leaveOut", "too_many")]


async def test_few_run_at_once_and_a_key_names_one(office: Any) -> None:
    first = await office.send([row(1)], key="one")
    again = await office.send([row(1)], key="one")
    assert again.json()["id"] == first.json()["id"]
    assert again.headers["Idempotent-Replayed"] == "true"
    other = await office.send([row(2)], key="one")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    await office.send([row(2)])
    busy = await office.send([row(3)])
    assert (busy.status_code, busy.json()["code"]) == (429, "import_busy")
    assert (await office.send([row(1)], key="one")).status_code == 202
    assert await office.database["customer_import_files"].count_documents({}) == 2


async def test_without_a_dry_run_good_files_are_recorded_at_once(office: Any) -> None:
    good = await office.uploaded([row(1)], dryRun=False)
    assert (good["state"], good["outcome"]["created"]) == ("done", 1)
    bad = await office.uploaded([row(2), row(3, email="x")], dryRun=False)
    assert bad["state"] == "ready"
    skipped = await office.uploaded([row(2), row(3, email="x")], dryRun=False, skipBad=True)
    assert (skipped["state"], skipped["outcome"]["skipped"]) == ("done", 1)


async def test_a_file_that_is_no_table_is_refused_and_may_be_read_otherwise(office: Any) -> None:
    """By the process that reads files, this time."""
    office.worker = office.another_worker(read_file)
    found = await office.uploaded(b"Foo;Bar\nAda;1.234,50\n")
    assert (found["state"], found["reasonCode"]) == ("refused", "column_missing")
    assert [each["name"] for each in found["columns"]] == ["Foo", "Bar"]
    assert found["counts"] is None
    columns = {"name": "Foo", "outstanding_amount": "Bar"}
    await office.ask("PATCH", found, json={"options": {"columns": columns}})
    await office.work()
    found = await office.get(found)
    assert (found["state"], found["reason"], found["errors"]) == ("ready", None, [])
    assert found["counts"]["amounts"] == [{"amount": 1234.5, "currency": "EUR"}]


async def test_a_change_during_a_check_begins_it_again(office: Any) -> None:
    begun = (await office.send([row(1), row(2)])).json()

    async def interrupted(job: Any, limits: Any, progress: Any) -> Any:
        reading = await check_read(job, limits, progress)
        if not job.left_out:
            await office.ask("PATCH", begun, json={"leaveOut": [2]})
        return reading

    check_read = office.worker._checker._read_file
    await office.work(office.another_worker(interrupted))
    found = await office.get(begun)
    assert (found["state"], found["revision"]) == ("ready", 2)
    assert (found["counts"]["create"], found["counts"]["leftOut"]) == (1, 1)
    runs = await office.database["customer_import_pieces"].distinct("_id")
    assert len({name.partition("|")[0] for name in runs}) == 1


async def test_a_broken_import_is_put_aside(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (await office.send([row(1)])).json()
    await office.database["customer_import_files"].delete_many({})
    await office.work()
    failed = await office.get(found)
    assert (failed["state"], failed["reasonCode"]) == ("failed", "broke_off")
    assert (await office.ask("DELETE", failed)).status_code == 204
    monkeypatch.setattr(check, "LIMITS", None)
    assert (await office.uploaded([row(2)]))["state"] == "ready"
