"""Order files and sales links for tests. Accounts and order numbers are invented."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta

import factory
import openpyxl
from django.utils import timezone

from commerce.links import LinkRef, links_for
from products.models import Offer, Product, Verification
from stories.models import StoryPage
from tests.factories import OfferFactory, ProductFactory

# Field → column name, in the console's words and in the API's.
CHINESE = {
    "id": "订单行号",
    "orderId": "订单号",
    "parentId": "父单号",
    "orderTime": "下单时间",
    "finishTime": "完成时间",
    "modifyTime": "更新时间",
    "skuId": "商品ID",
    "skuName": "商品名称",
    "skuNum": "商品数量",
    "skuReturnNum": "退货数量",
    "estimateCosPrice": "预估计佣金额(元)",
    "actualCosPrice": "实际计佣金额(元)",
    "validCode": "有效码",
    "subUnionId": "子渠道",
    "buyer": "下单帐号",
}


class RowFactory(factory.DictFactory):
    """A paid row as JD's API names it: one box, 28.00 yuan."""

    id = factory.Sequence(lambda n: str(1_790_000_000_000 + n))
    orderId = factory.Sequence(lambda n: str(310_000_000_000 + n))
    parentId = "0"
    orderTime = "2026-11-07 10:00:00"
    finishTime = ""
    modifyTime = "2026-11-07 10:05:00"
    skuId = "777000000005"
    skuName = "脐橙 5 千克装"
    skuNum = "1"
    skuReturnNum = "0"
    estimateCosPrice = "28.00"
    actualCosPrice = "0"
    validCode = "16"
    subUnionId = ""
    buyer = factory.Sequence(lambda n: f"jd_{n:06d}")


def order_row(**fields) -> dict[str, str]:
    return RowFactory(**fields)


def csv_file(rows: list[dict], *, names: dict[str, str] | None = None, encoding: str = "utf-8-sig") -> bytes:
    """Columns are those of the first row; `names` renames them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([(names or {}).get(name, name) for name in rows[0]])
    writer.writerows([row[name] for name in rows[0]] for row in rows)
    return out.getvalue().encode(encoding)


def xlsx_file(rows: list[dict], *, names: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([(names or {}).get(name, name) for name in rows[0]])
    for row in rows:
        sheet.append([row[name] for name in rows[0]])
    return book_bytes(book)


def book_bytes(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass
class Shop:
    """A confirmed product with an offer, a story about it and the story's purchase link."""

    product: Product
    offer: Offer
    story: StoryPage
    link: LinkRef


def confirm(product: Product, valid_for_days: int = 100) -> Product:
    """Confirmed without the walk through the steps, which is not what these tests are about."""
    product.current_verification = Verification.objects.create(
        product=product, state="confirmed", valid_until=timezone.localdate() + timedelta(days=valid_for_days)
    )
    product.save()
    return product


def open_shop(index, title: str = "橘子熟了", **offer) -> Shop:
    """A story in `index` that sells one offer at the placement `card-1`, on our own site."""
    product = confirm(offer.pop("product", None) or ProductFactory(photo=None))
    sold = OfferFactory(product=product, **offer)
    story = index.add_child(instance=StoryPage(title=title))
    link = links_for(story.pk, "web", "we", [("card-1", sold.pk)])["card-1", sold.pk]
    return Shop(product, sold, story, link)
