"""What the stories brought: kilograms, buyers and yuan, as a page and as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from commerce import charts
from commerce.breakdowns import BREAKDOWNS
from commerce.campaign_progress import progress_of
from commerce.impact import Figures
from commerce.models import Campaign
from home import wording
from home.figures import PUBLIC, Period, asked_breakdown, asked_period, days_of, tables_of, total_of
from products.showing import baked

BADGE_SECONDS = 600


@require_safe
@baked
def impact(request: HttpRequest) -> HttpResponse:
    """`?campaign=KEY` or `?from=&to=` narrow it, `?by=` chooses the breakdown; nonsense is said so, beside the figures
    of all time."""
    campaigns = list(Campaign.objects.all())
    asked, form = asked_period(request.GET, campaigns)
    period = asked or Period(None, None)
    (table,) = tables_of(period, asked_breakdown(request.GET))
    context = {
        "campaigns": campaigns,
        "campaign": period.campaign,
        "period": period,
        "windowed": bool(period.start or period.end),
        "form": form,
        "total": total_of(period),
        "progress": progress_of(period.campaign) if period.campaign else None,
        "table": table,
        "breakdowns": [(BREAKDOWNS[key].column, key, _with(request.GET, key)) for key in PUBLIC],
        "days": charts.day_chart(days_of(period), wording.days),
        "bars": charts.bar_chart(table.title, [(row.name, row.figures.fen) for row in table.rows]),
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


def _with(query: QueryDict, by: str) -> str:
    """The same address with another breakdown."""
    changed = query.copy()
    changed["by"] = by
    return f"?{changed.urlencode()}#by"


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
