"""Pages of the desk for those whose own figures they show, instead of for those who hold a permission."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from commerce.admin.days_form import DaysForm, query_of, spans


class OwnPage(WagtailAdminTemplateMixin):
    """`is_for(person)` is asked before anything else; what is shown is then narrowed to what is theirs."""

    is_for: Callable[..., bool]
    listing: tuple[str, str] | None = None

    def dispatch(self, request, *args, **kwargs):
        if not type(self).is_for(request.user):
            raise PermissionDenied
        self.form = DaysForm(request.GET or None)
        self.window = self.form.window()
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"label": self.listing[0], "url": self.listing[1]}] if self.listing else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=self.form, window=self.window, spans=spans(self.window), days=query_of(self.window), **kwargs
        )


class _OwnItem(MenuItem):
    def __init__(self, *args, is_for: Callable[..., bool], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.is_for = is_for

    def is_shown(self, request) -> bool:
        return self.is_for(request.user)


class OwnViewSet(ViewSet):
    """A place in the main menu for whoever the pages behind it are for."""

    add_to_admin_menu = True
    page: type[OwnPage]

    def get_menu_item(self, order=None):
        return _OwnItem(
            self.menu_label,
            self.menu_url,
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=order or self.menu_order,
            is_for=self.page.is_for,
        )
