"""What is sold together for some days: all campaigns, and a page for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from commerce.models import Campaign
from home.campaigns import campaign_list, campaign_page, steps_to
from home.structured_data import breadcrumbs


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Those that run or come, with their progress, and those that are over."""
    return render(request, "home/campaigns.html", {"shown": campaign_list()})


@require_safe
def campaign(request: HttpRequest, key: str) -> HttpResponse:
    """One campaign. 404 for a key that none has."""
    found = get_object_or_404(Campaign, key=key)
    steps = steps_to(found)
    context = {
        "shown": campaign_page(found, get_language()),
        "steps": steps[:-1],
        "structured": breadcrumbs(steps),
    }
    return render(request, "home/campaign.html", context)
