"""Sign-off by link: who may make one, what it shows, what an answer counts for, and what it holds back."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from products import spam
from products.errors import Refused
from products.models import Letter
from stories import approval, sign_offs
from stories.models import SignOff, SignOffAnswer, StoryPage
from stories.reading import reading_digest
from stories.sign_off_gate import lacking, sign_off_findings
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def product(people):
    return orange(people)


@pytest.fixture
def story(people, stories_zh, product):
    return make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)])


@pytest.fixture
def made(story, people):
    """(sign-off, address) for the grower's cooperative, made by the author."""
    return make(story, people["author"])


def make(story, person, **fields):
    fields = {"name": "田阿妹", "role": "种植户", "language": "zh-hans", **fields}
    return sign_offs.make(story, person, **fields)


def path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def edited(story, person, title="换了一个标题") -> StoryPage:
    story = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    story.title = title
    story.save_revision(user=person)
    return StoryPage.objects.get(pk=story.pk)


def asking(organisation) -> None:
    organisation.asks_sign_off = True
    organisation.save()


# The link


def test_the_link_shows_the_draft_to_somebody_without_an_account(made, client, story):
    sign_off, address = made
    answer = client.get(path(address))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert story.title in text.replace("<wbr>", "")
    assert "保靖的橘子熟了，山坡上一片金黄" in text
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    assert not answer.cookies
    sign_off.refresh_from_db()
    assert sign_off.opened_at


def test_only_a_checksum_of_the_link_is_kept(made):
    sign_off, address = made
    token = path(address).strip("/").split("/")[-1]
    row = SignOff.objects.filter(pk=sign_off.pk).values().get()
    assert token not in str(row)
    assert sign_offs.find(token) == sign_off
    assert token not in str(list(PageLogEntry.objects.values_list("data", flat=True)))


def test_the_page_is_in_the_language_of_whoever_is_asked_and_the_story_in_its_own(story, people, client):
    _sign_off, address = make(story, people["author"], language="en")
    text = client.get(path(address)).content.decode()
    assert path(address).startswith("/en/")
    assert "I agree" in text
    assert '<article lang="zh-Hans">' in text


def test_an_unknown_link_is_404_and_guessing_is_stopped(made, client):
    address = path(made[1])
    wrong = address[:-6] + "AAAA1/"
    for _try in range(spam.MOST_TRIES):
        assert client.get(wrong).status_code == 404
    assert client.get(wrong).status_code == 429
    assert client.get("/zh-hans/sign-off/short/").status_code == 404


@pytest.mark.parametrize("field", ["expires_at", "revoked_at"])
def test_an_ended_link_is_gone_and_takes_no_answer(made, client, story, field):
    SignOff.objects.update(**{field: timezone.now() - timedelta(seconds=1)})
    assert client.get(path(made[1])).status_code == 410
    answer = client.post(path(made[1]), {"answer": "agree"})
    assert answer.status_code == 410
    assert "山坡上一片金黄" not in answer.content.decode()
    assert SignOff.objects.get().answer == ""


def test_a_changed_story_ends_the_link(made, client, story, people):
    edited(story, people["author"])
    answer = client.get(path(made[1]))
    assert answer.status_code == 410
    assert "换了一个标题" not in answer.content.decode()
    assert client.post(path(made[1]), {"answer": "agree"}).status_code == 410
    assert SignOff.objects.get().answer == ""


def test_saving_the_same_text_once_more_does_not(made, client, story, people):
    StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().save_revision(user=people["author"])
    assert client.get(path(made[1])).status_code == 200


# The answer


def test_agreeing_is_recorded_with_log_and_letters(made, client, story, people):
    people["author"].email = "author@example.org"
    people["author"].save()
    answer = client.post(path(made[1]), {"answer": "agree"}, follow=True)
    assert answer.status_code == 200
    sign_off = SignOff.objects.get()
    assert (sign_off.answer, bool(sign_off.answered_at)) == ("agreed", True)
    entry = PageLogEntry.objects.get(action=sign_offs.AGREED)
    assert (entry.data["name"], entry.user) == ("田阿妹", None)
    assert "田阿妹" in Letter.objects.get(to="author@example.org").body
    assert not any("127.0.0.1" in str(row) for row in SignOff.objects.values())


def test_a_change_needs_words_and_may_be_at_a_block(made, client, story):
    block_id = story.body[0].id
    assert client.post(path(made[1]), {"answer": "change"}).status_code == 422
    fields = {"answer": "change", f"block-{block_id}": "不是金黄，是橙红", "block-nowhere": "x"}
    client.post(path(made[1]), fields)
    assert SignOff.objects.get().answer == SignOffAnswer.CHANGE
    assert SignOff.objects.get().block_remarks == {block_id: "不是金黄，是橙红"}


