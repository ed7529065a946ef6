"""What every installation needs before the first person logs in: languages, trees, roles, workflow.

Idempotent: run by `manage.py setup_site` at each start.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.roles import ROLES
from home.models import HomePage
from products.casework_files import casework_collection
from products.models import ProductIndexPage
from stories.models import EditorialReview, StoryIndexPage

CASEWORKERS = ("inspector", "confirmer")
LANGUAGE_CODES = ("zh-hans", "en")
UPLOADS = (
    # Wagtail asks for the permission on its own model, whichever stands in for it.
    ("wagtailimages", "image", ("add", "change", "choose")),
    ("wagtailmedia", "media", ("add", "change")),
    ("wagtaildocs", "document", ("add", "change", "choose")),
)


@transaction.atomic
def ensure_site() -> Site:
    """Make what is missing; leave what is there alone. Returns the default site."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGE_CODES}
    root = _root_page(locales["zh-hans"])
    homes = {code: _tree(root, locale) for code, locale in locales.items()}
    _link_translations(homes)
    site = _site(homes["zh-hans"])
    groups = {name: _group(name, root) for name in ROLES}
    _casework(groups)
    # Wagtail's own two groups stand for rights that nobody has here.
    Group.objects.filter(name__in=("Editors", "Moderators"), user__isnull=True).delete()
    _workflow(homes.values(), groups["editor"])
    return site


def _root_page(locale: Locale) -> Page:
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=locale)
    # Wagtail's first migration leaves a welcome page behind.
    Page.objects.child_of(root).filter(slug="home", content_type__model="page").delete()
    return Page.objects.get(pk=root.pk)


def _tree(root: Page, locale: Locale) -> HomePage:
    home = HomePage.objects.filter(locale=locale).first()
    if home:
        return home
    with translation.override(locale.language_code):
        home = root.add_child(
            instance=HomePage(
                title=_("Fengshou"),
                slug="home" if locale.language_code == "zh-hans" else f"home-{locale.language_code}",
                locale=locale,
            )
        )
        home.add_child(instance=StoryIndexPage(title=_("Stories"), slug="stories", locale=locale, show_in_menus=True))
        home.add_child(
            instance=ProductIndexPage(title=_("Products"), slug="products", locale=locale, show_in_menus=True)
        )
    return home


def _link_translations(homes: dict[str, HomePage]) -> None:
    """Give the trees' pages common translation keys, so that the language switch finds its way."""
    first = homes["zh-hans"]
    for code, home in homes.items():
        if code == "zh-hans":
            continue
        HomePage.objects.filter(pk=home.pk).update(translation_key=first.translation_key)
        for model in (StoryIndexPage, ProductIndexPage):
            original = model.objects.child_of(first).first()
            if original:
                model.objects.child_of(home).update(translation_key=original.translation_key)


def _site(home: HomePage) -> Site:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True, site_name="丰收 Fengshou"
        )
    if site.root_page_id != home.pk:
        site.root_page = home
        site.site_name = "丰收 Fengshou"
        site.save()
    return site


def _group(name: str, root: Page) -> Group:
    role = ROLES[name]
    group, _made = Group.objects.get_or_create(name=name)
    wanted = [("wagtailadmin", "access_admin"), *(tuple(item.split(".")) for item in role.permissions)]
    permissions = [Permission.objects.get(content_type__app_label=app, codename=codename) for app, codename in wanted]
    group.permissions.set(permissions)
    for codename in role.pages:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    if role.uploads:
        _allow_uploads(group)
    return group


def _allow_uploads(group: Group) -> None:
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for app, model, actions in UPLOADS:
        for action in actions:
            permission = Permission.objects.filter(content_type__app_label=app, codename=f"{action}_{model}").first()
            if permission:
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=permission
                )


def _casework(groups: dict[str, Group]) -> None:
    """Files of cases that are not public are for those who visit, assess and decide."""
    collection = casework_collection()
    door = collection.view_restrictions.get()
    for name in CASEWORKERS:
        door.groups.add(groups[name])
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            permission = Permission.objects.get(content_type__app_label=app, codename=f"choose_{model}")
            GroupCollectionPermission.objects.get_or_create(
                group=groups[name], collection=collection, permission=permission
            )


def _workflow(homes, editors: Group) -> None:
    # Names are stored in one language, so they say it in both; an administrator may rename them.
    task = EditorialReview.objects.first() or EditorialReview.objects.create(name="编辑审核 Editorial review")
    task.groups.add(editors)
    workflow = Workflow.objects.filter(workflow_tasks__task=task.task_ptr).first()
    workflow = workflow or Workflow.objects.create(name="双人审核 Second person")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for home in homes:
        WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
