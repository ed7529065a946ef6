"""System checks: the data files of this room say what they must."""

from django.core.checks import CheckMessage, Error, register

from products import rubric


@register("products")
def check_rubrics(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Every version of the rubric can be read."""
    try:
        rubric.rubrics()
    except rubric.WrongRubric as wrong:
        return [Error(f"The rubric of assessments is wrong: {wrong}", id="products.E001")]
    return []
