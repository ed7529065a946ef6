"""What the pages of products, brands and verification records need beyond the common tags."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from home import drawings, product_data, structured_data, wording
from home.templatetags.site import rich
from products.models import Assessment, AssessmentResult, Product, VerificationState
from products.season import Season

register = template.Library()

# A summary for search engines, not the page over again.
LONGEST_SUMMARY = 300


@register.filter
def result_text(assessment: Assessment) -> str:
    """What an assessment came to, in words."""
    return str(AssessmentResult(assessment.result).label)


@register.filter
def state_text(state: str) -> str:
    """The state of a verification in words."""
    return str(VerificationState(state).label)


@register.filter
def products_of(cards: Iterable) -> list[Product]:
    """The products that product cards stand for."""
    return [card.product for card in cards]


@register.simple_tag
def season_calendar(season: Season | None, on: date | None = None) -> SafeString:
    """The twelve months with the harvest lit and today marked."""
    if season is None or not season.months:
        return SafeString("")
    today = on or timezone.localdate()
    in_season = today.month in season.months
    label = _("Harvest: %(months)s. Today, %(day)s: %(state)s.") % {
        "months": wording.months(season.months),
        "day": wording.day(today),
        "state": _("in season") if in_season else _("out of season"),
    }
    return drawings.season_calendar(season.months, wording.short_months(), today, label)


@register.simple_tag(takes_context=True)
def product_json_ld(context: template.Context, ways: list | None = None) -> SafeString:
    """The Product of a product page; `ways` are its offers with their purchase links."""
    page = context["page"]
    address = settings.SITE_URL + (page.url or "")
    data = product_data.product_data(context.flatten(), address, page.search_description, ways or [])
    return structured_data.script(data)


@register.simple_tag(takes_context=True)
def certification_json_ld(context: template.Context) -> SafeString:
    """The Certification of a record; nothing where nobody confirmed anything."""
    if context["verification"] is None:
        return SafeString("")
    return structured_data.script(product_data.certification_data(context))


@register.simple_tag(takes_context=True)
def brand_json_ld(context: template.Context) -> SafeString:
    """The Brand of a brand page."""
    page = context["page"]
    said = page.search_description or " ".join(strip_tags(rich(page.body).replace("</p>", " ")).split())
    summary = Truncator(said).chars(LONGEST_SUMMARY)
    data = product_data.brand_page_data(context["brand"], page, summary, page.locale.language_code)
    return structured_data.script(data)
