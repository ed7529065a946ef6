"""One purchase link: its address, its QR code, and what its shop's link maker has to be given."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from commerce.channel_names import channel_name
from commerce.links import address_of
from commerce.models import PurchaseLink
from commerce.models.slots import SHOP_OF_KIND
from commerce.placements import place_name
from commerce.slots import parameters_of
from products.admin.pages import GuardedPage
from products.qr import address_inline, address_png, address_svg

MAKERS = {"svg": ("image/svg+xml", address_svg), "png": ("image/png", address_png)}


class LinkPage(GuardedPage, DetailView):
    permission = "commerce.view_purchaselink"
    queryset = PurchaseLink.objects.select_related("story", "offer__product")
    context_object_name = "link"
    page_title = gettext_lazy("Purchase link")
    header_icon = "link"
    template_name = "commerce/admin/link.html"

    def get_page_subtitle(self) -> str:
        return self.object.code

    def get_context_data(self, **kwargs):
        address = address_of(self.object.code)
        return super().get_context_data(
            address=address,
            qr=address_inline(address),
            channel=channel_name(self.object.channel),
            place=place_name(self.object.story_id, self.object.placement),
            kinds=[(kind, kind.label) for kind, shop in SHOP_OF_KIND.items() if shop == self.object.offer.platform],
            may_tie=self.request.user.has_perm("commerce.add_shopslot"),
            parameters=parameters_of(self.object),
            **kwargs,
        )


@require_safe
def link_qr(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The QR code of a link as a file."""
    if not request.user.has_perm("commerce.view_purchaselink"):
        raise PermissionDenied
    if not PurchaseLink.objects.filter(code=code).exists():
        raise Http404
    media_type, made = MAKERS[kind]
    answer = HttpResponse(made(address_of(code)), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{code}.{kind}"'
    return answer
