"""Nothing but the casework modules changes the state of a verification: read from the program's own source."""

import ast
from pathlib import Path

import pytest

ROOMS = ("cms", "home", "channels", "commerce", "stories", "products")
ROOT = Path(__file__).resolve().parents[2]
MAY_ASSIGN = {"products/casework.py", "products/services.py"}
# Other records with a state of their own, in the one module that changes it.
OTHER_STATES = {
    "products/recommendations.py": "recommendations",
    "products/fact_changes.py": "changes of facts",
}
STATES_OF_OTHERS = ("channels/", "commerce/", "stories/")


def sources() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def changes_of_state(tree: ast.AST) -> list[int]:
    """Lines that assign `….state`, or hand `state=` to `update`, `bulk_update` or `update_or_create`."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name for target in targets for name in ast.walk(target)]
            if any(isinstance(name, ast.Attribute) and name.attr == "state" for name in names):
                lines.append(node.lineno)
        elif (isinstance(node, ast.Call) and _changes_rows(node)) or (
            isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr" and _says_state(node.args[1])
        ):
            lines.append(node.lineno)
    return lines


def _changes_rows(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", "")
    if name == "bulk_update":
        return any(_says_state(node) for node in ast.walk(call))
    return name in {"update", "aupdate", "update_or_create"} and any(word.arg == "state" for word in call.keywords)


def _says_state(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == "state"


@pytest.mark.parametrize(
    "line",
    [
        "case.state = 'confirmed'",
        "case.state, other = 'confirmed', 1",
        "Verification.objects.filter(pk=1).update(state='confirmed')",
        "Verification.objects.bulk_update(rows, ['state'])",
        "setattr(case, 'state', 'confirmed')",
    ],
)
def test_a_change_of_state_is_noticed(line):
    assert changes_of_state(ast.parse(line)) == [1]


def test_only_the_casework_modules_change_a_state():
    found = set()
    for path in sources():
        name = str(path.relative_to(ROOT))
        if not name.startswith(STATES_OF_OTHERS) and changes_of_state(ast.parse(path.read_text(encoding="utf-8"))):
            found.add(name)
    assert found >= MAY_ASSIGN
    assert found <= MAY_ASSIGN | set(OTHER_STATES)


def test_the_rooms_above_touch_no_verification():
    """They have states of their own; a module of theirs that changes one does not know verifications."""
    for path in sources():
        name, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        if name.startswith(STATES_OF_OTHERS) and changes_of_state(ast.parse(text)):
            assert "Verification.objects" not in text, name
