"""When a verification ends: what stories say they did, and whom the house writes to."""

import pytest
from django.core.management import CommandError, call_command

from products import services
from products.effect import effect_of
from products.models import Letter
from stories import ending_letters
from tests import factories
from tests.products.days import day
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(people):
    return orange(people)


@pytest.fixture
def story(people, stories_zh, product):
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)])
    return release_story(story, people)


@pytest.fixture
def addresses(people, product):
    """Everybody has an address, somebody of another cooperative too."""
    people["grower"].organisation = product.producer
    everybody = [*people.values(), factories.UserFactory(username="stranger")]
    for person in everybody:
        person.email = f"{person.username}@example.org"
        person.save()
    return everybody


def written() -> set[str]:
    return {letter.to.partition("@")[0] for letter in Letter.objects.all()}


def test_those_concerned_are_written_to_once(story, product, people, addresses):
    verification = services.withdraw(product, people["confirmer"], "产地登记不符")
    for _again in range(2):
        ending_letters.write_of_the_end(verification.pk, "withdrawn")
    assert written() == {"recommender", "grower", "author", "editor", "operator"}
    assert Letter.objects.count() == 5


def test_the_letter_says_why_and_where(story, product, people, addresses):
    verification = services.withdraw(product, people["confirmer"], "产地登记不符")
    ending_letters.write_of_the_end(verification.pk, "withdrawn")
    letter = Letter.objects.get(to="author@example.org")
    assert product.code in letter.subject
    for part in (
        "产地登记不符",
        story.title,
        story.url,
        f"/verify/{product.code}",
        f"/admin/verifications/{verification.pk}/",
    ):
        assert part in letter.body


def test_each_in_their_own_language(story, product, people, addresses):
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=people["editor"], defaults={"preferred_language": "en"})
    verification = services.withdraw(product, people["confirmer"], "x")
    ending_letters.write_of_the_end(verification.pk, "withdrawn")
    assert "was withdrawn on" in Letter.objects.get(to="editor@example.org").body
    assert "撤回" in Letter.objects.get(to="operator@example.org").body


def test_a_lapse_is_told_too_and_a_later_withdrawal_apart(story, product, people, addresses):
    services.lapse_due(day(-400))
    verification = product.verifications.get()
    ending_letters.write_of_the_end(verification.pk, "lapsed")
    assert Letter.objects.count() == 5
    services.withdraw(product, people["confirmer"], "it was never true")
    assert ending_letters.write_of_the_end(verification.pk, "lapsed") == 0, "overtaken by the withdrawal"
    ending_letters.write_of_the_end(verification.pk, "withdrawn")
    assert Letter.objects.count() == 10


def test_those_who_left_or_have_no_address_are_not_written_to(story, product, people, addresses):
    people["editor"].is_active = False
    people["editor"].save()
    people["author"].email = ""
    people["author"].save()
    verification = services.withdraw(product, people["confirmer"], "x")
    ending_letters.write_of_the_end(verification.pk, "withdrawn")
    assert written() == {"recommender", "grower", "operator"}


def test_the_task_stands_in_the_transaction_of_the_withdrawal(story, product, people):
    from django.db import transaction
    from django_tasks_db.models import DBTaskResult

    def waiting():
        return DBTaskResult.objects.filter(task_path="stories.tasks.write_of_the_end").count()

    with transaction.atomic():
        services.withdraw(product, people["confirmer"], "x")
        assert waiting() == 1
        transaction.set_rollback(True)
    assert waiting() == 0


# The effect, before


def test_the_effect_is_asked_and_changes_nothing(story, product, client, people):
    client.force_login(people["confirmer"])
    client.get(story.url)  # makes the links of our own site
    stories, links = effect_of(product)
    assert stories.startswith("1 ")
    assert links.startswith("1 ")
    page = client.get(f"/admin/verifications/{product.current_verification_id}/").content.decode()
    assert stories in page
    assert links in page
    assert product.is_verified()


def test_a_dry_run_says_it_and_changes_nothing(story, product, capsys):
    call_command("withdraw_product", product.slug, "--dry-run")
    assert "1 " in capsys.readouterr().out
    product.refresh_from_db()
    assert product.is_verified()
    with pytest.raises(CommandError):
        call_command("withdraw_product", product.slug)
    services.withdraw(product, None, "x")
    with pytest.raises(CommandError):
        call_command("withdraw_product", product.slug, "--dry-run")


def test_what_was_done_is_said_after(story, product, people):
    from products.audit import last_followed

    verification = services.withdraw(product, people["confirmer"], "x")
    assert any("1" in line and "故事" in line for line in last_followed(verification))
