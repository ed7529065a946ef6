"""Work for the worker: thin wrappers; each may run twice without a second effect."""

from django_tasks import task


@task()
def send_letters() -> None:
    from products import post

    post.send_due()


@task()
def draft_pages(product_id: int) -> None:
    from products.models import Product
    from products.page_drafts import draft_pages

    draft_pages(Product.objects.get(pk=product_id))


@task()
def put_away_photos() -> None:
    from products import withheld_photos

    withheld_photos.put_away()
