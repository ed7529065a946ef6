"""Work for the worker: thin wrappers; each may run twice without a second effect."""

from django_tasks import task


@task(priority=10)
def work_message(message_id: int) -> None:
    from commerce.webhooks import intake

    intake.work(message_id)


@task()
def work_import(import_id: int) -> None:
    from commerce import unfinished

    unfinished.finish_import(import_id)


@task()
def look_at_offers() -> None:
    from commerce.offer_looks import look
    from products.models import Offer

    for offer in Offer.objects.filter(active=True).order_by("pk"):
        look(offer)


@task()
def roll_up_impact() -> None:
    from commerce.rollups.click_rolling import roll_up_clicks
    from commerce.rollups.making import roll_up

    roll_up()
    roll_up_clicks()


@task()
def check_impact() -> None:
    from commerce.rollups import checking

    checking.heal_and_tell()
