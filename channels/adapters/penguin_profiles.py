"""The surfaces behind the Penguin account. One builder; what differs is in their specs."""

from typing import Any

from channels.adapters.account import Account
from channels.adapters.penguin import PenguinAdapter


class TencentNews(PenguinAdapter):
    """The strictest profile: no marketing language."""

    key = "tencent-news"
    version = 2


class QQKandian(PenguinAdapter):
    key = "qq-kandian"
    version = 1


class Kuaibao(PenguinAdapter):
    """Its list shows three pictures, so fewer are named."""

    key = "kuaibao"
    version = 1


class QQBrowser(PenguinAdapter):
    """Also read as a feed, which wants a summary beside the text."""

    key = "qq-browser"
    version = 1

    def article(self, account: Account) -> dict[str, Any]:
        return super().article(account) | {"summary": account.plain(account.document.summary, "summary")}
