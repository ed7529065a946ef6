"""Nobody publishes by a button: the permission tester of every page whose text goes out.

Wagtail asks `page.permissions_for_user()` at each of its doors (editor, create and publish,
bulk action, copy, alias, admin API). The tester below answers no to publishing at all of them,
for superusers too; `stories.approval` publishes what a second person approved. Unpublishing
stays possible. Parents of such pages carry the mixin as well, as some doors ask the parent.
"""

from wagtail.models import PagePermissionTester


class GatedPagePermissionTester(PagePermissionTester):
    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False


class GatedPageMixin:
    """Put before `Page` in the bases of a page type whose content needs a second person."""

    def permissions_for_user(self, user) -> GatedPagePermissionTester:
        return GatedPagePermissionTester(user, self)
