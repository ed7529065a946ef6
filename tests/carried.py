"""Many stories that carry one product, written as rows: for measuring what a withdrawal costs."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from channels import feed
from channels.models import ChannelFeed, Edition, FeedEntry
from commerce.links import code_for
from commerce.models import PurchaseLink
from products.models import Product, User
from stories.models import Release, ReleaseProduct, StoryIndexPage, StoryPage

BATCH = 500
# The channels of the plan, registered or not: a feed is a row, whoever renders for it.
CHANNELS = (
    "wechat-oa",
    "wechat-channels",
    "qq-kandian",
    "qzone",
    "tencent-news",
    "kuaibao",
    "qq-browser",
    "tencent-video",
    "weishi",
)


def carry(product: Product, index: StoryIndexPage, count: int, approver: User, channels=CHANNELS) -> list[int]:
    """Return the ids of `count` live stories that carry `product`, each with an edition and an entry a channel.

    `product` has an offer. Documents and envelopes are empty: nothing here renders.
    """
    ids = _stories(index, count)
    releases = _releases(ids, approver)
    ReleaseProduct.objects.bulk_create(
        ReleaseProduct(release=release, product=product, verification_id=product.current_verification_id)
        for release in releases
    )
    offer = product.offers.get()
    for number, channel in enumerate(channels):
        _put_out(channel, releases)
        PurchaseLink.objects.bulk_create(
            PurchaseLink(
                code=code_for(pk, f"{number}x", "card", offer.pk),
                story_id=pk,
                channel=channel,
                placement="card",
                offer=offer,
            )
            for pk in ids
        )
    return ids


def fill_feed(channel: str, index: StoryIndexPage, count: int, approver: User, envelope: str) -> None:
    """Put `count` stories of one version on a channel, each with the same envelope."""
    _put_out(channel, _releases(_stories(index, count), approver), envelope)


def _releases(story_ids: list[int], approver: User) -> list[Release]:
    now = timezone.now()
    return Release.objects.bulk_create(
        (
            Release(
                story_id=pk,
                version=1,
                revision_id=1,
                document="{}",
                digest="0" * 64,
                approved_by=approver,
                approved_at=now,
                live_from=now,
            )
            for pk in story_ids
        ),
        batch_size=BATCH,
    )


def _stories(index: StoryIndexPage, count: int) -> list[int]:
    """Pages are two rows each, and a bulk insert of both is not Django's to do."""
    index.refresh_from_db()
    first = index.numchild + 1
    kind = ContentType.objects.get_for_model(StoryPage)
    names = [f"carried-{first + number}" for number in range(count)]
    rows = (
        Page(
            path=index._get_path(index.path, index.depth + 1, first + number),
            depth=index.depth + 1,
            title=name,
            draft_title=name,
            slug=name,
            url_path=f"{index.url_path}{name}/",
            content_type=kind,
            locale=index.locale,
            live=True,
            first_published_at=timezone.now(),
        )
        for number, name in enumerate(names)
    )
    Page.objects.bulk_create(rows, batch_size=BATCH)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + count)
    first_path = index._get_path(index.path, index.depth + 1, first)
    made = Page.objects.filter(path__startswith=index.path, depth=index.depth + 1, path__gte=first_path)
    ids = list(made.order_by("path").values_list("pk", flat=True))
    StoryPage(page_ptr_id=ids[0]).save_base(raw=True, force_insert=True)
    _copy_story(ids[0], ids[1:])
    return ids


def _copy_story(model: int, ids: list[int]) -> None:
    """Write the story's own row, as `model` has it, for pages that have none; one statement a batch."""
    quote = connection.ops.quote_name
    own = [quote(field.column) for field in StoryPage._meta.local_concrete_fields if not field.primary_key]
    table, key = quote(StoryPage._meta.db_table), quote(StoryPage._meta.pk.column)
    columns, pages = ", ".join(own), quote(Page._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"INSERT INTO {table} ({key}, {columns}) SELECT page.id, {columns} FROM {table}, {pages} AS page "
                f"WHERE {table}.{key} = %s AND page.id IN ({places})",
                [model, *some],
            )


def _put_out(channel: str, releases: list[Release], envelope: str = "{}") -> None:
    row = feed.row_of(channel)
    made = (
        Edition(
            release=release,
            story_id=release.story_id,
            channel=channel,
            state="ready",
            current=True,
            envelope=envelope,
            etag="0" * 64,
            content_digest="0" * 64,
            adapter_version=1,
            spec_version="1",
        )
        for release in releases
    )
    editions = Edition.objects.bulk_create(made, batch_size=BATCH)
    entries = (
        FeedEntry(
            channel=channel,
            number=row.last_number + number,
            op="upsert",
            story_id=edition.story_id,
            edition=edition,
            version=1,
            etag=edition.etag,
            at=timezone.now(),
        )
        for number, edition in enumerate(editions, start=1)
    )
    FeedEntry.objects.bulk_create(entries, batch_size=BATCH)
    ChannelFeed.objects.filter(channel=channel).update(last_number=row.last_number + len(editions))
