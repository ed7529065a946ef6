"""In the editor: what is missing is said beside the story, and a refusal is a message, not an error page."""

import json
import re

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from wagtail.test.utils.form_data import rich_text, streamfield

from products import services
from stories import approval, previews
from stories.models import StoryPage
from stories.previews import ChannelPreview
from stories.readiness import ChannelReadiness, Finding, Loss
from tests.stories.editor import add_url, edit_url, form_data
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange


@pytest.fixture
def story(stories_zh, people, no_channels):
    return make_story(stories_zh, people["author"])


@pytest.fixture(autouse=True)
def in_english(client):
    """What is compared is the source's words, whether or not the catalogue is compiled."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def author(client, people):
    client.force_login(people["author"])
    return client


def test_the_panel_names_the_block_and_leads_to_it(author, people, stories_zh, no_channels):
    product = orange(people)
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)])
    services.withdraw(product, people["confirmer"], "抽检不合格")
    html = author.get(edit_url(story)).content.decode()
    assert f'href="#block-{story.body[1].id}-section"' in html
    assert 'data-finding="block"' in html


def test_the_panel_shows_each_channel(author, story, no_channels):
    finding = Finding("made.up", "标题太长了", "block", field="title")
    no_channels.append(
        lambda document: [ChannelReadiness("one", "第一频道", (finding,), losses=(Loss("图集变成单图"),))]
    )
    html = author.get(edit_url(story)).content.decode()
    assert "第一频道" in html
    assert "标题太长了" in html
    assert "图集变成单图" in html
    assert 'href="#id_title-label"' in html


@pytest.mark.parametrize("built_first_in", ["en", "zh-hans"])
def test_every_anchor_of_a_field_is_in_the_form(author, people, stories_zh, no_channels, built_first_in):
    """Whatever the language in which this process first built the form."""
    StoryPage.get_edit_handler.cache_clear()
    with translation.override(built_first_in):
        StoryPage.get_edit_handler().child_identifiers  # noqa: B018  (kept from now on)
    # Blocks have places too, which scripts draw: none of them here.
    story = make_story(stories_zh, people["author"], [], summary="", form="video", channel_settings=[])
    html = author.get(edit_url(story)).content.decode()
    panel = html[html.index("data-readiness") :]
    anchors = set(re.findall(r'<a [^>]*href="#([^"]+)"', panel[: panel.index("Channels")]))
    assert {"id_summary-label", "id_video-label"} <= anchors
    assert any(anchor.endswith("-body-section") for anchor in anchors)
    # Blocks are built by the browser, out of data that names them.
    missing = {anchor for anchor in anchors if f'id="{anchor}"' not in html}
    assert {anchor for anchor in missing if anchor.removeprefix("block-").removesuffix("-section") not in html} == set()


def test_the_public_preview_speaks_the_language_of_the_story(author, story):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    author.post(address, form_data(story))
    html = author.get(f"{address}?mode=public", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="zh' in html


def test_autosave_brings_the_panel_anew(author, story, people):
    answer = author.post(edit_url(story), form_data(story, summary=""), headers={"accept": "application/json"})
    answer = json.loads(answer.content)
    assert answer["success"]
    assert "data-readiness" in answer["html"]


def test_an_incomplete_draft_can_be_saved(author, story):
    answer = author.post(edit_url(story), form_data(story, cover="", body=streamfield([("heading", "")])))
    assert answer.status_code == 302
    assert StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().cover is None


def test_a_story_that_is_not_ready_is_not_submitted_and_the_reasons_are_shown(author, story):
    answer = author.post(edit_url(story), form_data(story, cover="") | {"action-submit": "1"}, follow=True)
    html = answer.content.decode()
    assert "The story has no cover photo." in html
    story = StoryPage.objects.get(pk=story.pk)
    assert not story.workflow_in_progress
    assert story.get_latest_revision_as_object().cover is None, "the draft is kept"


def test_a_new_story_that_is_not_ready_is_kept_as_a_draft(author, people, stories_zh, no_channels):
    answer = author.post(add_url(stories_zh), form_data(author=people["author"]) | {"action-submit": "1"}, follow=True)
    assert "The story has no cover photo." in answer.content.decode()
    written = StoryPage.objects.get(title="新写的一篇")
    assert not written.workflow_in_progress
    assert answer.redirect_chain[-1][0] == edit_url(written)


def test_no_channel_at_all_takes_it(author, story, no_channels):
    finding = Finding("made.up", "这个频道不要它", "block")
    no_channels.append(lambda document: [ChannelReadiness("one", "第一频道", (finding,))])
    answer = author.post(edit_url(story), form_data(story) | {"action-submit": "1"}, follow=True)
    assert "这个频道不要它" in answer.content.decode()
    assert not StoryPage.objects.get(pk=story.pk).workflow_in_progress


def test_one_blocked_channel_holds_the_story_back(author, story, no_channels):
    blocked = ChannelReadiness("one", "第一频道", (Finding("made.up", "这个频道不要它", "block"),))
    no_channels.append(lambda document: [blocked, ChannelReadiness("two", "第二频道")])
    answer = author.post(edit_url(story), form_data(story) | {"action-submit": "1"}, follow=True)
    assert "第一频道: 这个频道不要它" in answer.content.decode()
    assert not StoryPage.objects.get(pk=story.pk).workflow_in_progress


def test_writing_submitting_and_approving_in_the_editor(client, stories_zh, people, story):
    client.force_login(people["author"])
    answer = client.post(
        add_url(stories_zh), form_data(author=people["author"], cover=str(story.cover_id)) | {"action-submit": "1"}
    )
    assert answer.status_code == 302
    written = StoryPage.objects.get(title="新写的一篇")
    assert written.slug == "xin-xie-de-yi-pian"
    assert written.workflow_in_progress
    client.force_login(people["editor"])
    html = client.get(edit_url(written)).content.decode()
    assert 'data-workflow-action-name="approve"' in html
    block_id = {"body-0-id": written.body[0].id}
    client.post(edit_url(written), form_data(written) | block_id | _decision("approve"))
    assert StoryPage.objects.get(pk=written.pk).live


def test_an_editor_who_changes_the_text_while_approving_is_told_why_not(client, people, story):
    approval.submit(story, people["author"])
    client.force_login(people["editor"])
    answer = client.post(edit_url(story), form_data(story, title="编辑改过的") | _decision("approve"), follow=True)
    assert "did not write this text" in answer.content.decode()
    assert not StoryPage.objects.get(pk=story.pk).live


def test_a_refused_approval_is_a_message(client, stories_zh, people, no_channels):
    product = orange(people)
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)])
    state = approval.submit(story, people["author"])
    services.withdraw(product, people["confirmer"], "抽检不合格")
    client.force_login(people["editor"])
    address = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.current_task_state_id])
    answer = client.post(address, {"comment": ""}, follow=True)
    assert answer.status_code == 200
    assert product.name("en") in answer.content.decode()
    assert not StoryPage.objects.get(pk=story.pk).live


def test_previews_are_made_of_what_is_in_the_form(author, story, monkeypatch):
    seen = []

    def render(document, request):
        seen.append(document)
        return HttpResponse("in the channel's form")

    monkeypatch.setattr(previews, "_previews", {})
    previews.provide_preview(
        ChannelPreview("one", "第一频道", render, lambda document, request: HttpResponse("a file"))
    )
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    unsaved = form_data(story, title="还没存", body=streamfield([("text", rich_text("<p>还没存的话</p>"))]))
    assert json.loads(author.post(address, unsaved).content)["is_valid"]
    assert author.get(f"{address}?mode=one").content == b"in the channel's form"
    assert author.get(f"{address}?mode=one/download").content == b"a file"
    assert seen[0].title == "还没存"
    assert seen[0].body[0].spans[0].text == "还没存的话"
    assert StoryPage.objects.get(pk=story.pk).title != "还没存"


def test_the_writer_is_named_as_author_from_the_start(author, people, stories_zh):
    html = author.get(add_url(stories_zh)).content.decode()
    assert f'name="authors" value="{people["author"].pk}"' in html
    assert "checked" in html.split(f'name="authors" value="{people["author"].pk}"')[1].split(">")[0]


def test_the_product_window_offers_verified_products_alone(author, people):
    offered = orange(people, name_zh="保靖脐橙")
    ended = orange(people, name_zh="过期蜜桔")
    services.withdraw(ended, people["confirmer"], "抽检不合格")
    html = json.loads(author.get(reverse("story_products:choose")).content)["html"]
    assert offered.code in html
    assert ended.code not in html


@pytest.mark.parametrize(("word", "found"), [("脐橙", True), ("BJ-", True), ("没有的", False)])
def test_the_product_window_can_be_searched(author, people, word, found):
    product = orange(people, name_zh="保靖脐橙")
    html = author.get(reverse("story_products:choose_results"), {"q": word}).content.decode()
    assert (product.code in html) is found


def test_the_list_of_stories_can_be_filtered_by_form(author, people, stories_zh, story):
    make_story(stories_zh, people["author"], title="看图说话", form="pictures")
    html = author.get(reverse("stories:index"), {"form": "pictures"}).content.decode()
    assert "看图说话" in html
    assert story.title not in html


def _decision(action: str) -> dict:
    return {"action-workflow-action": "1", "workflow-action-name": action, "workflow-action-extra-data": "{}"}


@pytest.mark.parametrize("change", [{"body-count": None}, {"body-count": "many"}, {"body-count": "999"}])
def test_a_form_that_was_cut_off_is_refused_whole(author, people, stories_zh, change):
    data = form_data(author=people["author"]) | change
    answer = author.post(add_url(stories_zh), {name: value for name, value in data.items() if value is not None})
    assert answer.status_code == 400
    assert not StoryPage.objects.exists()


def test_offers_are_chosen_by_their_price_in_yuan(author, people):
    product = orange(people)
    product.offers.update(price_fen=2805)
    assert "28.05" in author.get(reverse("story_offers:choose")).json()["html"]
