"""`docs/adding-a-channel.md`, followed to the letter: its files are written, its commands run, its channel used."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Error

from channels.adapters import OURS, outside
from channels.adapters.outside import outside_adapters
from channels.checks import check_registry
from tests.channels.factories import SmallAdapter

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/adding-a-channel.md").read_text(encoding="utf-8")
FILES = re.findall(r"^```\w+ file=(\S+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [
    line for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE) for line in block.splitlines()
]


def run(command: str, there: Path) -> str:
    """A command of the page, with this Python, the package as written here, and a folder of its own to install into."""
    words = command.replace(".venv/bin/python", sys.executable).replace("../fengshou-lantern", str(there / "package"))
    # SQLite, because a second process may not use the test database of this one.
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    settings = {
        "PYTHONPATH": str(there / "installed"),
        "PIP_TARGET": str(there / "installed"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        # For pip, 0 is how to say that there is no isolation.
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "HYPOTHESIS_FACTOR": "0.02",
        "VAR_DIR": str(there / "var"),
    }
    done = subprocess.run(words.split(), cwd=ROOT, env=inherited | settings, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    there = tmp_path_factory.mktemp("tenth")
    for name, text in FILES:
        path = there / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    run(COMMANDS[0], there)
    return there


def test_the_page_has_every_step():
    assert [name for name, _text in FILES] == [
        "pyproject.toml",
        "fengshou_lantern/specs/lantern.toml",
        "fengshou_lantern/schemas/lantern.json",
        "fengshou_lantern/__init__.py",
    ]
    assert "pip install" in COMMANDS[0]
    assert len(COMMANDS) == 3


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_its_commands_succeed(installed, command):
    said = run(command, installed)
    assert "no issues" in said or " passed" in said


def test_its_channel_is_at_home_everywhere(installed):
    """Admin, readiness, preview, feed, package and commands of a process that found the channel by its entry point."""
    said = run(".venv/bin/python -m pytest -q tests/channels/tenth_channel.py", installed)
    assert " passed" in said
    assert "skipped" not in said


def test_a_broken_package_is_named_and_leaves_the_others_alone(installed, tmp_path, monkeypatch):
    broken = tmp_path / "broken-0.dist-info"
    broken.mkdir()
    (broken / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 0\n")
    (broken / "entry_points.txt").write_text("[fengshou.channels]\nbroken = no_such_module:Channel\n")
    monkeypatch.syspath_prepend(installed / "installed")
    monkeypatch.syspath_prepend(tmp_path)
    adapters, faults = outside_adapters(OURS)
    assert [adapter.key for adapter in adapters] == ["lantern"]
    assert "“broken” (no_such_module:Channel) is left out" in faults[0]


class Point:
    """An installed entry point."""

    def __init__(self, found, name: str = "one"):
        self.name, self.value, self._found = name, "package:Channel", found

    def load(self):
        if isinstance(self._found, Exception):
            raise self._found
        return self._found


def _with(**changes):
    adapter = SmallAdapter("small-one", "s1")
    for name, value in changes.items():
        setattr(adapter, name, value)
    return adapter


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (SyntaxError("bad line"), "bad line"),
        (object(), "AttributeError"),
        (_with(key="Small One"), "is not 2 to 20"),
        (_with(key="s" * 21), "is not 2 to 20"),
        (_with(version="1"), "whole number"),
        (_with(version=0), "whole number"),
        (_with(spec=None), "an adapter has a spec"),
        (SmallAdapter("qzone", "s1"), "the key “qzone” is taken"),
        (SmallAdapter("small-one", "wo"), "the link letters “wo” are taken"),
        (SmallAdapter("small-one", "we"), "the link letters “we” are taken"),
        (_with(key="small-two"), "its spec is that of “small-one”"),
        (SmallAdapter("small-one", "s1"), "FileNotFoundError"),
    ],
)
def test_a_channel_that_does_not_fit_is_left_out_and_said(monkeypatch, found, fault):
    monkeypatch.setattr(outside, "entry_points", lambda group: [Point(found)])
    adapters, faults = outside_adapters(OURS)
    assert adapters == ()
    assert fault in faults[0]


def test_two_packages_cannot_have_one_key(monkeypatch):
    monkeypatch.setattr(outside, "schema_path", lambda key: ROOT / "channels/schemas/qzone.json")
    points = [Point(SmallAdapter("small-one", letters), letters) for letters in ("s2", "s1")]
    monkeypatch.setattr(outside, "entry_points", lambda group: points)
    adapters, faults = outside_adapters(OURS)
    assert [adapter.spec.code for adapter in adapters] == ["s1"]
    assert "“s2”" in faults[0]


def test_the_faults_are_errors_of_the_system_check(monkeypatch):
    from channels import adapters

    monkeypatch.setattr(adapters, "FAULTS", ("The channel “x” is left out.",))
    assert check_registry() == [Error("The channel “x” is left out.", id="channels.E007")]
