"""Each part of `templates/components/` with words and pictures of a sample, for those who build pages.

Nothing here asks the database: records are made in memory, and pictures are files of our own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from commerce import charts
from commerce.campaign_progress import Goal, Progress
from commerce.impact import Figures
from commerce.impact_days import Stretch
from commerce.models import Campaign
from home import wording
from home.contents import Chapter
from home.seals import Seal
from products.cards import ProductCard
from products.models import Assessment, AssessmentResult, Offer, Place, Product, Verification
from products.public import Picture, ShownFact
from products.season import season_of
from stories.block_samples import PRODUCT, SamplePhoto, image, sample_context
from stories.document import StepSnapshot
from stories.models import StoryPage

BLOCKS = {"paragraph": "text"}


@dataclass(frozen=True)
class Sample:
    """`template` within templates/components/; `state` says which of several this is."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    state: str = ""


def page(**fields: Any) -> Page:
    """A page that is not stored and leads nowhere, with what a component asks of it."""
    made = Page(title=fields.pop("title", ""))
    vars(made).update(fields, get_url=lambda **_options: "#")
    return made


def samples() -> list[Sample]:
    """Samples in the active language, in the order of their names."""
    made = [*_cards(), *_trust(), *_buying(), *_pictures(), *_reading(), *_lists(), *_blocks()]
    return sorted(made, key=lambda sample: sample.template)


def _product(state: str = "confirmed") -> Product:
    today, hunan = timezone.localdate(), Place(code="430000", level="province", name_zh="湖南省", name_en="Hunan")
    place = Place(code="433125", level="county", name_zh="保靖县", name_en="Baojing", parent=hunan)
    verification = Verification(state=state, valid_until=today + timedelta(days=200), withdrawn_at=timezone.now())
    months = {"season_start": today.month, "season_end": today.month % 12 + 1}
    product = Product(code=PRODUCT, name_zh="保靖脐橙", name_en="Baojing navel oranges", place=place, **months)
    product.tagline_zh, product.tagline_en = "霜降以后才下树", "Picked after the first frost"
    product.current_verification = verification
    return product


def _card(state: str = "confirmed", **fields: Any) -> ProductCard:
    product = _product(state)
    for name, value in fields.items():
        setattr(product, name, value)
    return ProductCard(
        page=page(title=product.name()),
        product=product,
        photo=SamplePhoto("still"),
        season=season_of(product),
        verification=product.current_verification,
        verified=product.is_verified(),
        offers=_offers(),
    )


def _offers() -> list[Offer]:
    titles = {"title_zh": "5 千克一箱", "title_en": "A box of 5 kg", "net_grams": 5000}
    return [Offer(platform="jd", price_fen=2800, **titles), Offer(platform="taobao", price_fen=2790, **titles)]


def _ways() -> list[dict]:
    return [{"offer": SimpleNamespace(**{**_plain(offer), "title": offer.title()}), "url": "#"} for offer in _offers()]


def _plain(offer: Offer) -> dict:
    return {name: getattr(offer, name) for name in ("platform", "price_fen", "net_grams")}


def _story(form: str) -> Page:
    return page(
        title=_("The hill turns orange"),
        summary=_("The oranges wait for the first frost. A colder night makes a sweeter fruit."),
        form=form,
        get_form_display=StoryPage(form=form).get_form_display(),
        cover=SamplePhoto("land"),
        video=SimpleNamespace(duration=74),
        first_published_at=timezone.now(),
    )


def _cards() -> Iterator[Sample]:
    for form in ("article", "pictures", "video"):
        yield Sample("story_card.html", {"story": _story(form)}, form)
    yield Sample("story_card.html", {"story": _story("article"), "why": _("In season now")}, "why")
    yield Sample("product_card.html", {"card": _card()}, "verified")
    yield Sample("product_card.html", {"card": _card(stock_grams=0)}, "sold out")
    yield Sample("product_card.html", {"card": _card("withdrawn")}, "withdrawn")
    beside = [SimpleNamespace(card=_card(), why=_("Readers also bought it"))] * 2
    yield Sample("recommended.html", {"beside": beside})
    brand = SimpleNamespace(mark=SamplePhoto("still"), owner=_("Lüdong Mountain cooperative"))
    yield Sample("brand_strip.html", {"brands": [page(title=_("Baojing navel oranges"), brand=brand)]})


def _trust() -> Iterator[Sample]:
    texts = {"verified": _("Verified"), "lapsed": _("Verification lapsed"), "withdrawn": _("Verification withdrawn")}
    for state, text in texts.items():
        symbol = "seal" if state == "verified" else "seal-void"
        yield Sample("seal.html", {"seal": Seal(state, text), "symbol": symbol}, state)
    yield Sample("seal.html", {"seal": Seal("verified", _("Verified")), "symbol": "seal-big", "big": True}, "big")
    snapshot = _snapshot()
    yield Sample("provenance.html", {"snapshot": snapshot}, "verified")
    yield Sample("provenance.html", {"snapshot": snapshot, "gone": _product("withdrawn")}, "withdrawn")
    conditional = Assessment(result=AssessmentResult.CONDITIONAL, conditions_zh=_("Picked after the dew has dried"))
    yield Sample("steps.html", {"steps": snapshot.steps, "assessment": conditional, "across": True}, "across")
    yield Sample("steps.html", {"steps": snapshot.steps}, "down")
    yield Sample("facts.html", {"facts": snapshot.facts})
    evidence = [SimpleNamespace(pk=1, title=_("The slope"), photo_id=1, photo=SamplePhoto("land"), document=None)]
    evidence.append(SimpleNamespace(pk=2, title="", photo_id=2, photo=None, document=None))
    yield Sample("evidence.html", {"evidence": evidence})
    fact = SimpleNamespace(**snapshot.facts[0].model_dump(), confirmed_by=None)
    yield Sample("fact_table.html", {"facts": [ShownFact(fact, 1, evidence[0])]})
    change = SimpleNamespace(fact=fact, said_before="12.8 °Bx", said="13.2 °Bx", decided_at=timezone.now())
    yield Sample("fact_changes.html", {"changes": [change]})
    yield Sample("picture_removed.html")


