"""Two small channels and the records that an edition needs. Names are invented."""

import hashlib
from datetime import date, timedelta

from django.utils import timezone

from channels.contract import Finding, Loss, Payload, UsedLink
from channels.spec import ChannelSpec
from stories.document import (
    ImageAsset,
    OfferSnapshot,
    Paragraph,
    ProductCard,
    ProductSnapshot,
    Span,
    StepSnapshot,
    StoryDocument,
)
from stories.models import Release, StoryPage
from stories.releases import carry
from tests.factories import OfferFactory, PhotoFactory, ProductFactory, UserFactory


def spec_for(key: str, code: str, **fields) -> ChannelSpec:
    return ChannelSpec.model_validate(
        {
            "key": key,
            "version": "1",
            "code": code,
            "name_zh": f"渠道{key}",
            "name_en": f"Channel {key}",
            "status": "open",
            "forms": ("article", "pictures"),
            "limits": {},
            "crops": {"cover": {"filter": "fill-450x190", "max_bytes": 60_000}},
            "links": {"forms": ("url",), "source": "I"},
            "can_update": "feed",
            "can_withdraw": "feed",
            **fields,
        }
    )


class SmallAdapter:
    """A channel that takes title, text, cover, a QR code and one link per product card."""

    version = 1

    def __init__(self, key: str = "small-one", code: str = "s1", **fields) -> None:
        self.key = key
        self.spec = spec_for(key, code, **fields)

    def check(self, document: StoryDocument) -> list[Finding]:
        if not document.title:
            return [Finding(f"{self.key}.title_too_short", "block", field="title", params=(("count", 0), ("min", 1)))]
        return []

    def render(self, document: StoryDocument, context) -> Payload:
        assets = [context.qr(document.url).as_role("qr")]
        if document.cover:
            assets.append(context.rendition(document.cover, "cover").as_role("cover"))
        links = []
        for block in document.body:
            if block.kind == "product":
                product = document.product(block.product)
                for offer in product.offers:
                    ref = context.link(offer, block.id)
                    links.append(UsedLink(ref.code, ref.url, block.id, product.code, offer.platform, "url"))
        text = "".join(span.text for block in document.body if block.kind == "paragraph" for span in block.spans)
        return Payload(
            body={"title": document.title, "html": f"<p>{text}</p>", "cover": assets[-1].name},
            assets=tuple(assets),
            links=tuple(links),
            losses=(Loss(f"{self.key}.video_dropped", "v", "a film", "light"),),
        )


def image_of(photo) -> ImageAsset:
    with photo.open_file() as file:
        data = file.read()
    return ImageAsset(
        key=f"photo-{photo.pk}",
        sha256=hashlib.sha256(data).hexdigest(),
        width=photo.width,
        height=photo.height,
        bytes=len(data),
    )


def snapshot_of(product, valid_until: date | None = None) -> ProductSnapshot:
    day = date(2026, 3, 1)
    step = lambda kind, person: StepSnapshot(kind=kind, person=person, organisation="合作社", on=day)  # noqa: E731
    return ProductSnapshot(
        code=product.code,
        slug=product.slug,
        name=product.name_zh,
        place_code="433125",
        place="保靖县",
        producer="合作社",
        offers=tuple(
            OfferSnapshot(
                id=offer.pk,
                platform=offer.platform,
                sku=offer.sku,
                title=offer.title_zh,
                price_fen=offer.price_fen,
                net_grams=offer.net_grams,
            )
            for offer in product.offers.all()
        ),
        verified=True,
        state="confirmed",
        steps=(step("recommended", "甲"), step("visited", "乙"), step("confirmed", "丙")),
        valid_until=valid_until or timezone.localdate() + timedelta(days=100),
        evidence_digest="e" * 64,
        check_url=f"http://testserver/verify/{product.code}",
    )


def make_story(parent, title: str = "山坡上的橘园", *, live: bool = True) -> StoryPage:
    slug = f"story-{StoryPage.objects.count() + 1}"
    story = parent.add_child(instance=StoryPage(title=title, slug=slug, locale=parent.locale))
    # Publishing goes through approval, which is not what is tested here.
    StoryPage.objects.filter(pk=story.pk).update(live=live)
    story.refresh_from_db()
    return story


def document_for(story, *products, cover=None, text: str = "橘子熟了。", **fields) -> StoryDocument:
    cards = tuple(ProductCard(id=f"card-{product.pk}", product=product.code) for product in products)
    return StoryDocument(
        story_id=story.pk,
        translation_key=str(story.translation_key),
        language="zh-hans",
        **{
            "form": "article",
            "title": story.title,
            "tags": ("橘子",),
            "cover": image_of(cover) if cover else None,
            "body": (Paragraph(id="p1", spans=(Span(text=text),)), *cards),
            "products": tuple(snapshot_of(product) for product in products),
            "url": f"http://testserver/zh-hans/stories/{story.slug}/",
            **fields,
        },
    )


def make_release(story, *products, document: StoryDocument | None = None, **fields) -> Release:
    document = document or document_for(story, *products, **fields)
    now = timezone.now()
    release = Release.objects.create(
        story=story,
        version=story.releases.count() + 1,
        revision_id=1,
        document=document.canonical_json,
        digest=document.digest,
        approved_by=UserFactory(username="approver"),
        approved_at=now,
        live_from=now,
    )
    carry(release, [product.code for product in products])
    return release


def hold(product, *, days: int = 100):
    """Give a product a verification that holds, without the walk through the four steps."""
    from products.models import Verification

    verification = Verification.objects.create(
        product=product, state="confirmed", valid_until=timezone.localdate() + timedelta(days=days)
    )
    product.current_verification = verification
    product.save(update_fields=["current_verification"])
    return product


def sold_product(**fields):
    product = hold(ProductFactory(**fields))
    OfferFactory(product=product)
    return product


def cover_photo(**fields):
    return PhotoFactory(**fields)
