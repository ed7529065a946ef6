"""A confirmed product's first pages: drafts in both languages, for an author to write on and an editor to approve."""

from django.db import transaction
from django.utils import translation
from django.utils.html import escape

from products.models import Product, ProductIndexPage, ProductPage, StepKind, Verification
from products.models.pages import ProductPagePhoto
from products.slugs import numbered, slug_for

GALLERY = 6


def ask_for_drafts(*, product: Product, verification: Verification) -> None:
    """Follower of a confirmation: making pages takes many queries, so the worker does it."""
    from products import tasks

    tasks.draft_pages.enqueue(product_id=product.pk)


def draft_pages(product: Product) -> list[ProductPage]:
    """Make the page drafts that are missing; a second run adds none. Nothing is published."""
    verification = product.current_verification
    if verification is None or not verification.holds():
        return []
    made, key = [], None
    with transaction.atomic():
        Product.objects.select_for_update().get(pk=product.pk)
        for index in ProductIndexPage.objects.select_related("locale").order_by("-locale__language_code"):
            page = ProductPage.objects.filter(product=product, locale=index.locale).first()
            if page is None:
                page = _draft(product, verification, index, key)
                made.append(page)
            key = page.translation_key
    return made


def _draft(product: Product, verification: Verification, index: ProductIndexPage, key) -> ProductPage:
    language = index.locale.language_code
    recommended = verification.steps.filter(kind=StepKind.RECOMMENDED, stands=True).first()
    confirmer = verification.steps.get(kind=StepKind.CONFIRMED, stands=True).person
    # Only what was said in the page's own language: a draft in the other one would have to be found out first.
    said = (recommended.note_en if language == "en" else recommended.note_zh) if recommended else ""
    page = ProductPage(
        title=product.name(language),
        slug=_free_slug(index, product),
        locale=index.locale,
        product=product,
        body="".join(f"<p>{escape(line)}</p>" for line in said.splitlines() if line.strip()),
        owner=confirmer,
        live=False,
    )
    if key:
        page.translation_key = key
    page.gallery = [
        ProductPagePhoto(photo=item.photo, caption=item.title(language), sort_order=number)
        for number, item in enumerate(
            verification.evidence.filter(photo__isnull=False).select_related("photo")[:GALLERY]
        )
    ]
    with translation.override(language):
        index.add_child(instance=page)
        page.save_revision(user=confirmer, log_action=True)
    return page


def _free_slug(index: ProductIndexPage, product: Product) -> str:
    wanted = slug_for(product.slug) or f"product-{product.pk}"
    return numbered(wanted, set(index.get_children().values_list("slug", flat=True)))
