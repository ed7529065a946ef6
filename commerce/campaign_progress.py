"""How far a campaign is: what it brought against its goal, and each offer against its target."""

from dataclasses import dataclass

from commerce import impact
from commerce.impact import Figures
from commerce.impact_cells import cells
from commerce.models import Campaign, CampaignOffer


@dataclass(frozen=True, slots=True)
class Goal:
    """`unit` is `grams`, `fen` or `households`; all three are whole numbers. `wanted` is 0 where nothing was hoped for."""

    unit: str
    reached: int
    wanted: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 only once it is reached. May be more."""
        return max(0, 100 * self.reached // self.wanted) if self.wanted else 0


@dataclass(frozen=True, slots=True)
class OfferProgress:
    row: CampaignOffer
    figures: Figures
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Orders of the campaign's products during its days, whichever story or shop they came by.

    `measures` are kilograms, households and yuan, each with its goal or without.
    """

    campaign: Campaign
    figures: Figures
    measures: tuple[Goal, ...]
    offers: tuple[OfferProgress, ...]

    @property
    def goals(self) -> tuple[Goal, ...]:
        return tuple(goal for goal in self.measures if goal.wanted)


def progress_of(campaign: Campaign) -> Progress:
    """At most ten queries, however many offers and orders."""
    figures = impact.campaign_figures(campaign)
    measures = (
        Goal("grams", figures.grams, campaign.goal_grams or 0),
        Goal("households", figures.buyers, campaign.goal_households or 0),
        Goal("fen", figures.fen, campaign.goal_fen or 0),
    )
    return Progress(campaign, figures, measures, _offers(campaign))


def _offers(campaign: Campaign) -> tuple[OfferProgress, ...]:
    rows = list(campaign.campaign_offers.select_related("offer__product"))
    sold = cells("line__offer_id", window=campaign.window, offers=[row.offer_id for row in rows]) if rows else {}
    return tuple(
        OfferProgress(
            row,
            figures := sold.get((row.offer_id,), Figures()),
            tuple(
                Goal(unit, reached, wanted)
                for unit, reached, wanted in (
                    ("grams", figures.grams, row.target_grams),
                    ("fen", figures.fen, row.target_fen),
                )
                if wanted
            ),
        )
        for row in rows
    )
