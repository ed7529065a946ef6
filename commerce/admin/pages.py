"""What the pages of this room in the admin have in common: permission first, breadcrumbs, title."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class GuardedPage(WagtailAdminTemplateMixin):
    """`permission` is asked before anything else; `listing` is (label, URL) of the page above, if any."""

    permission = ""
    listing: tuple[str, str] | None = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"label": self.listing[0], "url": self.listing[1]}] if self.listing else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]
