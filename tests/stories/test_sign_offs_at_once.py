"""Two answers by one link at the same moment: the first counts, the other is told."""

from functools import partial

import pytest
from django.db import connection

from products.errors import Refused
from stories import sign_offs
from stories.models import SignOff, SignOffAnswer, StoryIndexPage
from tests import factories
from tests.products.test_two_at_once import at_once
from tests.stories.factories import make_story

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_answers(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets one writer in at a time")
    from cms.site_setup import ensure_site

    ensure_site()
    author = factories.make_people()["author"]
    story = make_story(StoryIndexPage.objects.get(locale__language_code="zh-hans"), author)
    sign_off, _address = sign_offs.make(story, author, name="田阿妹", role="种植户")
    calls = [partial(sign_offs.answer, sign_off, SignOffAnswer.AGREED)]
    calls += [partial(sign_offs.answer, sign_off, SignOffAnswer.CHANGE, f"no {number}") for number in range(3)]
    answers = at_once(*calls)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == len(calls) - 1, answers
    kept = next(answer for answer in answers if isinstance(answer, SignOff))
    assert SignOff.objects.get().answer == kept.answer
