"""A public site of many stories, written as rows. Run in an installation's environment, with how many.

Each carries one of a hundred verified products; every story has the same text, which the search knows.
"""

import sys

import django

PRODUCTS = 100


def fill(count: int) -> None:
    from django.core.management import call_command
    from django.db import transaction
    from wagtail.models import Locale

    from products.models import ProductIndexPage, ProductPage, User
    from stories.models import Release, ReleaseProduct, StoryIndexPage, StoryPage
    from tests.carried import fill_feed
    from tests.channels.factories import hold
    from tests.channels.pure.documents import story
    from tests.factories import OfferFactory, ProductFactory

    index = StoryIndexPage.objects.filter(locale__language_code="zh-hans").get()
    shelf = ProductIndexPage.objects.get(locale__language_code="zh-hans")
    locale = Locale.objects.get(language_code="zh-hans")
    with transaction.atomic():
        products = [hold(ProductFactory(photo=None)) for _ in range(PRODUCTS)]
        for product in products:
            OfferFactory(product=product, sku=f"bench-{product.pk}")
            page = ProductPage(title=product.name_zh, slug=product.slug, locale=locale, product=product, live=False)
            shelf.add_child(instance=page)
        ProductPage.objects.update(live=True)
        fill_feed("weishi", index, count, User.objects.get(username="editor"), "{}")
        releases = list(Release.objects.order_by("pk"))
        document = story(products=()).canonical_json
        Release.objects.update(document=document)
        StoryPage.objects.update(summary="坡上的橙子等到霜降以后才甜，山里人先看颜色。")
        ReleaseProduct.objects.bulk_create(
            (
                ReleaseProduct(
                    release=release,
                    product=(product := products[number % PRODUCTS]),
                    verification_id=product.current_verification_id,
                )
                for number, release in enumerate(releases)
            ),
            batch_size=500,
        )
    call_command("check_lists", verbosity=0)
    call_command("update_index", verbosity=0)
    call_command("analyze")


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
