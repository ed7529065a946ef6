"""Logs hold no secret and no address, whatever is sent where."""

import logging

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from cms import gunicorn
from cms.logs import DiscreetFormatter

pytestmark = pytest.mark.django_db


def test_a_token_in_the_path_is_not_written(site, client, caplog):
    formatters = [handler.formatter for handler in logging.getLogger().handlers]
    [ours] = [formatter for formatter in formatters if isinstance(formatter, DiscreetFormatter)]
    client.get("/api/v1/channels/fst_abcDEF-123_456/feed")
    assert any("fst_abcDEF" in record.getMessage() for record in caplog.records)
    lines = [ours.format(record) for record in caplog.records]
    assert not any("fst_abcDEF" in line for line in lines)
    assert any(line.endswith("/api/v1/channels/fst_…/feed") for line in lines)


def test_a_foreign_host_is_no_error_of_ours(site, client, caplog, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_the_web_server_writes_no_addresses(capsys):
    class Server:
        log = Logger(Config())

    gunicorn.on_starting(Server)
    Server.log.warning("Invalid request from ip=192.0.2.7: Request Line is too large")
    line = capsys.readouterr().err
    assert "Request Line is too large" in line
    assert "192.0.2.7" not in line
