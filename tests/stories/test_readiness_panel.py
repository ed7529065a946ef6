"""The panel at the editor's side: channel by channel, and the way to what is at fault."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from stories import approval, readiness
from stories.models import StoryPage
from stories.readiness import ChannelReadiness, Finding, Loss, channel_readiness
from stories.submission import NotReady
from tests.stories.editor import edit_url, form_data
from tests.stories.factories import block, make_story

KEY = "wechat-oa"
pytestmark = pytest.mark.django_db


@pytest.fixture
def channels(monkeypatch):
    """What the channels answer, as a list that a test fills."""
    lines: list[ChannelReadiness] = []
    monkeypatch.setattr(readiness, "_providers", [lambda document: list(lines)])
    return lines


@pytest.fixture
def author(client, people):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(people["author"])
    return client


def own_words(channel: str = KEY, **fields) -> dict:
    given = {"title": "", "summary": "", "cover": None, "tags": [], **fields}
    return block("override", {"channel": channel, **given})


def panel_of(author, story) -> BeautifulSoup:
    soup = BeautifulSoup(author.get(edit_url(story)).content, "html.parser")
    return soup.select_one("[data-readiness]")


def words(element) -> str:
    return " ".join(element.get_text(" ", strip=True).split())


def test_each_channel_is_one_line_with_what_it_comes_to(author, people, stories_zh, channels):
    warned = Finding("a.x", "Too plain.", "warning")
    channels += [
        ChannelReadiness("a", "Alpha"),
        ChannelReadiness(
            "b", "Beta", (warned, Finding("b.y", "Too long.", "block"), Finding("b.z", "A note.", "note"))
        ),
        ChannelReadiness("c", "Gamma", (warned, warned), losses=(Loss("A film", "heavy"), Loss("A tag", "light"))),
        ChannelReadiness("d", "Delta", (Finding("d.form_not_taken", "Not here.", "note"),), takes_form=False),
    ]
    panel = panel_of(author, make_story(stories_zh, people["author"]))
    said = {row["data-channel"]: words(row.select_one(".readiness__state")) for row in panel.select("[data-channel]")}
    assert said == {
        "a": "ready",
        "b": "1 blocking 1 warning",
        "c": "2 warnings 2 losses",
        "d": "does not take this form",
    }
    assert "Ready for 2 of 4 channels" in words(panel)
    # Folded, and only where there is something to unfold.
    assert [row.name for row in panel.select("[data-channel]")] == ["div", "details", "details", "div"]
    assert not panel.select("details[open]")
    assert [item["data-finding"] for item in panel.select("[data-channel=b] li")] == ["block", "warning", "note"]


def test_the_heading_says_what_the_gate_says(author, people, stories_zh, channels):
    story = make_story(stories_zh, people["author"])
    channels.append(ChannelReadiness("a", "Alpha", (Finding("a.x", "No.", "block"),)))
    assert "1 thing keeps this story from being submitted" in words(panel_of(author, story))
    with pytest.raises(NotReady):
        approval.submit(story, people["author"])
    channels[:] = [ChannelReadiness("a", "Alpha", (Finding("a.x", "Perhaps.", "warning"),))]
    assert "Ready to be submitted" in words(panel_of(author, story))
    approval.submit(story, people["author"])


def test_a_finding_about_own_words_leads_to_their_block(author, people, stories_zh, channels):
    about = Finding("x.title_too_long", "Too long.", "block", field="title")
    channels += [ChannelReadiness(KEY, "WeChat", (about,)), ChannelReadiness("tencent-news", "Tencent", (about,))]
    own = own_words(title="另一个标题")
    story = make_story(stories_zh, people["author"], channel_settings=[own])
    panel = panel_of(author, story)
    assert panel.select_one(f"[data-channel={KEY}] li a")["href"] == f"#block-{own['id']}-section"
    assert words(panel.select_one(f"[data-channel={KEY}] li a")) == "Title set for this channel"
    # The other channel shows the story's own title, and so does this one where the block leaves it empty.
    assert panel.select_one("[data-channel=tencent-news] li a")["href"] == "#id_title-label"
    emptied = make_story(stories_zh, people["author"], channel_settings=[own_words(summary="短")])
    assert panel_of(author, emptied).select_one(f"[data-channel={KEY}] li a")["href"] == "#id_title-label"


def test_a_loss_names_its_block(author, people, stories_zh, channels):
    heading = block("heading", "第一车橘子")
    channels.append(ChannelReadiness("a", "Alpha", losses=(Loss("Flattened", "light", heading["id"]),)))
    story = make_story(stories_zh, people["author"], [heading])
    link = panel_of(author, story).select_one("[data-channel=a] li a")
    assert (link["href"], words(link)) == (f"#block-{heading['id']}-section", "1. Heading")


def test_every_place_the_panel_leads_to_is_in_the_form(author, people, stories_zh, channels):
    fields = ("title", "summary", "category", "cover", "video", "authors", "tags", "body")
    fields += ("targets", "covers", "channel_settings")
    gone = Finding("x.y", "No such field.", field="offers")
    channels.append(ChannelReadiness("a", "Alpha", (*(Finding("x.y", "!", field=field) for field in fields), gone)))
    html = author.get(edit_url(make_story(stories_zh, people["author"]))).content.decode()
    panel = BeautifulSoup(html, "html.parser").select_one("[data-readiness]")
    anchors = [link["href"][1:] for link in panel.select("[data-channel] a")]
    assert len(anchors) == len(fields)
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in html] == []


def test_own_words_for_a_channel_that_is_not_meant_are_a_warning(people, stories_zh):
    other, meant = own_words("tencent-news", title="新闻"), own_words(title="公众号")
    story = make_story(stories_zh, people["author"], targets=[KEY], channel_settings=[other, meant])
    found = [gap for gap in story.built.gaps if gap.code == "story.channel_not_meant"]
    assert [(gap.block, gap.weight) for gap in found] == [(other["id"], "warning")]
    story.targets = []
    assert not [gap for gap in story.built.gaps if gap.code == "story.channel_not_meant"]


def test_a_channel_has_one_block_of_own_words(author, people, stories_zh):
    story = make_story(stories_zh, people["author"])
    empty = {"summary": "", "cover": "", "tags-count": "0"}

    def post(*titles: str, channels: tuple[str, ...]):
        blocks = [
            ("override", {"channel": key, "title": title, **empty}) for key, title in zip(channels, titles, strict=True)
        ]
        data = form_data(story, channel_settings=streamfield(blocks))
        return author.post(edit_url(story), data, headers={"accept": "application/json"})

    assert post("一", "二", channels=(KEY, "tencent-news")).json()["success"]
    refused = post("三", "四", channels=(KEY, KEY))
    assert refused.status_code == 400
    kept = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().channel_settings
    assert [entry.value["title"] for entry in kept] == ["一", "二"]
    html = author.post(edit_url(story), refused.wsgi_request.POST.dict()).content.decode()
    assert "This channel has such a block already." in html


def test_one_document_is_asked_about_once(people, stories_zh, monkeypatch):
    asked = []
    monkeypatch.setattr(readiness, "_providers", [lambda document: asked.append(document) or []])
    document = make_story(stories_zh, people["author"]).built.document
    channel_readiness(document)
    channel_readiness(document)
    assert len(asked) == 1
    channel_readiness(document.model_copy())
    assert len(asked) == 2


def test_the_form_carries_the_limits_of_every_channel(author, stories_zh, people):
    html = author.get(reverse("wagtailadmin_pages:add", args=["stories", "storypage", stories_zh.pk])).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    counted = soup.select("[data-controller=channel-limits]")
    assert [entry["data-channel-limits-field-value"] for entry in counted] == ["id_title", "id_summary"]
    assert all(
        re.search(r'"channel": "wechat-oa".*"max": \d+', entry["data-channel-limits-limits-value"]) for entry in counted
    )
