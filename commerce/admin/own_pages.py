"""Pages of the desk for those whose own figures they show, instead of for those who hold a permission."""

from collections.abc import Iterable

from django.core.paginator import Page, Paginator
from django.views.generic import TemplateView

from commerce.admin.days_form import DaysForm, query_of, spans
from commerce.csv_out import csv_response
from products.admin.pages import GuardedPage
from products.admin.viewsets import PageViewSet

SHOWN = 20


class OwnPage(GuardedPage, TemplateView):
    """`is_for(person)` is asked first; what is shown, and stands in the file, is then narrowed to what is theirs."""

    file_name = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.form = DaysForm(request.GET or None)
        self.window = self.form.window()

    def get(self, request, *args, **kwargs):
        if request.GET.get("file") == "csv":
            return csv_response(self.file_name, *self.table())
        return super().get(request, *args, **kwargs)

    def table(self) -> tuple[list[str], Iterable[tuple]]:
        """The header and the rows of the file."""
        raise NotImplementedError

    def page_of(self, order: list) -> Page:
        return Paginator(order, SHOWN).get_page(self.request.GET.get("p"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=self.form, window=self.window, spans=spans(self.window), days=query_of(self.window), **kwargs
        )


class OwnViewSet(PageViewSet):
    """In the main menu, as most people see no group of it."""

    add_to_admin_menu = True
