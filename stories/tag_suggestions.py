"""Tags that an author might want: from the products, from tags already in use, and from the text itself.

Nothing is sent anywhere: Chinese words are told by rjieba, on this machine.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from taggit.models import Tag

from products.models import Place
from stories.document import StoryDocument
from stories.document.walk import text_of

MOST = 12
MOST_OF_TEXT = 20_000
LONGEST = 12
# A word of the title or of a heading says more of what a story is about than one of its text.
TITLE_WEIGHT = 4
NOUNS = ("n", "ns", "nz", "nt", "nrt", "l")
# Nouns of the dictionary that say nothing of a story, and the suffixes of administration.
_EMPTY = frozenset(
    [
        "时候",
        "地方",
        "东西",
        "事情",
        "问题",
        "时间",
        "人家",
        "自己",
        "大家",
        "我们",
        "他们",
        "你们",
        "今天",
        "明天",
        "昨天",
        "今年",
        "去年",
        "明年",
        "上午",
        "下午",
        "晚上",
        "早上",
        "公斤",
        "斤",
        "元",
        "块钱",
        "办法",
        "样子",
        "意思",
        "有人",
        "工作",
        "情况",
        "部分",
        "方面",
        "结果",
        "原因",
        "关系",
        "中国",
        "先生",
        "女士",
        "老人",
        "孩子",
        "里面",
        "外面",
        "上面",
        "下面",
        "旁边",
        "中间",
        "一边",
    ]
)
_EMPTY_EN = frozenset(
    [
        "about",
        "above",
        "after",
        "again",
        "against",
        "along",
        "also",
        "among",
        "another",
        "around",
        "because",
        "been",
        "before",
        "being",
        "below",
        "between",
        "both",
        "cannot",
        "could",
        "does",
        "doing",
        "down",
        "during",
        "each",
        "every",
        "first",
        "from",
        "further",
        "have",
        "having",
        "here",
        "into",
        "itself",
        "just",
        "last",
        "least",
        "less",
        "like",
        "long",
        "made",
        "make",
        "many",
        "more",
        "most",
        "much",
        "must",
        "never",
        "next",
        "nothing",
        "often",
        "once",
        "only",
        "other",
        "over",
        "rather",
        "same",
        "several",
        "shall",
        "should",
        "since",
        "some",
        "still",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "three",
        "through",
        "today",
        "together",
        "tomorrow",
        "under",
        "until",
        "upon",
        "very",
        "want",
        "week",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "within",
        "without",
        "would",
        "year",
        "years",
        "yesterday",
        "your",
    ]
)
_SUFFIX = re.compile(r"(?:(?:\w族)+自治(?:州|县|旗)|自治区|特别行政区|地区|新区|县|市|区|省|州|盟|旗)$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`why` says in a few words where the tag comes from."""

    tag: str
    why: str


def suggestions(document: StoryDocument, most: int = MOST) -> list[Suggestion]:
    """The best tags first, without those the story has; two queries, whatever its length."""
    taken = {tag.casefold() for tag in document.tags}
    found: dict[str, Suggestion] = {}
    text = _text(document)
    for source, why in (
        (_of_products(document), _("from the product")),
        (_in_use(text), _("already in use")),
        (_of_text(document, text), _("from the text")),
    ):
        for tag in source:
            key = tag.casefold()
            if key not in taken and key not in found and len(tag) <= max(LONGEST, len(key.split()) * LONGEST):
                found[key] = Suggestion(tag, why)
    return list(found.values())[:most]


def _text(document: StoryDocument) -> str:
    parts = [document.title, document.summary, *(text_of(block) for block in document.body)]
    return "\n".join(part for part in parts if part)[:MOST_OF_TEXT]


def _of_products(document: StoryDocument) -> Iterator[str]:
    places = Place.objects.in_bulk([product.place_code for product in document.products], field_name="code")
    for product in document.products:
        yield product.name
        place = places.get(product.place_code)
        if place:
            name = place.name(document.language)
            short = _SUFFIX.sub("", name)
            # 沛县 is called by its whole name, 保靖县 is not.
            yield short if len(short) > 1 else name


def _in_use(text: str) -> Iterator[str]:
    """Tags that other stories carry and this text speaks of, the most used first."""
    folded = text.casefold()
    used = Tag.objects.annotate(stories=Count("stories_storytag_items")).filter(stories__gt=0)
    for name in used.order_by("-stories", "name").values_list("name", flat=True)[:2000]:
        if _mentions(folded, name.casefold()):
            yield name


def _mentions(text: str, name: str) -> bool:
    if name.isascii():
        return re.search(rf"\b{re.escape(name)}\b", text) is not None
    return name in text


def _of_text(document: StoryDocument, text: str) -> Iterator[str]:
    """What the text speaks of most, by how often and how long the word is."""
    words = _chinese if document.language.startswith("zh") else _english
    counted = Counter(words(text))
    for word in words(document.title):
        counted[word] += TITLE_WEIGHT
    ranked = sorted(counted.items(), key=lambda item: (-item[1] * min(len(item[0]), 4), item[0]))
    yield from (word for word, times in ranked if times > 1)


def _chinese(text: str) -> list[str]:
    # Its dictionary takes thirty megabytes; who suggests no tags never loads it.
    import rjieba

    return [
        word
        for word, kind in rjieba.tag(text)
        if kind in NOUNS and 1 < len(word) <= LONGEST and word not in _EMPTY and not word.isascii()
    ]


def _english(text: str) -> list[str]:
    words = re.findall(r"[a-z][a-z'’-]{3,}", text.casefold())
    return [word for word in words if word not in _EMPTY_EN and len(word) <= LONGEST]
