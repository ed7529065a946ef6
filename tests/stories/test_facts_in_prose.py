"""Facts in prose and in tables: printed from the record, only while somebody vouches for them."""

import json

import pytest
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from products import services
from products.errors import Refused
from products.models import Fact
from stories import approval
from stories.document import FactRef, FactTable, Span
from stories.models import Correction, StoryPage
from stories.rich_facts import in_story_language
from tests.factories import FactFactory
from tests.stories.editor import edit_url
from tests.stories.factories import block, card, make_story, orange, release_story
from tests.stories.facts import confirm_fact, entity, product_with_fact, sentence


def build(body, index):
    return StoryPage(title="题", locale=index.locale, body=json.dumps(body)).built


def gaps(built) -> list[str]:
    return [gap.code for gap in built.gaps]


def test_the_record_is_printed_not_what_was_stored(stories_zh, people):
    product, fact = product_with_fact(people)
    html = f"<p>坡地在<b>{entity(fact, '旧的 9 m')}</b>处</p>"
    built = build([block("text", html)], stories_zh)
    ref = FactRef(product=product.code, key="altitude")
    assert built.document.body[0].spans == (
        Span(text="坡地在"),
        Span(text="450 m", strong=True, fact=ref),
        Span(text="处"),
    )
    assert [snapshot.code for snapshot in built.document.products] == [product.code], "it is carried like a card's"
    assert built.gaps == []


@pytest.mark.parametrize("kind", ["list", "callout"])
def test_facts_in_lists_and_callouts(stories_zh, people, kind):
    _product, fact = product_with_fact(people)
    html = f"<p>{entity(fact)}</p>"
    value = {"ordered": False, "items": [html]} if kind == "list" else {"title": "", "text": html}
    part = build([block(kind, value)], stories_zh).document.body[0]
    span = part.items[0][0] if kind == "list" else part.spans[0]
    assert span.fact.key == "altitude"


def test_what_nobody_vouches_for_is_never_printed(stories_zh, people):
    product = orange(people)
    fact = FactFactory(product=product, key="altitude", value_zh="九百")
    table = block("facts", {"product": product.pk, "facts": [fact.pk]})
    built = build([sentence(fact), table], stories_zh)
    assert gaps(built) == ["story.fact_not_confirmed"] * 2
    assert "海拔" in str(built.gaps[0].message)
    assert "九百" not in built.document.canonical_json
    confirm_fact(fact, people)
    assert gaps(build([sentence(fact), table], stories_zh)) == []
    services.withdraw(product, people["confirmer"], "抽检不合格")
    assert gaps(build([sentence(fact)], stories_zh)) == ["story.fact_not_confirmed"]


def test_a_fact_of_no_product_is_a_gap(stories_zh):
    html = '<p>在<a linktype="fact" product="999999" key="altitude">450 m</a></p>'
    built = build([block("text", html)], stories_zh)
    assert gaps(built) == ["story.fact_not_confirmed"]
    assert "450" not in built.document.canonical_json


def test_a_table_of_all_or_of_chosen_facts(stories_zh, people):
    product, fact = product_with_fact(people)
    other = FactFactory(product=product, key="sugar", label_zh="糖度", value_zh="13")
    confirm_fact(other, people)
    foreign = FactFactory(product=orange(people))
    whole = build([block("facts", {"product": product.pk, "facts": []})], stories_zh).document
    assert whole.body[0].keys == ()
    assert [row.key for row in whole.body[0].chosen(whole.products[0])] == ["altitude", "sugar"]
    chosen = build([block("facts", {"product": product.pk, "facts": [other.pk, fact.pk]})], stories_zh)
    assert chosen.document.body[0] == FactTable(
        id=chosen.document.body[0].id, product=product.code, keys=("sugar", "altitude")
    )
    elsewhere = build([block("facts", {"product": product.pk, "facts": [foreign.pk]})], stories_zh)
    assert gaps(elsewhere) == ["story.fact_elsewhere"]
    assert gaps(build([block("facts", {"product": None})], stories_zh)) == ["story.fact_product_missing"]
    empty = orange(people)
    assert gaps(build([block("facts", {"product": empty.pk, "facts": []})], stories_zh)) == ["story.fact_none"]


def test_more_facts_cost_no_more_queries(stories_zh, people, django_assert_num_queries, django_assert_max_num_queries):
    _product, fact = product_with_fact(people)
    _other, second = product_with_fact(people)
    build([sentence(fact)], stories_zh)
    with django_assert_max_num_queries(20) as few:
        build([sentence(fact)], stories_zh)
    with django_assert_num_queries(len(few)):
        build([sentence(fact), sentence(second), sentence(fact), sentence(second)], stories_zh)


