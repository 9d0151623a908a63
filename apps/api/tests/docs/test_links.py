"""The documents name only what exists: files, headings, commands, targets, settings."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashbeat.cli import AuditGroup, PaymentsGroup, PeopleGroup, RootGroup
from cashbeat.core.settings import Settings, env_name

ROOT = Path(__file__).parents[4]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
MAKE = re.compile(r"(?:^|\s)make ([a-z][a-z0-9-]*)", re.MULTILINE)
CASHBEAT = re.compile(r"^\s*(?:\.venv/bin/)?cashbeat ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)
SETTING = re.compile(r"\b(?:CASHBEAT_[A-Z_]+|MONGODB_URI|REDIS_URL)\b")
PLACE = re.compile(r"^(?:apps|benchmarks|docs|infra|libs|tools)/[\w./-]+$")

TARGETS = set(re.findall(r"^([a-z][a-z0-9-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
SETTINGS = {env_name(field) for field in Settings.model_fields}
OTHERS_SETTINGS = {"CASHBEAT_API_ORIGIN"}
"""Settings of the web server alone."""

GROUPS = {
    "audit": set(AuditGroup.known),
    "people": set(PeopleGroup.known),
    "payments": set(PaymentsGroup.known),
    "contracts": {"export"},
    "secrets": {"new"},
}


def faults_of(path: Path, text: str) -> Iterator[str]:
    """Every name in a document that leads nowhere."""
    for target in LINK.findall(text):
        if not target.startswith(("http://", "https://", "mailto:")):
            yield from _faults_of_link(path, text, target)
    for parts in CODE.findall(text):
        yield from _faults_of_code("".join(parts))
    for name in SETTING.findall(text):
        if name not in SETTINGS | OTHERS_SETTINGS:
            yield name


def _faults_of_code(code: str) -> Iterator[str]:
    for name in MAKE.findall(code):
        if name not in TARGETS:
            yield f"make {name}"
    for command, sub in CASHBEAT.findall(code):
        known = sub in GROUPS[command] if command in GROUPS else command in RootGroup.known
        if not known:
            yield f"cashbeat {command} {sub}".rstrip()
    if PLACE.match(code) and not (ROOT / code).exists():
        yield code


def _faults_of_link(path: Path, text: str, target: str) -> Iterator[str]:
    name, _, anchor = target.partition("#")
    found = (path.parent / name).resolve() if name else path
    if not found.exists():
        yield target
    elif anchor:
        held = text if found == path else found.read_text()
        if anchor not in {_slug(heading) for heading in HEADING.findall(held)}:
            yield target


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.strip().replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_names_only_what_exists(path: Path) -> None:
    assert list(faults_of(path, path.read_text())) == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/adr/README.md").read_text()
    decisions = sorted(path.name for path in ROOT.glob("docs/adr/0*.md"))
    assert decisions
    assert [name for name in decisions if name not in listed] == []


def test_what_leads_nowhere_is_noticed() -> None:
    text = (
        "[a](gone.md) [b](README.md#nowhere) `make nothing` `cashbeat fly` `cashbeat payments eat`"
        " `apps/none.py` CASHBEAT_NO_SUCH [c](README.md#cashbeat) `make start` `cashbeat verify`"
    )
    assert list(faults_of(ROOT / "README.md", "# Cashbeat\n" + text)) == [
        "gone.md",
        "README.md#nowhere",
        "make nothing",
        "cashbeat fly",
        "cashbeat payments eat",
        "apps/none.py",
        "CASHBEAT_NO_SUCH",
    ]


def test_docstrings_name_decisions_that_exist() -> None:
    named = {
        (source.name, name)
        for source in ROOT.glob("apps/api/src/**/*.py")
        for name in re.findall(r"docs/[\w./-]+\.md", source.read_text())
    }
    assert named
    assert [(source, name) for source, name in named if not (ROOT / name).exists()] == []
