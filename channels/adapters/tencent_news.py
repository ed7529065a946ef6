"""Tencent News: the Penguin account's strictest profile, which takes no marketing language."""

from channels.adapters.penguin import PenguinAdapter


class TencentNews(PenguinAdapter):
    key = "tencent-news"
    version = 1
