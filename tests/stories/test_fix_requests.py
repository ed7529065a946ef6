"""A grower asks for a fix, those who decide on stories answer, and each hears of the other by letter."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from products.errors import Refused
from products.models import Letter
from stories import listing
from stories.fixes import asking
from stories.models import FixRequest, Release, ReleaseProduct, StoryPage
from tests.channels.pure import documents
from tests.factories import OrganisationFactory, ProductFactory, UserFactory


@pytest.fixture
def product(people):
    for name in ("editor", "grower"):
        people[name].email = f"{name}@example.cn"
        people[name].save()
    return ProductFactory(photo=None, producer=people["grower"].organisation)


@pytest.fixture
def story(stories_zh, people, product):
    page = stories_zh.add_child(instance=StoryPage(title="坡上", locale=stories_zh.locale, owner=people["author"]))
    StoryPage.objects.filter(pk=page.pk).update(live=True)
    document = documents.story(story_id=page.pk)
    release = Release.objects.create(
        story=page, version=1, revision_id=1, document=document.canonical_json, digest=document.digest,
        approved_by=people["editor"], approved_at="2026-11-01T00:00Z", live_from="2026-11-01T00:00Z",
    )  # fmt: skip
    ReleaseProduct.objects.create(release=release, product=product)
    listing.write([page.pk])
    return page


def test_asked_answered_and_seen(client, people, product, story):
    client.force_login(people["grower"])
    address = reverse("fix_requests:ask", args=[product.pk])
    assert client.get(address, {"story": story.pk}).context["form"]["story"].value() == str(story.pk)
    assert client.post(address, {"story": story.pk, "what": "是八十六户，不是六十八户"}).status_code == 302
    request = FixRequest.objects.get()
    assert (request.product, request.story_id, request.organisation) == (
        product,
        story.pk,
        people["grower"].organisation,
    )
    letter = Letter.objects.get(to="editor@example.cn")
    assert "是八十六户" in letter.body
    assert reverse("fix_requests:answer", args=[request.pk]) in letter.body

    client.force_login(people["editor"])
    assert "是八十六户" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "坡上" in client.get(reverse("fix_requests:index")).content.decode()
    client.post(reverse("fix_requests:answer", args=[request.pk]), {"answer": "已改正。", "done": "1"})
    request.refresh_from_db()
    assert (request.state, request.answered_by) == ("done", people["editor"])
    assert "已改正。" in Letter.objects.get(to="grower@example.cn").body
    logged = ModelLogEntry.objects.for_instance(request).values_list("action", flat=True)
    assert set(logged) == {asking.ASKED, asking.ANSWERED}

    client.force_login(people["grower"])
    for address in ("fix_requests:mine", "wagtailadmin_home"):
        assert "坡上" in client.get(reverse(address)).content.decode()
    assert "已改正。" in client.get(reverse("fix_requests:mine")).content.decode()


def test_what_is_done_is_done(people, product):
    request = asking.ask(people["grower"], product, "x")
    asking.answer(people["editor"], request.pk, "看过了", "answered")
    asking.answer(people["analyst"], request.pk, "改好了", "done")
    with pytest.raises(Refused) as refused:
        asking.answer(people["editor"], request.pk, "又", "answered")
    assert refused.value.code == "fix.done"
    assert Letter.objects.filter(to="grower@example.cn").count() == 2


def test_nobody_floods_the_editors(people, product, monkeypatch):
    monkeypatch.setattr(asking, "MOST_OPEN", 1)
    asking.ask(people["grower"], product, "x")
    with pytest.raises(Refused) as refused:
        asking.ask(people["grower"], product, "y")
    assert refused.value.code == "fix.too_many"
    assert FixRequest.objects.count() == 1


def test_only_a_story_about_the_product(people, story):
    other = ProductFactory(photo=None, producer=people["grower"].organisation)
    with pytest.raises(Refused) as refused:
        asking.ask(people["grower"], other, "x", story)
    assert refused.value.code == "fix.other_story"


TEAM = {"editor", "inspector", "confirmer", "operator", "analyst", "admin"}


@pytest.mark.parametrize("role", sorted([*TEAM, "grower", "recommender", "author", "neighbour", "nobody"]))
def test_who_opens_what(client, people, product, role):
    request = asking.ask(people["grower"], product, "水印挡住了村名")
    people["neighbour"] = UserFactory(username="neighbour", organisation=OrganisationFactory(kind="cooperative"))
    people["nobody"] = UserFactory(username="nobody", organisation=None)
    for name in ("neighbour", "nobody"):
        people[name].groups.set(people["grower"].groups.all())
    client.force_login(people[role])
    opened = {
        name
        for name, args in (("index", []), ("answer", [request.pk]), ("mine", []), ("ask", [product.pk]))
        if client.get(reverse(f"fix_requests:{name}", args=args)).status_code == 200
    }
    answers, owns = {"index", "answer"}, {"mine", "ask"}
    expected = {"grower": owns, "recommender": owns, "neighbour": {"mine"}}
    assert opened == (answers | owns if role in TEAM else expected.get(role, set()))
    # What another organisation asked for is not shown, and nobody else's form gets in.
    told = client.get(reverse("fix_requests:mine")).content.decode()
    assert ("水印挡住" in told) == (role == "grower")
    client.post(reverse("fix_requests:answer", args=[request.pk]), {"answer": "好", "done": "1"})
    request.refresh_from_db()
    assert (request.state == "done") == (role in TEAM)
