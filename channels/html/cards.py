"""WeChat's own elements for goods. Built from validated fields only, and put in after the sanitiser."""

import re

from channels.html.markup import Markup, element

_APPID = re.compile(r"wx[0-9a-f]{16}\Z")
_PATH = re.compile(r"[A-Za-z0-9_\-./?=&%:,+~@!$*]{1,255}\Z")
_PRODUCT_ID = re.compile(r"[0-9]{1,20}\Z")


def valid_miniprogram(appid: str, path: str) -> bool:
    return bool(_APPID.match(appid) and _PATH.match(path))


def valid_store_product(product_id: str) -> bool:
    return bool(_PRODUCT_ID.match(product_id))


def miniprogram_card(appid: str, path: str, title: str, picture: str) -> Markup:
    """A mini-program card. Tencent's example and newer working code spell the picture's attribute differently: both."""
    return element(
        "mp-miniprogram",
        data_miniprogram_appid=appid,
        data_miniprogram_path=path,
        data_miniprogram_title=title,
        data_miniprogram_imageurl=picture,
        data_progarm_imageurl=picture,
    )


def store_card(product_id: str, title: str, card_type: int) -> Markup:
    """A WeChat Store card. `product:<id>` stands for the key that `getcardinfo` gives for the product id."""
    return element(
        "mp-common-product",
        data_windowproduct=f"product:{product_id}",
        data_cardtype=card_type,
        data_title=title,
        data_type=0,
    )
