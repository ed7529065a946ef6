"""The public pages about products, one tree per language."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from products.gate import GatedPageMixin
from products.models.product import Product
from products.page_slugs import PinyinSlugForm
from products.showing import BakedPage
from products.spelled_titles import TITLE_IN_PINYIN, SpelledTitle

CARDS_PER_PAGE = 24
BRANDS_SHOWN = 24


class ProductIndexPage(BakedPage, GatedPageMixin, Page):
    """The list of products that have a page in this language."""

    intro = models.TextField(_("introduction"), blank=True)

    is_structure = True
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["products.ProductPage", "products.BrandPage"]
    template = "products/product_index_page.html"

    class Meta:
        verbose_name = _("list of products")
        verbose_name_plural = _("lists of products")

    def shown_sets(self) -> list[str]:
        return [f"products:{self.locale.language_code}"]

    def get_context(self, request, *args, **kwargs) -> dict:
        from products.brands import brand_pages
        from products.cards import product_cards

        context = super().get_context(request, *args, **kwargs)
        pages = ProductPage.objects.live().child_of(self).order_by("title", "pk")
        cards = Paginator(pages, CARDS_PER_PAGE).get_page(request.GET.get("page"))
        cards.object_list = product_cards(cards.object_list)
        context["products"] = cards
        context["brands"] = brand_pages(self.locale.language_code)[:BRANDS_SHOWN] if cards.number == 1 else []
        return context


class ProductPage(BakedPage, GatedPageMixin, SpelledTitle, Page):
    """The wording of one language; facts, offers and verification come from the record."""

    product = models.ForeignKey(
        "products.Product", on_delete=models.PROTECT, related_name="pages", verbose_name=_("product")
    )
    body = RichTextField(_("about this product"), features=["bold", "italic", "h3", "ol", "ul", "link"], blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("product"),
        FieldPanel("body"),
        InlinePanel("gallery", heading=_("Gallery"), label=_("photo"), max_num=12),
    ]
    search_fields = [*Page.search_fields, *TITLE_IN_PINYIN, index.SearchField("body"), index.SearchField("search_kind")]
    search_kind = "kindofproductpage"
    parent_page_types = ["products.ProductIndexPage"]
    subpage_types: list[str] = []
    template = "products/product_page.html"
    base_form_class = PinyinSlugForm

    class Meta:
        verbose_name = _("product page")
        verbose_name_plural = _("product pages")

    def shown_sets(self) -> list[str]:
        """Its record, of which the stories about it are part, and the page of its brand, should one come."""
        self._load_record()
        return [f"products-of:{self.product.brand_id}"] if self.product.brand_id else []

    def get_context(self, request, *args, **kwargs) -> dict:
        from products.brands import brand_page_of
        from products.public import photo_with_sizes, pictures_of, product_context

        self._load_record()
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        gallery = list(self.gallery.prefetch_related(photo_with_sizes())) if self.pk else self.gallery.all()
        context.update(product_context(self.product, language))
        context["pictures"] = pictures_of(self.product, gallery)
        context["picture_removed"] = any(item.photo_id and not item.photo for item in [self.product, *gallery])
        context["brand_page"] = brand_page_of(self.product.brand_id, language)
        return context

    def _load_record(self) -> None:
        """All that the page says of it by name, in one query."""
        beside = ("place__parent__parent", "producer", "brand", "current_verification")
        prefetch_related_objects([self], Prefetch("product", queryset=Product.objects.select_related(*beside)))


class ProductPagePhoto(Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="gallery")
    photo = models.ForeignKey("products.Photo", on_delete=models.PROTECT, related_name="+", verbose_name=_("photo"))
    caption = models.CharField(_("caption"), max_length=160, blank=True)

    panels = [FieldPanel("photo"), FieldPanel("caption")]


class BrandPage(BakedPage, GatedPageMixin, SpelledTitle, Page):
    """A village brand's story in one language; name, mark and products come from the record."""

    brand = models.ForeignKey(
        "products.Brand", on_delete=models.PROTECT, related_name="pages", verbose_name=_("village brand")
    )
    body = RichTextField(_("the brand's story"), features=["bold", "italic", "h3", "ol", "ul", "link"], blank=True)

    content_panels = [*Page.content_panels, FieldPanel("brand"), FieldPanel("body")]
    search_fields = [*Page.search_fields, *TITLE_IN_PINYIN, index.SearchField("body"), index.SearchField("search_kind")]
    search_kind = "kindofbrandpage"
    parent_page_types = ["products.ProductIndexPage"]
    subpage_types: list[str] = []
    template = "products/brand_page.html"
    base_form_class = PinyinSlugForm

    class Meta:
        verbose_name = _("brand page")
        verbose_name_plural = _("brand pages")

    def shown_sets(self) -> list[str]:
        return [f"products-of:{self.brand_id}"]

    def get_context(self, request, *args, **kwargs) -> dict:
        from products.brands import brand_context

        return {**super().get_context(request, *args, **kwargs), **brand_context(self)}
