"""A new installation has its languages, trees, roles and workflow; a second run changes nothing."""

from django.contrib.auth.models import Group
from wagtail.models import Page, Workflow, WorkflowPage

from cms.roles import ROLES
from cms.site_setup import ensure_site


def counts():
    return Page.objects.count(), Group.objects.count(), Workflow.objects.count(), WorkflowPage.objects.count()


def test_second_run_changes_nothing(site):
    before = counts()
    ensure_site()
    assert counts() == before


def test_every_role_has_a_group(site):
    assert set(ROLES) <= set(Group.objects.values_list("name", flat=True))


def test_trees_are_translations_of_each_other(site):
    home = site.root_page
    assert home.get_translations().count() == 1
    assert {page.slug for page in home.get_children()} == {"stories", "products"}
