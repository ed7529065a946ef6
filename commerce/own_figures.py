"""The figures of one's own stories and products, by story and by product.

Those who see all ask for all of the ledger, which is rolled up; everybody else's are few and summed afresh.
"""

from commerce import impact
from commerce.figures import Figures
from commerce.impact_cells import cells
from commerce.windows import Window
from products.scope import own_products, sees_all
from stories.story_scope import edits_all, stories_of


def figures_by_story(person, window: Window | None = None) -> dict[int, Figures]:
    """By id, of the stories whose figures `person` may see; stories that nothing happened to are left out."""
    if edits_all(person):
        return {row.key: row.figures for row in impact.by_story(window=window) if row.key is not None}
    return {
        key: found
        for (key,), found in cells("story_id", window=window, stories=stories_of(person).values("pk")).items()
    }


def figures_by_product(person, window: Window | None = None) -> dict[int, Figures]:
    """By id, of the products whose figures `person` may see; products that nothing happened to are left out."""
    if sees_all(person):
        return {row.key: row.figures for row in impact.by_product(window=window)}
    products = own_products(person).values("pk").order_by()
    return {key: found for (key,), found in cells("product_id", window=window, products=products).items()}
