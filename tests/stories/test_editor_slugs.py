"""The address of a story whose title mixes Chinese with figures; the editor's script keeps the figures alone."""

import pytest

from stories.models import StoryPage
from tests.stories.editor import add_url, edit_url, form_data


@pytest.fixture
def author(client, people):
    client.force_login(people["author"])
    return people["author"]


def add(client, index, author, title: str, slug: str) -> StoryPage:
    answer = client.post(add_url(index), form_data(author=author, title=title, slug=slug))
    assert answer.status_code == 302, answer.context["form"].errors
    return StoryPage.objects.get(title=title)


def test_two_titles_of_one_year_are_both_saved(client, stories_zh, author):
    first = add(client, stories_zh, author, "2026 年的新茶", "2026")
    second = add(client, stories_zh, author, "2026 年的脐橙", "2026")
    assert (first.slug, second.slug) == ("2026-nian-de-xin-cha", "2026-nian-de-qi-cheng")


def test_the_address_of_a_story_that_was_out_stays(client, stories_zh, author):
    story = add(client, stories_zh, author, "2026 年的新茶", "2026")
    StoryPage.objects.filter(pk=story.pk).update(first_published_at="2026-04-01T00:00Z")
    client.post(edit_url(story), form_data(story, title="2026 年的红茶", slug="2026"))
    assert story.get_latest_revision().as_object().slug == "2026-nian-de-xin-cha"


def test_a_slug_that_somebody_chose_stays(client, stories_zh, author):
    assert add(client, stories_zh, author, "2026 年的新茶", "new-tea").slug == "new-tea"
