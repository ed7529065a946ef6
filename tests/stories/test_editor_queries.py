"""What our additions cost the database when a story is saved in the editor."""

import json
import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from products.models import ProductPage
from stories.forms import StoryPageForm
from stories.models import StoryPage
from stories.page_views import StoryEditView
from tests.stories.editor import edit_url, form_data
from tests.stories.factories import PARAGRAPH, block, make_story, orange, small_photo
from tests.stories.facts import entity, product_with_fact
from tests.stories.films import make_film

ADDED_AT_MOST = 12
PHOTOS = 8
pytestmark = pytest.mark.django_db


@pytest.fixture
def save(client, people, stories_zh, products_zh):
    """Returns a function that autosaves one and the same story, of every kind of thing, and counts its queries."""
    product, fact = product_with_fact(people)
    page = ProductPage(title="脐橙", slug="cheng", product=product, locale=products_zh.locale)
    products_zh.add_child(instance=page)
    photos = [small_photo() for _ in range(PHOTOS)]
    story = make_story(stories_zh, people["author"], [], cover=small_photo(), video=make_film())
    links = f'<p><a linktype="page" id="{page.pk}">脐橙</a>，{entity(fact)}</p>'
    body = streamfield(
        [
            ("text", rich_text(PARAGRAPH + links)),
            *(("image", {"photo": str(photo.pk), "caption": "坡上"}) for photo in photos),
            ("product", {"product": str(product.pk), "offers": streamfield([]), "pitch": "霜降以后采"}),
        ]
    )
    data = form_data(story, body=body, summary="新的摘要", video=str(story.video_id))
    client.force_login(people["author"])

    def post() -> list[dict]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(edit_url(story), data, headers={"accept": "application/json"})
        assert json.loads(answer.content)["success"]
        return queries.captured_queries

    return post


def without_our_additions(monkeypatch) -> None:
    """The editor of the same page type as Wagtail makes it: its own view, panels, form and permissions."""
    for name in ("dispatch", "get_side_panels", "perform_workflow_action", "get_object"):
        monkeypatch.setattr(StoryEditView, name, getattr(EditView, name))
    monkeypatch.setattr(StoryPageForm, "__init__", WagtailAdminPageForm.__init__)
    monkeypatch.setattr(StoryPage, "permissions_for_user", Page.permissions_for_user)


def shape(query: dict) -> str:
    return re.sub(r"SELECT .*? FROM", "SELECT … FROM", re.sub(r"\d+", "N", query["sql"]))[:200]


def test_readiness_adds_few_queries_to_an_autosave(save, monkeypatch):
    save()
    ours = save()
    without_our_additions(monkeypatch)
    plain = save()
    more = Counter(map(shape, ours)) - Counter(map(shape, plain))
    assert len(ours) - len(plain) <= ADDED_AT_MOST, "\n".join(sorted(more))
    assert any("products_evidence" in query for query in more), "the panel was not there to be measured"


def test_links_to_products_cost_the_same_however_many(people, stories_zh, products_zh):
    pages = []
    for number in range(3):
        product = orange(people, slug=f"cheng-{number}")
        page = ProductPage(title=f"脐橙{number}", slug=f"cheng-{number}", product=product, locale=products_zh.locale)
        pages.append(products_zh.add_child(instance=page))
    # Publishing goes through approval, which is not what is tested here.
    ProductPage.objects.update(live=True)
    links = [f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in pages]

    def queries(count: int) -> int:
        text = block("text", f"<p>{'，'.join(links[:count])}</p>")
        story = StoryPage.objects.get(pk=make_story(stories_zh, people["author"], [text]).pk)
        with CaptureQueriesContext(connection) as made:
            document = story.built.document
        assert [span.link.ref for span in document.body[0].spans if span.link] == [
            page.product.code for page in pages[:count]
        ]
        return len(made)

    queries(1)
    assert queries(3) == queries(1)
