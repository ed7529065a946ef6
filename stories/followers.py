"""What stories do, in the same transaction, when a product's verification ends or is given anew.

Only rows are written here: tasks for the worker. Readers see the end at once, as pages ask the record.
"""

from django.utils.translation import ngettext

from stories import tasks
from stories.releases import live_releases


def verification_ended(*, product, verification) -> str:
    tasks.write_of_the_end.enqueue(verification_id=verification.pk, state=str(verification.state))
    count = _carrying(product).count()
    return ngettext("%(count)s story marked", "%(count)s stories marked", count) % {"count": count} if count else ""


def verification_renewed(*, product, verification) -> None:
    tasks.reissue.enqueue(product_id=product.pk)


def effect_asked(*, product) -> str:
    count = _carrying(product).count()
    return ngettext("%(count)s story", "%(count)s stories", count) % {"count": count} if count else ""


def _carrying(product):
    return live_releases().filter(carried__product=product)