def test_a_release_carries_the_products_of_its_facts(stories_zh, people):
    product, fact = product_with_fact(people)
    story = release_story(make_story(stories_zh, people["author"], [sentence(fact)]), people)
    assert story.current_release.carried.get().product == product


def test_an_unconfirmed_fact_stops_submission_and_approval(stories_zh, people):
    _product, fact = product_with_fact(people)
    story = make_story(stories_zh, people["author"], [sentence(fact)])
    Fact.objects.filter(pk=fact.pk).update(confirmed_on=None)
    with pytest.raises(Refused) as refusal:
        approval.submit(story, people["author"])
    assert "story.fact_not_confirmed" in {finding.code for finding in refusal.value.findings}


def test_the_editor_shows_the_words_of_today_in_the_story_s_language(stories_zh, people):
    _product, fact = product_with_fact(people, value_en="1,476", unit="")
    converter = ContentstateConverter(["bold", "link", "fact"])
    stored = f'<p data-block-key="a1">在<b>{entity(fact, "旧的")}</b>处</p>'
    for language, words in (("zh-hans", "450"), ("en", "1,476")):
        with in_story_language(lambda language=language: language):
            state = json.loads(converter.from_database_format(stored))
        assert state["blocks"][0]["text"] == f"在{words}处"
        assert state["blocks"][0]["entityRanges"] == [{"key": 0, "offset": 1, "length": len(words)}]
        assert state["entityMap"]["0"]["mutability"] == "IMMUTABLE"
    assert state["blocks"][0]["inlineStyleRanges"] == [{"offset": 1, "length": len(words), "style": "BOLD"}]
    back = converter.to_database_format(json.dumps(state))
    assert back == stored.replace(f"<b>{entity(fact, '旧的')}</b>", entity(fact, "<b>1,476</b>"))
    with in_story_language(lambda: "zh-hans"):
        again = json.loads(converter.from_database_format(back))
    assert again["blocks"][0]["inlineStyleRanges"] == [{"offset": 1, "length": 3, "style": "BOLD"}]
    span = build([block("text", back)], stories_zh).document.body[0].spans[1]
    assert (span.text, span.strong) == ("450", True)


def test_the_window_offers_confirmed_facts_of_verified_products(client, people):
    product, fact = product_with_fact(people, label_zh="海拔高度")
    FactFactory(product=product, key="rumour", label_zh="传闻")
    gone, _old = product_with_fact(people, label_zh="旧的高度")
    services.withdraw(gone, people["confirmer"], "抽检不合格")
    client.force_login(people["author"])
    page = client.get(reverse("story_facts:choose"), {"first": str(product.pk), "language": "en"}).json()["html"]
    assert "海拔高度" in page
    assert "传闻" not in page
    assert "旧的高度" not in page
    assert client.get(reverse("story_facts:choose_results"), {"q": "海拔", "first": "x,-1,"}).status_code == 200
    chosen = client.get(reverse("story_facts:chosen", args=[fact.pk]), {"language": "en"}).json()["result"]
    assert (chosen["product"], chosen["key"], chosen["text"]) == (str(product.pk), "altitude", "450 m")


def test_readers_see_the_fact_with_its_source(client, stories_zh, people):
    product, fact = product_with_fact(people)
    table = block("facts", {"product": product.pk, "facts": []})
    story = release_story(make_story(stories_zh, people["author"], [sentence(fact), table]), people)
    page = client.get(story.url).content.decode()
    assert f'/verify/{product.code}?lang=zh-hans#fact-altitude" title="海拔' in page
    assert f'<data value="{product.code}/altitude">450 m</data>' in page
    assert 'class="fact-table"' in page
    record = client.get(f"/verify/{product.code}").content.decode()
    assert 'id="fact-altitude"' in record


def test_the_list_of_corrections_and_its_button(client, stories_zh, people):
    from products import fact_changes
    from stories.corrections import facts

    product, fact = product_with_fact(people)
    story = release_story(make_story(stories_zh, people["author"], [sentence(fact), card(product)]), people)
    change = fact_changes.propose(fact, people["inspector"], value_zh="480", value_en="480", unit="m", reason="重测")
    fact_changes.confirm_change(change, people["confirmer"])
    facts.draft_all([fact.pk], people["confirmer"])
    correction = Correction.objects.get()
    client.force_login(people["author"])
    page = client.get(reverse("correction:index")).content.decode()
    assert "<del>450 m</del> <mark>480 m</mark>" in page
    assert edit_url(story) in page
    assert story.title in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(edit_url(story)).status_code == 200
    client.post(reverse("correction:submit", args=[correction.pk]))
    correction.refresh_from_db()
    assert correction.state == "submitted"
    client.force_login(people["analyst"])
    assert client.get(reverse("correction:index")).status_code in (302, 403)
    assert client.post(reverse("correction:submit", args=[correction.pk])).status_code in (302, 403, 404)
