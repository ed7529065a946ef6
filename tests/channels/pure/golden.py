"""The golden corpus on disk."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from channels.contract import Adapter, Finding, Payload
from stories.document import StoryDocument

ROOT = Path(__file__).parents[2] / "golden"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


def names() -> list[str]:
    return sorted(path.stem for path in (ROOT / "documents").glob("*.json"))


def document(name: str) -> StoryDocument:
    return StoryDocument.model_validate_json((ROOT / "documents" / f"{name}.json").read_text(encoding="utf-8"))


def expected_path(adapter: Adapter, name: str) -> Path:
    return ROOT / "expected" / adapter.key / f"v{adapter.version}+{adapter.spec.version}" / f"{name}.json"


def written(findings: list[Finding], payload: Payload) -> str:
    """Findings and payload as the text of a golden file."""
    whole = {"findings": [asdict(finding) for finding in findings], "payload": asdict(payload)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