@pytest.mark.parametrize(
    "fields", [{}, {"answer": "yes"}, {"answer": "change", "remark": "长" * 2001}, {"answer": "change", "remark": " "}]
)
def test_nonsense_is_refused_and_keeps_nothing(made, client, fields):
    assert client.post(path(made[1]), fields).status_code in (400, 422)
    assert SignOff.objects.get().answer == ""


def test_what_was_written_is_not_lost_when_refused(made, client):
    text = client.post(path(made[1]), {"answer": "change", "remark": "长<b>" * 700}).content.decode()
    assert "长&lt;b&gt;" in text


def test_scripts_in_a_remark_stay_text(made, client, story, people):
    client.post(path(made[1]), {"answer": "change", "remark": "<script>alert(1)</script>"})
    client.force_login(people["author"])
    for address in (path(made[1]), reverse("story_sign_offs", args=[story.pk])):
        assert "<script>alert(1)" not in client.get(address).content.decode()


def test_a_body_too_large_is_not_read(made, client):
    assert client.post(path(made[1]), {"answer": "change", "remark": "x" * 300_000}).status_code == 413


def test_a_second_answer_is_told_and_changes_nothing(made, client):
    client.post(path(made[1]), {"answer": "agree"})
    answer = client.post(path(made[1]), {"answer": "change", "remark": "doch nicht"})
    assert answer.status_code == 410
    assert SignOff.objects.get().answer == "agreed"
    assert client.get(path(made[1])).status_code == 200


def test_two_answers_that_read_the_same_row_keep_the_first(made):
    first, second = SignOff.objects.get(), SignOff.objects.get()
    sign_offs.answer(first, SignOffAnswer.AGREED)
    with pytest.raises(Refused) as refused:
        sign_offs.answer(second, SignOffAnswer.CHANGE, "too late")
    assert refused.value.code == "sign_off.closed"


@pytest.mark.parametrize("role", ["author", "editor", "admin"])
def test_whoever_may_edit_the_story_cannot_sign_it_off(made, client, people, role):
    client.force_login(people[role])
    assert client.get(path(made[1])).status_code == 200
    assert client.post(path(made[1]), {"answer": "agree"}).status_code == 403
    assert SignOff.objects.get().answer == ""
    assert SignOff.objects.get().opened_at is None


# The gate


def test_without_an_asking_organisation_nothing_is_needed(story, people):
    approval.submit(story, people["author"])
    assert approval.approve(story, people["editor"])


@pytest.mark.parametrize("whose", ["producer", "recommender"])
def test_an_asking_organisation_holds_the_approval_back_until_it_agreed(story, people, product, whose):
    organisation = product.producer if whose == "producer" else people["recommender"].organisation
    asking(organisation)
    approval.submit(story, people["author"])
    with pytest.raises(Refused) as refused:
        approval.approve(story, people["editor"])
    assert refused.value.code == "approval.sign_off_missing"
    assert organisation.name() in str(refused.value)
    sign_off, _address = make(story, people["author"], organisation=organisation)
    sign_offs.answer(sign_off, SignOffAnswer.AGREED)
    approval.approve(story, people["editor"])
    assert StoryPage.objects.get(pk=story.pk).live


def test_another_organisations_agreement_does_not_count(story, people, product):
    asking(product.producer)
    for organisation in (None, people["recommender"].organisation):
        sign_off, _address = make(story, people["author"], organisation=organisation)
        sign_offs.answer(sign_off, SignOffAnswer.AGREED)
    assert [entry.why for entry in lacking(story, story.built.document)] == ["missing"]


def test_an_agreement_to_other_content_a_change_asked_for_and_a_revoked_one_do_not_count(story, people, product):
    asking(product.producer)
    sign_off, _address = make(story, people["author"], organisation=product.producer)
    sign_offs.answer(sign_off, SignOffAnswer.AGREED)
    assert lacking(story, story.built.document) == []
    story = edited(story, people["author"])
    document = sign_offs.newest_document(story)
    assert [entry.why for entry in lacking(story, document)] == ["changed"]
    again, _address = sign_offs.renew(sign_off, people["author"])
    sign_offs.answer(again, SignOffAnswer.CHANGE, "标题不对")
    assert [entry.why for entry in lacking(story, document)] == ["change"]
    third, _address = sign_offs.renew(again, people["author"])
    sign_offs.answer(third, SignOffAnswer.AGREED)
    assert lacking(story, document) == []
    sign_offs.revoke(third, people["author"])
    assert [entry.why for entry in lacking(story, document)] == ["change"]


