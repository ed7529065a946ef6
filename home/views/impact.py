"""What the stories brought: kilograms, buyers and yuan, as a page and as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from commerce.impact import Figures
from commerce.models import Campaign
from home.figures import Period, asked_period, tables_of, total_of
from products.showing import baked

BADGE_SECONDS = 600


@require_safe
@baked
def impact(request: HttpRequest) -> HttpResponse:
    """`?campaign=KEY` or `?from=&to=` narrow it; nonsense is said so, beside the figures of all time."""
    campaigns = list(Campaign.objects.all())
    asked, form = asked_period(request.GET, campaigns)
    period = asked or Period(None, None)
    context = {
        "campaigns": campaigns,
        "campaign": period.campaign,
        "period": period,
        "windowed": bool(period.start or period.end),
        "form": form,
        "total": total_of(period),
        "tables": tables_of(period),
    }
    return render(request, "home/impact.html", context, status=200 if asked else 400)


@require_safe
def impact_json(request: HttpRequest) -> JsonResponse:
    """The same figures. 400 with the reasons where the window makes no sense."""
    period, form = asked_period(request.GET, list(Campaign.objects.all()))
    if period is None:
        problem = {"code": "impact.bad_window", "errors": form.errors.get_json_data()}
        return JsonResponse(
            problem, status=400, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
        )
    body = {
        "from": period.start,
        "to": period.end,
        "campaign": period.campaign.key if period.campaign else None,
        "total": _figures(total_of(period)),
    }
    for table in tables_of(period):
        body[f"by_{table.key}"] = [{"name": row.name, **_figures(row.figures)} for row in table.rows]
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_safe
@cache_control(public=True, max_age=BADGE_SECONDS)
def impact_badge(request: HttpRequest) -> HttpResponse:
    """The total as a small picture for other sites: `?lang=`, and the same windows as the page."""
    period, _form = asked_period(request.GET, list(Campaign.objects.all()))
    if period is None:
        return HttpResponse(status=400)
    total = total_of(period)
    context = {"total": total, "campaign": period.campaign}
    return render(request, "home/impact_badge.html", context, content_type="image/svg+xml")


def _figures(figures: Figures) -> dict:
    """Grams and fen are exact; kilograms and yuan are the same numbers for reading."""
    return {
        "grams": figures.grams,
        "kg": figures.grams / 1000,
        "buyers": figures.buyers,
        "orders": figures.orders,
        "fen": figures.fen,
        "yuan": f"{figures.fen / 100:.2f}",
        "clicks": figures.clicks,
    }
