"""The admin's import: form, paste, report, and who may use it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from stories.models import StoryImport, StoryPage
from tests.stories.editor import edit_url, form_data
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client, people):
    client.force_login(people["author"])
    return client


def send(client, section, **fields):
    return client.post(reverse("story_import"), {"section": section.pk, **fields}, follow=True)


def test_an_author_imports_a_file_and_reads_the_report(author, stories_zh):
    listing = author.get(reverse("stories:index"))
    assert reverse("story_import") in listing.content.decode()
    file = SimpleUploadedFile("橘子.html", "<h1>橘子熟了</h1><p>一片<u>金黄</u></p><hr>".encode())
    answer = send(author, stories_zh, file=file)
    text = answer.content.decode()
    made = StoryImport.objects.get()
    assert answer.redirect_chain == [(reverse("story_import_report", args=[made.pk]), 302)]
    assert "橘子.html" in text
    assert reverse("wagtailadmin_pages:edit", args=[made.story_id]) in text
    assert {group["code"] for group in made.report["dropped"]} == {"rule"}
    editor = author.get(reverse("wagtailadmin_pages:edit", args=[made.story_id])).content.decode()
    assert reverse("story_import_report", args=[made.pk]) in editor


def test_what_was_not_imported_says_nothing_of_it(author, people, stories_zh):
    story = make_story(stories_zh, people["author"])
    assert "/stories/import/" not in author.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()


def test_the_same_text_again_is_asked_about(author, stories_zh):
    for _turn in range(2):
        answer = send(author, stories_zh, text="一片金黄", title="橘子")
    assert answer.status_code == 422
    assert reverse("wagtailadmin_pages:edit", args=[StoryPage.objects.get().pk]) in answer.content.decode()
    assert send(author, stories_zh, text="一片金黄", title="橘子", again="on").status_code == 200
    assert StoryPage.objects.count() == 2


def test_the_clipboards_html_counts_before_its_text(author, stories_zh):
    send(author, stories_zh, text="一片金黄", html="<!--StartFragment--><h1>橘子</h1><p>一片<b>金黄</b></p>")
    assert StoryPage.objects.get().body.raw_data[0]["value"] == "<p>一片<b>金黄</b></p>"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "请选择文件"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, ".docx"),
        ({"text": "橘" * 300_001}, "300001"),
    ],
)
def test_a_refusal_is_told_at_the_form(author, stories_zh, fields, said):
    answer = send(author, stories_zh, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not StoryPage.objects.exists()


@pytest.mark.parametrize("role", ["recommender", "inspector"])
def test_who_may_not_add_stories_finds_neither_form_nor_report(client, people, stories_zh, author, role):
    send(author, stories_zh, text="甲")
    report = reverse("story_import_report", args=[StoryImport.objects.get().pk])
    client.force_login(people[role])
    assert client.get(reverse("story_import")).status_code == 302
    assert client.get(report).status_code == 302
    client.logout()
    assert "/login/" in client.get(report).url


def test_a_paste_of_a_hundred_thousand_characters_into_the_editor_is_kept(author, people, stories_zh):
    story = make_story(stories_zh, people["author"])
    long = "".join(f"<p>{'橘' * 1000}</p>" for _paragraph in range(100))
    answer = author.post(edit_url(story), form_data(story, body=streamfield([("text", rich_text(long))])))
    assert answer.status_code in (200, 302)
    saved = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert saved.body.raw_data[0]["value"].count("橘") == 100_000