def test_the_author_is_warned_before(story, people, product, django_assert_max_num_queries):
    document = story.built.document
    with django_assert_max_num_queries(1):
        assert sign_off_findings(story, document) == []
    asking(product.producer)
    with django_assert_max_num_queries(2):
        (found,) = sign_off_findings(story, document)
    assert (found.code, found.weight) == ("story.sign_off_missing", "warning")


def test_prices_and_stock_leave_an_agreement_alone_but_words_do_not(story, people, product):
    before = reading_digest(story.built.document)
    product.offers.update(price_fen=9900)
    assert reading_digest(StoryPage.objects.get(pk=story.pk).built.document) == before
    product.name_zh = "别的橙子"
    product.save()
    assert reading_digest(StoryPage.objects.get(pk=story.pk).built.document) != before


# The desk


def routes(story, sign_off) -> list[tuple[str, str]]:
    return [
        ("get", reverse("story_sign_offs", args=[story.pk])),
        ("post", reverse("story_sign_offs", args=[story.pk])),
        ("post", reverse("story_sign_off_renew", args=[story.pk, sign_off.pk])),
        ("post", reverse("story_sign_off_revoke", args=[story.pk, sign_off.pk])),
    ]


@pytest.mark.parametrize("role", ["recommender", "inspector", "confirmer", "operator", "analyst", None])
def test_who_may_not_edit_the_story_reaches_nothing(made, story, people, client, role):
    if role:
        client.force_login(people[role])
    for method, address in routes(story, made[0]):
        assert getattr(client, method)(address).status_code in (302, 403), address
    assert SignOff.objects.count() == 1
    assert SignOff.objects.get().revoked_at is None
    if role:
        for call in (lambda: make(story, people[role]), lambda: sign_offs.revoke(made[0], people[role])):
            with pytest.raises(Refused):
                call()


def test_a_link_is_made_and_shown_once(story, people, client, product):
    client.force_login(people["editor"])
    address = reverse("story_sign_offs", args=[story.pk])
    fields = {"name": "田阿妹", "role": "种植户", "language": "en", "days": "3", "email": "tian@example.org"}
    answer = client.post(address, fields | {"organisation": product.producer.pk})
    link = re.search(r'value="(https?://[^"]+/en/sign-off/[^"]+)"', answer.content.decode())[1]
    assert "no-store" in answer["Cache-Control"]
    assert link in Letter.objects.get(to="tian@example.org").body
    assert "/sign-off/" not in client.get(address).content.decode().replace("/sign-offs/", "")
    assert timedelta(days=2) < SignOff.objects.get().expires_at - timezone.now() <= timedelta(days=3)
    client.logout()
    assert client.get(path(link)).status_code == 200


@pytest.mark.parametrize("wrong", [{"name": ""}, {"days": "0"}, {"days": "61"}, {"language": "fr"}, {"email": "x"}])
def test_a_wrong_form_makes_nothing(story, people, client, wrong):
    client.force_login(people["author"])
    fields = {"name": "田阿妹", "role": "种植户", "language": "en", "days": "3"} | wrong
    assert client.post(reverse("story_sign_offs", args=[story.pk]), fields).status_code == 422
    assert not SignOff.objects.exists()


def test_an_organisation_that_has_nothing_to_do_with_it_cannot_be_chosen(story, people, client):
    client.force_login(people["author"])
    fields = {"name": "x", "role": "y", "language": "en", "days": "3", "organisation": people["admin"].organisation.pk}
    assert client.post(reverse("story_sign_offs", args=[story.pk]), fields).status_code == 422


def test_renewing_ends_the_old_link_and_shows_the_newest_text(made, story, people, client):
    edited(story, people["author"])
    client.force_login(people["author"])
    answer = client.post(reverse("story_sign_off_renew", args=[story.pk, made[0].pk]))
    link = re.search(r'value="(https?://[^"]+/sign-off/[^"]+)"', answer.content.decode())[1]
    client.logout()
    assert client.get(path(made[1])).status_code == 410
    assert "换了" in client.get(path(link)).content.decode()


def test_a_sign_off_of_another_story_is_not_found(made, people, client, stories_zh):
    other = make_story(stories_zh, people["author"], title="另一篇")
    client.force_login(people["author"])
    for name in ("story_sign_off_renew", "story_sign_off_revoke"):
        assert client.post(reverse(name, args=[other.pk, made[0].pk])).status_code == 404


def test_an_empty_story_cannot_be_signed_off(people, stories_zh):
    empty = make_story(stories_zh, people["author"], [])
    with pytest.raises(Refused):
        make(empty, people["author"])


def test_the_editor_shows_who_said_what(made, story, people, client):
    sign_offs.answer(made[0], SignOffAnswer.CHANGE, "不是金黄")
    client.force_login(people["author"])
    text = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "不是金黄" in text
    assert reverse("story_sign_offs", args=[story.pk]) in text
