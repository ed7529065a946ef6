"""The sets that decide what is listed where, and what changes each.

| set | holds | changes when |
|---|---|---|
| `stories:<language>` | stories before the public | one is released, taken down, changed or deleted |
| `stories-in:<place code>` | those that carry a product from there | the same, for the place and those above it |
| `products:<language>` | product and brand pages, and whose products hold | a page or a record is changed, a \
verification begins or ends |
| `products-in:<place code>` | those of a place | the same |
| `products-of:<brand id>` | those of a village brand | the same |
| `versions:<translation key>` | a page in all its languages | one of them is |

Stock, prices and shops change no set: they are rows, and the pages that show them have loaded them. A change to the
site's frame, which is on every page, throws all away.
"""

from collections.abc import Iterable

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, Site

from home.baking import following, index, tables
from products.models import BrandPage, Product, ProductPage
from stories.models import ReleaseProduct, StoryPage

LANGUAGES = ("zh-hans", "en")
_PRODUCT_ROW = tables.root(Product)
# Front page, lists: their names are in the menu of every page.
FRAME_DEPTH = 3


def stories(language: str) -> str:
    return f"stories:{language}"


def stories_in(code: str) -> str:
    return f"stories-in:{code}"


def products(language: str) -> str:
    return f"products:{language}"


def products_in(code: str) -> str:
    return f"products-in:{code}"


def products_of(brand_id: int) -> str:
    return f"products-of:{brand_id}"


def versions(page: Page) -> str:
    return f"versions:{page.translation_key}"


def of_story(story: Page) -> set[str]:
    """What a story changes that comes or goes; its products' pages list it too. One query."""
    carried = ReleaseProduct.objects.filter(release__story=story.pk).values_list("product_id", "product__place_id")
    keys = {stories(story.locale.language_code), versions(story)}
    for product_id, code in carried:
        keys.add(tables.row(_PRODUCT_ROW, product_id))
        keys.update(stories_in(part) for part in _up(code))
    return keys


def of_product(product: Product) -> set[str]:
    """What a product changes that begins or ceases to hold, or is another's now."""
    keys = {products(language) for language in LANGUAGES} | {tables.row(_PRODUCT_ROW, product.pk)}
    keys.update(products_in(part) for part in _up(product.place_id))
    if product.brand_id:
        keys.add(products_of(product.brand_id))
    return keys


def of_page(page: Page) -> set[str]:
    """What a page of the tree changes that comes, goes or is written anew."""
    if page.depth <= FRAME_DEPTH:
        return {index.ALL}
    if isinstance(page, StoryPage):
        return of_story(page)
    if isinstance(page, ProductPage):
        return of_product(page.product) | {versions(page)}
    if isinstance(page, BrandPage):
        return {products_of(page.brand_id), products(page.locale.language_code), versions(page)}
    return {versions(page)}


def _up(code: str) -> Iterable[str]:
    """A place, its prefecture, its province."""
    return {code, code[:4] + "00", code[:2] + "0000"}


# Followers


def page_changed(sender: type, instance: Page, update_fields: Iterable[str] | None = None, **_kwargs) -> None:
    never_out = not instance.live and instance.first_published_at is None
    if never_out or not following.is_on():
        return
    if update_fields is not None and {_column(name) for name in update_fields} <= tables.UNSEEN["wagtailcore_page"]:
        return
    following.changed(of_page(instance if sender is not Page else instance.specific_deferred))


def product_changed(sender: type, instance: Product, **_kwargs) -> None:
    if following.is_on():
        following.changed(of_product(instance))


def verification_changed(*, product: Product, **_facts) -> None:
    if following.is_on():
        following.changed(of_product(product))


def story_released(*, release) -> None:
    if following.is_on():
        following.changed(of_story(release.story))


def story_taken_down(*, story, reason: str) -> None:
    if following.is_on():
        following.changed(of_story(story))


def frame_changed(sender: type, instance: object, **_kwargs) -> None:
    if following.is_on():
        following.changed({index.ALL})


def _column(name: str) -> str:
    return {"latest_revision": "latest_revision_id", "locked_by": "locked_by_id"}.get(name, name)


def connect() -> None:
    from products import followers
    from stories import release_followers

    for signal in (post_save, post_delete):
        for model in tables.models_by_row():
            if issubclass(model, Page):
                signal.connect(
                    page_changed, sender=model, dispatch_uid=f"baking.{signal is post_save}.{model.__name__}"
                )
        signal.connect(product_changed, sender=Product, dispatch_uid=f"baking.{signal is post_save}.product")
        for frame in (Site, Locale):
            signal.connect(frame_changed, sender=frame, dispatch_uid=f"baking.{signal is post_save}.{frame.__name__}")
    followers.on_verification_ended(verification_changed)
    followers.on_verification_renewed(verification_changed)
    release_followers.on_released(story_released)
    release_followers.on_taken_down(story_taken_down)
