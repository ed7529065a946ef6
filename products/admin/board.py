"""The board: every case in progress in the column of the step it waits for, and what ended lately."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from products import claims
from products.admin.board_filters import KEPT, LONGEST_SEARCH, CaseFilterSet, kept_in_address, search
from products.admin.pages import DeskPage
from products.models import Organisation, Step, StepKind, Verification, VerificationState
from products.permissions import may
from products.scope import cases_of
from products.season import Season, season_of
from products.transitions import NEXT_STEP

CARDS = 30
# Days that an ended case stays on the board.
LATELY = 30
ENDED = (VerificationState.CONFIRMED, VerificationState.REFUSED, VerificationState.WITHDRAWN)


@dataclass(frozen=True)
class Card:
    """`waiting` counts days since the last step; `season` are words; `ended_on` is None while it is in progress."""

    case: Verification
    recommended_by: Organisation | None
    waiting: int
    sent_back: bool
    season: str
    in_season: bool
    may_take_on: bool
    may_give_back: bool
    ended_on: object = None


@dataclass(frozen=True)
class Column:
    """`total` counts all cases, `more` those beyond the cards; `list_url` leads to all of them."""

    key: str
    heading: str
    waits_for: str
    cards: list[Card]
    total: int
    list_url: str

    @property
    def more(self) -> int:
        return self.total - len(self.cards)


class BoardView(PermissionCheckedMixin, DeskPage, TemplateView):
    model = Verification
    any_permission_required = ["view"]
    template_name = "products/admin/board.html"
    page_title = _("Cases")
    header_icon = "clipboard-list"

    @cached_property
    def header_buttons(self):
        buttons = [HeaderButton(_("List"), url=self._list_url(), icon_name="list-ul")]
        if may(self.request.user, "recommend"):
            url = reverse("verification:recommend")
            buttons.append(HeaderButton(_("Recommend a product"), url=url, icon_name="plus"))
        return buttons

    def get_context_data(self, **kwargs):
        filters = CaseFilterSet(self.request.GET, queryset=cases_of(self.request.user), request=self.request)
        text = self.request.GET.get("q", "")[:LONGEST_SEARCH]
        cases = search(filters.qs, text)
        fields = [filters.form[name] for name in KEPT if name in filters.form.fields]
        return super().get_context_data(
            columns=self._columns(cases),
            fields=fields,
            search_text=text,
            longest_search=LONGEST_SEARCH,
            is_filtered=bool(kept_in_address(self.request.GET)),
            address=kept_in_address(self.request.GET),
            **kwargs,
        )

    def _columns(self, cases: QuerySet[Verification]) -> list[Column]:
        waiting = {
            state: cases.filter(state=state).order_by(F("due_on").asc(nulls_last=True), "pk") for state in NEXT_STEP
        }
        ended = ended_lately(cases)
        # Of cases narrowed by a join each counts once.
        totals = dict(cases.order_by().values_list("state").annotate(Count("pk", distinct=True)))
        chosen = {state: _first(rows) for state, rows in waiting.items()}
        chosen["ended"] = _first(ended)
        steps = Step.objects.select_related("organisation")
        prefetch_related_objects([case for rows in chosen.values() for case in rows], Prefetch("steps", steps))
        columns = [
            Column(
                state,
                state.label,
                step.label,
                [self._card(case) for case in chosen[state]],
                totals.get(state, 0),
                self._list_url(state),
            )
            for state, step in NEXT_STEP.items()
        ]
        ended_cards = [self._card(case) for case in chosen["ended"]]
        return [*columns, Column("ended", _("Ended lately"), "", ended_cards, ended.count(), self._list_url(*ENDED))]

    def _card(self, case: Verification) -> Card:
        person = self.request.user
        steps = [step for step in case.steps.all() if step.stands]
        recommended = next((step for step in steps if step.kind == StepKind.RECOMMENDED), None)
        may_take = claims.objection_to_claiming(person, case, in_scope=True) is None
        claimed, season = case.claimed_by_id is not None, season_of(case.product)
        since = max((step.recorded_at for step in steps), default=case.created_at)
        return Card(
            case=case,
            recommended_by=recommended.organisation if recommended else None,
            waiting=(timezone.localdate() - timezone.localdate(max(since, case.sent_back_at or since))).days,
            sent_back=case.sent_back_at is not None,
            season=_season_mark(season),
            in_season=bool(season.in_season),
            may_take_on=may_take and not claimed,
            may_give_back=claimed and (may_take or case.claimed_by_id == person.pk),
            ended_on=timezone.localdate(case.ended_at) if hasattr(case, "ended_at") else None,
        )

    def _list_url(self, *states: str) -> str:
        more = {"state": [str(state) for state in states]} if states else {}
        return reverse("verification:index") + kept_in_address(self.request.GET, **more)


def ended_lately(cases: QuerySet[Verification]) -> QuerySet[Verification]:
    """Cases confirmed, refused or withdrawn within the last `LATELY` days, newest first, with `ended_at`."""
    confirmed = Step.objects.filter(verification=OuterRef("pk"), kind=StepKind.CONFIRMED, stands=True)
    ended_at = Coalesce("withdrawn_at", "refused_at", Subquery(confirmed.values("recorded_at")[:1]))
    since = timezone.now() - timedelta(days=LATELY)
    ended = cases.filter(state__in=ENDED).annotate(ended_at=ended_at)
    return ended.filter(Q(ended_at__gte=since)).order_by("-ended_at", "-pk")


def _season_mark(season: Season) -> str:
    if season.in_season is None:
        return ""
    return (
        gettext("in season") if season.in_season else gettext("from %(month)s") % {"month": MONTHS[season.next_start]}
    )


def _first(cases: QuerySet[Verification]) -> list[Verification]:
    return list(cases.select_related("product__place__parent", "claimed_by")[:CARDS])
