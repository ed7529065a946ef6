"""How far a campaign is: what it brought against its goal, and each offer against its target."""

from dataclasses import dataclass

from commerce import impact
from commerce.impact import Figures
from commerce.impact_cells import cells
from commerce.models import Campaign, CampaignOffer


@dataclass(frozen=True, slots=True)
class Goal:
    """`unit` is `grams`, `fen` or `households`; all three are whole numbers."""

    unit: str
    reached: int
    wanted: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 only once it is reached. May be more."""
        return max(0, 100 * self.reached // self.wanted)


@dataclass(frozen=True, slots=True)
class OfferProgress:
    row: CampaignOffer
    figures: Figures
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Orders of the campaign's products during its days, whichever story or shop they came by."""

    campaign: Campaign
    figures: Figures
    goals: tuple[Goal, ...]
    offers: tuple[OfferProgress, ...]


def progress_of(campaign: Campaign) -> Progress:
    """At most ten queries, however many offers and orders."""
    figures = impact.campaign_figures(campaign)
    goals = _goals(
        ("grams", figures.grams, campaign.goal_grams),
        ("fen", figures.fen, campaign.goal_fen),
        ("households", figures.buyers, campaign.goal_households),
    )
    return Progress(campaign, figures, goals, _offers(campaign))


def _offers(campaign: Campaign) -> tuple[OfferProgress, ...]:
    rows = list(campaign.campaign_offers.select_related("offer__product"))
    sold = cells("line__offer_id", window=campaign.window, offers=[row.offer_id for row in rows]) if rows else {}
    return tuple(
        OfferProgress(
            row,
            figures := sold.get((row.offer_id,), Figures()),
            _goals(("grams", figures.grams, row.target_grams), ("fen", figures.fen, row.target_fen)),
        )
        for row in rows
    )


def _goals(*asked: tuple[str, int, int | None]) -> tuple[Goal, ...]:
    return tuple(Goal(unit, reached, wanted) for unit, reached, wanted in asked if wanted)
