"""The golden corpus on disk."""

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from channels.adapters.base import as_shown
from channels.contract import Adapter, Finding, Payload
from stories.document import StoryDocument
from tests.channels.pure.context import fake_context

ROOT = Path(__file__).parents[2] / "golden"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


def names() -> list[str]:
    return sorted(path.stem for path in (ROOT / "documents").glob("*.json"))


def document(name: str) -> StoryDocument:
    return StoryDocument.model_validate_json((ROOT / "documents" / f"{name}.json").read_text(encoding="utf-8"))


def expected_path(adapter: Adapter, name: str, root: Path = ROOT) -> Path:
    return root / "expected" / adapter.key / f"v{adapter.version}+{adapter.spec.version}" / f"{name}.json"


def written(findings: list[Finding], payload: Payload) -> str:
    """Findings and payload as the text of a golden file."""
    whole = {"findings": [asdict(finding) for finding in findings], "payload": _data(payload)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _data(payload: Payload) -> dict[str, Any]:
    made = {field.name: getattr(payload, field.name) for field in fields(payload)}
    return made | {name: [part._asdict() for part in made[name]] for name in ("assets", "links", "losses")}


def fault(adapter: Adapter, name: str, story: StoryDocument, root: Path = ROOT, *, update: bool = UPDATE) -> str:
    """What is wrong between an adapter and the golden file of its version, "" if it writes the same bytes.

    `update` writes a file that is missing; one that is there is never overwritten.
    """
    shown = as_shown(adapter, story)
    made = written(adapter.check(shown), adapter.render(shown, fake_context()))
    path = expected_path(adapter, name, root)
    if not path.exists() and update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    if not path.exists():
        return f"no golden file of {path.parent.name}: run with UPDATE_GOLDEN=1"
    if path.read_text(encoding="utf-8") != made:
        return "bytes changed: bump the adapter's version and UPDATE_GOLDEN=1"
    return ""


def gaps(adapters: Iterable[Adapter], documents: Iterable[StoryDocument], kinds: Collection[str]) -> list[str]:
    """Kinds of blocks that no document has, and forms of an adapter of which it can send none."""
    documents = list(documents)
    found = [f"no document has a {kind}" for kind in sorted(set(kinds) - {b.kind for d in documents for b in d.body})]
    for adapter in adapters:
        sent = {document.form for document in documents if sendable(adapter, document)}
        found += [
            f"{adapter.key} sends no document of the form {form}" for form in adapter.spec.forms if form not in sent
        ]
    return found


def sendable(adapter: Adapter, story: StoryDocument) -> bool:
    if story.form not in adapter.spec.forms:
        return False
    return all(finding.weight != "block" for finding in adapter.check(as_shown(adapter, story)))
