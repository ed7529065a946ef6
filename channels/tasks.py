"""Work for the worker: thin wrappers; each may run twice without a second effect."""

from django_tasks import task


@task()
def make_editions(release_id: int) -> None:
    from channels import editions

    editions.make_editions(release_id)


@task()
def bring_back(product_id: int) -> None:
    from channels import editions

    editions.bring_back(product_id)
