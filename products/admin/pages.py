"""What the desk's pages of our own have in common: where they stand, and for whom they are."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

# What a page is called, and its URL.
Crumb = tuple[str | Promise, str | Promise]


class DeskPage(WagtailAdminTemplateMixin):
    """A page in the desk's frame; `above` are the pages over it in the breadcrumbs, the nearest last."""

    above: Sequence[Crumb] = ()

    def get_crumb(self) -> str | Promise:
        """What the page itself is called there."""
        return self.get_page_title()

    def get_breadcrumbs_items(self):
        path = [*self.above, (self.get_crumb(), "")]
        return [*self.breadcrumbs_items, *({"label": label, "url": url} for label, url in path)]


class Guarded:
    """Before a view in the bases: `is_for` is asked before anything else."""

    permission = ""

    @classmethod
    def is_for(cls, person) -> bool:
        return person.has_perm(cls.permission)

    def dispatch(self, request, *args, **kwargs):
        if not self.is_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GuardedPage(Guarded, DeskPage):
    pass


def listing_of(model: type[Model], name: str = "") -> Crumb:
    """The list of a kind of rows; `name` is that of its view set where it is not the model's."""
    return capfirst(model._meta.verbose_name_plural), reverse_lazy(f"{name or model._meta.model_name}:index")
