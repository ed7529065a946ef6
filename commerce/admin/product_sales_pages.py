"""For growers and county officers: what their own products brought, in plain words and made for a phone."""

from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.admin.own_pages import OwnPage, OwnViewSet
from commerce.impact import Figures
from commerce.own_figures import figures_by_product
from commerce.product_sales import product_sales_of
from products.scope import has_own_products, own_products


class ProductsPage(OwnPage):
    is_for = staticmethod(has_own_products)
    header_icon = "table"
    page_title = gettext_lazy("What products brought")
    template_name = "commerce/admin/product_sales.html"
    file_name = "my-products.csv"

    def products(self):
        """Their own products; the page of one is the list of that one."""
        found = own_products(self.request.user).select_related("place").order_by("name_zh", "pk")
        if "pk" not in self.kwargs:
            return found
        one = found.filter(pk=self.kwargs["pk"])
        if not one:
            raise Http404
        return one

    def get_context_data(self, **kwargs):
        products = self.products()
        figures = figures_by_product(self.request.user, self.window) if "pk" not in self.kwargs else {}
        # Those that sold stand first.
        rest = Figures()
        order = sorted(products, key=lambda product: -figures.get(product.pk, rest).fen)
        page = self.page_of(order)
        one = order[0] if "pk" in self.kwargs else None
        rows = product_sales_of(page.object_list, self.window)
        return super().get_context_data(rows=rows, page=page, one=one, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.request.user.organisation or "")

    @property
    def above(self):
        return [(self.page_title, reverse("product_sales:index"))] if "pk" in self.kwargs else []

    def table(self):
        """One row for each product and channel, and for each product and story."""
        header = [_("Product"), _("Story"), _("Channel"), _("Kilograms"), _("Yuan"), _("Buyers"), _("Orders")]
        rows = []
        for sales in product_sales_of(self.products(), self.window):
            parts = [("", "", sales.figures)]
            parts += [("", at.name or _("Without one of our links"), at.figures) for at in sales.channels]
            parts += [(at.story.title, "", at.figures) for at in sales.stories]
            rows += [
                (sales.product.name(), story, channel, sold.kg, sold.yuan, sold.buyers, sold.orders)
                for story, channel, sold in parts
            ]
        return header, rows


class ProductSalesViewSet(OwnViewSet):
    name = "product_sales"
    url_prefix = "product-sales"
    icon = "table"
    menu_label = gettext_lazy("Sales by product")
    menu_name = "sold_by_product"
    menu_order = 119
    page = ProductsPage

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", ProductsPage.as_view(), name="product"),
        ]


product_sales = ProductSalesViewSet()
