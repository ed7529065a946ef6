"""Commands and web server read `.env` alike, also which settings it names."""

import os

from cms import environment


def test_the_file_names_the_settings_and_what_was_set_counts_more(monkeypatch, tmp_path):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.setenv("PORT", "8001")
    (tmp_path / ".env").write_text("DJANGO_SETTINGS_MODULE=cms.settings.production\nPORT=9000\n")
    environment.read(tmp_path)
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "cms.settings.production"
    assert os.environ["PORT"] == "8001"


def test_without_it_they_are_those_for_development(monkeypatch, tmp_path):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    environment.read(tmp_path)
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "cms.settings.dev"
