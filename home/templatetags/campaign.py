"""For the pages of campaigns."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce.campaign_progress import Goal
from commerce.models import Campaign
from home import campaigns, drawings, wording

register = template.Library()


@register.filter
def goal_reached(goal: Goal) -> str:
    """The number that is reached, in the goal's own unit."""
    return _in_unit(goal.unit, goal.reached)


@register.filter
def goal_words(goal: Goal) -> str:
    """What the number counts and how much was hoped for: “kilograms of 5,000”."""
    if not goal.wanted:
        return {"grams": _("kilograms sold"), "fen": _("yuan paid"), "households": _("buyers")}[goal.unit]
    wanted = _in_unit(goal.unit, goal.wanted)
    words = {
        "grams": _("kilograms, of %(wanted)s hoped for"),
        "fen": _("yuan, of %(wanted)s hoped for"),
        "households": _("households, of %(wanted)s hoped for"),
    }
    return words[goal.unit] % {"wanted": wanted}


@register.filter
def days_left(campaign: Campaign) -> str:
    """How long a campaign still runs, in words."""
    if campaign.state == "over":
        return _("Over")
    if campaign.state == "coming":
        return _("Begins on %(day)s") % {"day": wording.day(campaign.starts)}
    left = campaign.days_left
    return _("Last day") if left == 1 else ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


@register.simple_tag
def bar(part: int, whole: int) -> SafeString:
    return drawings.bar(part, whole)


@register.filter
def shown_alone(buyers: int) -> bool:
    return campaigns.shown_alone(buyers)


def _in_unit(unit: str, number: int) -> str:
    if unit == "grams":
        return wording.grams_as_kg(number)
    return f"{number // 100:,}" if unit == "fen" else f"{number:,}"
