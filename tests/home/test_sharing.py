"""A story's picture to be passed on: drawn once, kept, and never of what no longer holds."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult
from PIL import Image

from home.sharing import cards, drawing
from home.sharing.fonts import fonts
from home.tasks import forget_cards_of_product
from products import services
from tests.home.pages import soup

needs_font = pytest.mark.skipif(fonts() is None, reason="no font with Chinese characters on this machine")


@pytest.fixture(autouse=True)
def no_cards():
    """Cards are kept by the story's number, which another test's story had before."""
    default_storage.delete(cards.FOLDER)


def kept(story) -> list[str]:
    try:
        return default_storage.listdir(f"{cards.FOLDER}/{story.pk}")[1]
    except FileNotFoundError:
        return []


@needs_font
def test_a_story_has_a_card_that_is_drawn_once(client, village, monkeypatch):
    address = soup(client, village.article.url).select_one(".pass-on a")["href"]
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "image/png", "no-cache")
    with Image.open(BytesIO(answer.content)) as picture:
        assert picture.width == drawing.WIDTH
        assert picture.height > drawing.WIDTH // 2
    assert len(kept(village.article)) == 1
    monkeypatch.setattr(drawing, "draw", lambda *_card: pytest.fail("drawn again"))
    assert client.get(address).content == answer.content
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


@needs_font
def test_a_withdrawal_takes_the_card_away(client, village, django_capture_on_commit_callbacks):
    address = f"/share/{village.article.pk}.png"
    client.get(address)
    services.withdraw(village.product, village.people["admin"], "掺了外地果")
    assert client.get(address).status_code == 404
    assert not soup(client, village.article.url).select(".pass-on")
    cards.forget([village.article.pk])
    assert not kept(village.article)


def test_without_a_font_there_is_no_card_and_no_link(client, village, settings):
    settings.CARD_FONTS = ["/nowhere/serif.ttc", "/nowhere/sans.ttc"]
    assert not soup(client, village.article.url).select(".pass-on")
    assert client.get(f"/share/{village.article.pk}.png").status_code == 404


def test_a_story_that_is_not_out_has_no_card(client, village):
    village.article.unpublish()
    assert client.get(f"/share/{village.article.pk}.png").status_code == 404
    assert client.get("/share/999999.png").status_code == 404


@needs_font
@pytest.mark.parametrize(
    ("text", "lines"),
    [("橙" * 30, 2), ("The oranges wait for the first frost and a colder night", 2), ("", 0), ("短", 1)],
    ids=["chinese", "english", "nothing", "short"],
)
def test_words_are_broken_into_lines_that_fit(text, lines):
    font = fonts().text(30)
    broken = drawing.wrapped(text, font, 560, 3)
    assert len(broken) == lines
    assert all(font.getlength(line) <= 590 for line in broken)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")


@needs_font
def test_no_line_begins_with_what_closes_and_the_rest_is_cut():
    font = fonts().text(30)
    broken = drawing.wrapped("等的是什么，要到坡上去看。" * 9, font, 300, 3)
    assert len(broken) == 3
    assert not any(line[0] in "，。" for line in broken)
    assert broken[-1].endswith("…")


def test_every_change_of_what_a_card_says_forgets_it(village):
    from home.sharing import followers
    from products.followers import on_consent_withdrawn, on_verification_ended

    assert followers.verification_ended in on_verification_ended.followers
    assert followers.consent_withdrawn in on_consent_withdrawn.followers
    lying = default_storage.save(f"{cards.FOLDER}/{village.article.pk}/kept.png", ContentFile(b"png"))
    services.withdraw(village.product, village.people["admin"], "掺了外地果")
    task = DBTaskResult.objects.filter(task_path="home.tasks.forget_cards_of_product").get()
    assert forget_cards_of_product.call(**task.args_kwargs["kwargs"]) == 1
    assert not default_storage.exists(lying)