def _snapshot():
    today = timezone.localdate()
    people = [_("Xiang Lanzhi"), _("Peng Runsheng"), _("Wei Qingchuan"), _("He Siqi")]
    steps = tuple(
        StepSnapshot(kind=kind, person=person, organisation="", on=today - timedelta(days=60 - 10 * number))
        for number, (kind, person) in enumerate(
            zip(("recommended", "visited", "assessed", "confirmed"), people, strict=True)
        )
    )
    snapshot = next(iter(sample_context("product")["products"].values()))
    return snapshot.model_copy(update={"steps": steps, "evidence_digest": "5d41402abc4b2a76b9719d911017c592"})


def _buying() -> Iterator[Sample]:
    pause = _paused()
    yield Sample("shops.html", {"ways": _ways()}, "on sale")
    yield Sample("shops.html", {"ways": []}, "not on sale")
    yield Sample("shops.html", {"pause": pause}, "paused")
    yield Sample("shop_button.html", {"offer": _offers()[0], "url": "#"})
    yield Sample("purchase_bar.html", {"name": _product().name(), "offer": _offers()[0]}, "on sale")
    yield Sample("purchase_bar.html", {"name": _product().name(), "offer": _offers()[0], "pause": pause}, "paused")
    yield Sample("pause.html", {"pause": pause})
    yield Sample("season.html", {"season": season_of(_product())}, "in season")


def _paused():
    from products.availability import pause_of

    product = _product()
    product.stock_grams = 0
    return pause_of(product)


def _pictures() -> Iterator[Sample]:
    photos = sample_context("image")["photos"]
    figure = {"image": image("land"), "photos": photos, "caption": _("The slope"), "place": "column", "sole": ""}
    yield Sample("figure.html", figure)
    yield Sample("caption.html", {"caption": _("The slope"), "credit": "Fengshou"})
    film = sample_context("video")
    yield Sample("film.html", {**film, "video": film["blocks"][0].video, "caption": film["blocks"][0].caption})
    shown = [
        Picture(SimpleNamespace(credit="", alt=str, get_renditions=SamplePhoto(name).get_renditions))
        for name in ("land", "work")
    ]
    yield Sample("gallery_viewer.html", {"pictures": shown})
    yield Sample("looking.html")


def _reading() -> Iterator[Sample]:
    headings = [SimpleNamespace(id=f"sample-{n}", text=text) for n, text in enumerate(_headings())]
    yield Sample("contents.html", {"headings": headings})
    yield Sample(
        "chapters.html",
        {"chapters": [Chapter("a", 0, "0:00", _headings()[0]), Chapter("b", 65, "1:05", _headings()[1])]},
    )
    yield Sample("tags.html", {"tags": [(_("The fruit"), "fruit"), (_("The picking"), "picking")]})


def _headings() -> list[str]:
    return [_("The hill turns orange"), _("Who picks them"), _("How they keep")]


def _lists() -> Iterator[Sample]:
    yield Sample("pagination.html", {"items": Paginator(range(30), 10).page(2)})
    yield Sample("empty.html", {"text": _("No story has been published yet."), "url": "#", "link": _("All products")})
    title = _("This verification was withdrawn")
    yield Sample("notice.html", {"kind": "withdrawn", "title": title, "text": "", "url": "#", "link": _("The record")})
    yield Sample("notice.html", {"kind": "", "title": _("Out of season"), "text": ""}, "plain")
    yield Sample("impact_figures.html", {"figures": Figures(grams=49_960_000, fen=28_000_000, buyers=10_212)})
    measures = (Goal("grams", 3_200_000, 5_000_000), Goal("households", 640, 0))
    yield Sample("campaign_goals.html", {"goals": measures})
    today = timezone.localdate()
    names = {"name_zh": "保靖脐橙开园", "name_en": "Baojing opens its orchards"}
    campaign = Campaign(key="sample", starts=today, ends=today + timedelta(days=9), **names)
    yield Sample("campaign_card.html", {"progress": Progress(campaign, Figures(), measures, ())})
    days = [
        Stretch(
            today - timedelta(days=9 - n), today - timedelta(days=9 - n), Figures(grams=n * 90_000, fen=n * 500_000)
        )
        for n in range(10)
    ]
    yield Sample("chart_days.html", {"id": "days", "chart": charts.day_chart(days, wording.days)})
    amounts = [(_product().name(), 28_000_000), (_("Candied orange peel"), 9_400_000)]
    yield Sample("chart_bars.html", {"id": "bars", "chart": charts.bar_chart(_("By product"), amounts)})
    yield Sample("search_form.html", {"query": ""})


def _blocks() -> Iterator[Sample]:
    kinds = ("heading", "text", "quote", "list", "steps", "callout", "image", "gallery", "video", "product", "facts")
    for kind in (*kinds, "people", "related"):
        context = sample_context(kind)
        for block in context["blocks"]:
            yield Sample(f"blocks/{block.kind}.html", {**context, "block": block})
