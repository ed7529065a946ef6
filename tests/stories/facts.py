"""Stories that print facts, for tests."""

from django_tasks_db.models import DBTaskResult

from tests.factories import FactFactory
from tests.stories.factories import PARAGRAPH, block, orange

LONG = PARAGRAPH


def entity(fact, text: str = "450 m") -> str:
    """A fact as the editor stores it."""
    return f'<a linktype="fact" product="{fact.product_id}" key="{fact.key}">{text}</a>'


def sentence(fact, before: str = "山在早晨醒来。坡地在海拔", after: str = "的地方，早晚差得多。果子甜。") -> dict:
    return block("text", f'<p data-block-key="abc12">{before}{entity(fact)}{after}</p>{LONG}')


def product_with_fact(people, **fields):
    """A verified product whose fact `altitude` (450 m) is confirmed, and the fact."""
    product = orange(people)
    fact = FactFactory(product=product, key="altitude", **fields)
    confirm_fact(fact, people)
    return product, fact


def confirm_fact(fact, people) -> None:
    verification = fact.product.current_verification
    type(fact).objects.filter(pk=fact.pk).update(
        confirmed_by=people["confirmer"], confirmed_on="2026-11-01", confirmed_in=verification
    )
    fact.refresh_from_db()


def work_off(*rooms: str) -> None:
    """Do what the worker would for these rooms, in its order."""
    for room in rooms:
        for result in DBTaskResult.objects.filter(task_path__startswith=f"{room}.").order_by("enqueued_at"):
            result.task.func(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
            result.delete()
