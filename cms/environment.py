"""The environment of every process: what was set, then `.env`, then the settings for development."""

import os
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent


def read(folder: Path = ROOT) -> None:
    """Call it before anything asks for a setting: `.env` may name the settings themselves."""
    environ.Env.read_env(folder / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
