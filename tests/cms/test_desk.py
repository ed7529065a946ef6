"""The desk as a whole: its name, its menu, its words, its looks."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.admin.icons import get_icons
from wagtail.models import Workflow, WorkflowTask

from channels.adapters import ADAPTERS
from cms.demo.load.bodies import BodyMaker
from cms.site_setup import ensure_site
from stories.blocks import StoryBlocks
from stories.categories import categories
from stories.models import EditorialReview, StoryPage

HOME = "wagtailadmin_home"


def page_of(client, address: str, language: str = "en") -> str:
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_the_door_and_the_desk_bear_the_products_name(client, people):
    door = page_of(client, reverse("wagtailadmin_login"))
    client.force_login(people["author"])
    desk = page_of(client, reverse(HOME))
    for html in (door, desk):
        assert "- Fengshou</title>" in html
        assert "fengshou/favicon.svg" in html
    assert "wagtail.org" not in door + desk
    assert people["author"].display_name_en in desk


@pytest.mark.parametrize("role", ["recommender", "confirmer", "operator", "analyst", "author", "editor"])
def test_the_list_of_stories_is_offered_to_those_who_may_open_it(client, people, role):
    client.force_login(people[role])
    offered = f'"{reverse("stories:index")}"' in page_of(client, reverse(HOME))
    assert offered == (client.get(reverse("stories:index")).status_code == 200)
    assert offered == (role in {"author", "editor"})


def test_authors_are_people_who_may_write(people, stories_zh):
    form_class = StoryPage.get_edit_handler().get_form_class()
    story = StoryPage(owner=people["author"])
    form = form_class(instance=story, parent_page=stories_zh, for_user=people["author"])
    assert set(form.fields["authors"].queryset) == {people["author"], people["editor"], people["admin"]}


def test_a_named_author_stays_when_the_role_is_gone(people, stories_zh):
    from tests.stories.factories import make_story

    story = make_story(stories_zh, people["author"])
    people["author"].groups.clear()
    form_class = StoryPage.get_edit_handler().get_form_class()
    form = form_class(instance=story, parent_page=stories_zh, for_user=people["editor"])
    assert people["author"] in form.fields["authors"].queryset


def test_channels_map_the_categories_that_are_offered():
    for adapter in ADAPTERS:
        for mapped in (adapter.spec.categories, adapter.spec.video_categories):
            assert not mapped or set(mapped) - {"*"} == set(categories()), adapter.key


def classes_in(text: str) -> set[str]:
    return {name.replace("\\", "") for name in re.findall(r"\.((?:[\w-]|\\.)+)", text)}


def test_the_screens_use_classes_that_wagtail_has():
    """Wagtail ships of Tailwind what its own templates use: another class name does nothing, and nobody is told."""
    styles = Path(find_spec("wagtail.admin").origin).parent / "static" / "wagtailadmin" / "css" / "core.css"
    known = classes_in(styles.read_text(encoding="utf-8"))
    used = {
        name: file
        for file in Path(settings.BASE_DIR).glob("templates/*/admin/*.html")
        for names in re.findall(r'\bclass(?:name)?="([^"]*)"', file.read_text(encoding="utf-8"))
        for name in re.sub(r"{[%{].*?[%}]}", " ", names).split()
        if name.startswith(("w-", "sm:", "md:", "lg:"))
    }
    assert len(used) > 50
    assert {name: str(file) for name, file in used.items() if name not in known} == {}


def test_every_block_has_an_icon():
    known = get_icons()
    for block in StoryBlocks().child_blocks.values():
        assert f'id="icon-{block.meta.icon}"' in known, block.name


def test_the_demos_items_are_what_the_editor_reads():
    maker = BodyMaker("zh-hans", {}, {}, {}, {})
    value = {"type": "list", "zh": ["头锅：烧热", "二锅：走水"]}
    [block] = StoryBlocks().to_python(maker.stream({"slug": "kettles", "body": [value]}))
    assert [item.source for item in block.value["items"]] == ["<p>头锅：烧热</p>", "<p>二锅：走水</p>"]


def test_a_renamed_workflow_is_not_made_again(site):
    workflow = Workflow.objects.get(workflow_tasks__task__in=EditorialReview.objects.all())
    Workflow.objects.filter(pk=workflow.pk).update(name="二审")
    EditorialReview.objects.update(name="编辑看稿")
    before = (Workflow.objects.count(), WorkflowTask.objects.count(), EditorialReview.objects.count())
    ensure_site()
    assert (Workflow.objects.count(), WorkflowTask.objects.count(), EditorialReview.objects.count()) == before


def ids_of(files) -> dict[tuple, object]:
    return {
        (message.context, message.id): message
        for file in files
        for message in read_po(file.read_text(encoding="utf-8").splitlines(keepends=True))
        if message.id
    }


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_words_for_wagtail_are_words_of_wagtail(domain):
    places = [Path(find_spec(name).origin).parent for name in ("django", "wagtail", "wagtailmedia")]
    known = ids_of(file for place in places for file in place.rglob(f"locale/en/LC_MESSAGES/{domain}.po"))
    folder = next(path for path in settings.LOCALE_PATHS if path.name == "library_words")
    file = folder / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"
    catalogue = read_po(file.read_text(encoding="utf-8").splitlines(keepends=True), locale="zh_Hans")
    ours = [message for message in catalogue if message.id]
    assert ours
    for message in ours:
        assert (message.context, message.id) in known, message.id
        assert not list(message.check(catalogue)), message.id


def test_what_wagtail_leaves_in_english_is_said_in_chinese(client, people):
    client.force_login(people["editor"])
    assert "搜索所有页面" in page_of(client, reverse(HOME), "zh-hans")
    assert "\\u5185\\u5bb9\\u5757" in page_of(client, reverse("wagtailadmin_javascript_catalog"), "zh-hans")


def test_chinese_numbers_are_grouped_by_thousands():
    from django.contrib.humanize.templatetags.humanize import intcomma

    with translation.override("zh-hans"):
        assert intcomma(28000000) == "28,000,000"
