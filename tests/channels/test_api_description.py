"""The API answers as its OpenAPI description says, whatever it is asked: schemathesis makes the questions up."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from channels import tokens
from cms.api import api
from tests.channels.test_from_story_to_feed import work_off
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("API_EXAMPLES", "12"))
# The one that has every call: feed, RSS, JSON Feed, packages and receipts.
CHANNEL = "qq-browser"

CALLS = [(path, method) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods]


@pytest.fixture
def connection_kept(db):
    """Django's own test client does the same: a request ends by closing the connection that the test is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(site, connection_kept):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def story(people, stories_zh):
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(orange(people))])
    story = release_story(story, people)
    work_off()
    return story


@pytest.fixture
def token(story) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.issue(CHANNEL)[1]}", "Accept-Encoding": "identity"}


@pytest.mark.parametrize("asked", ["well", "of nothing there", "badly"])
def test_every_answer_is_as_described(described, asked, story, token, subtests):
    """Of a story that is there, with made up keys and ids, and with values that the description rules out."""
    places = {"key": CHANNEL, "story_id": story.pk} if asked == "well" else {}
    mode = GenerationMode.NEGATIVE if asked == "badly" else GenerationMode.POSITIVE

    def ask(case):
        case.path_parameters = {name: places.get(name, value) for name, value in (case.path_parameters or {}).items()}
        if asked == "well":
            # A cursor is not to be made up.
            case.query = {name: value for name, value in (case.query or {}).items() if name != "after"}
        case.call_and_validate(headers=token)

    for path, method in CALLS:
        if asked == "badly" and not described[path][method].definition.raw.get("parameters"):
            continue
        cases = described[path][method].as_strategy(generation_mode=mode)
        kept_short = settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
        )
        with subtests.test(path):
            kept_short(given(case=cases)(ask))()
