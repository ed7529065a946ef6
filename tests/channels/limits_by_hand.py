"""The limits of nine channels, counted by hand: nothing here is shared with specs, schemas, rules or adapters.

Numbers are typed from the collected facts on the channels; each breach begins with the section it is from. Text is
counted and HTML is read with the standard library alone.
"""

import json
import mimetypes
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

Asset = dict[str, Any]
VOID = {"img", "br", "hr"}
PENGUIN = ("qq-kandian", "tencent-news", "kuaibao", "qq-browser")
FILMS = {"video/mp4", "video/quicktime", "video/x-flv", "video/x-msvideo", "video/x-m4v", "video/webm"}


def points(text: str) -> int:
    """Code points: four bytes each in UTF-32."""
    return len(text.encode("utf-32-le")) // 4


def octets(text: str) -> int:
    return len(text.encode("utf-8"))


def columns(text: str) -> int:
    """Two for a character of Chinese, Japanese or Korean scripts, full-width forms and emoji; else one."""
    wide = ((0x1100, 0x115F), (0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60),
            (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD))  # fmt: skip
    return sum(2 if any(low <= ord(sign) <= high for low, high in wide) else 1 for sign in text)


def _type(asset: Asset) -> str:
    """An envelope names no types: the file's ending does."""
    return asset.get("media_type") or mimetypes.guess_type(asset["name"])[0] or ""


class Page(HTMLParser):
    """The elements of a fragment with their attributes and parents, and what is wrong with its nesting."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str], str]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else ""))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> has no beginning")

    def handle_comment(self, data: str) -> None:
        self.faults.append("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes, _parent in self.elements if name == tag]


def breaches(key: str, body: dict[str, Any], assets: list[Asset], *, measured: bool = False) -> list[str]:
    """What in a payload is over a limit of its channel. `measured`: the assets have their real sizes."""
    rules = {"wechat-oa": _official, "wechat-channels": _channels, "qzone": _qzone, "tencent-video": _tencent_video}
    own = _penguin if key in PENGUIN else rules.get(key, _weishi)
    return [*_any(body, assets), *own(body, assets), *(_measured(key, assets) if measured else ())]


def _within(section: str, name: str, amount: int, least: int, most: int) -> Iterator[str]:
    if not least <= amount <= most:
        yield f"{section} {name}: {amount}, wanted {least} to {most}"


def _holds(section: str, name: str, right: bool) -> Iterator[str]:
    if not right:
        yield f"{section} {name}"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _any(body: dict[str, Any], assets: list[Asset]) -> Iterator[str]:
    texts = list(_strings(body))
    marked = [text for text in texts if text.startswith("<")]
    yield from _holds("§1.2", "lone surrogates", not re.search("[\ud800-\udfff]", "".join(texts)))
    yield from _holds("§1.3", "controls", not re.search("[\x00-\x08\x0b-\x1f\x7f]", "".join(texts)))
    yield from _holds("§1.3", "a tag outside of the HTML", not any("<" in text for text in texts if text not in marked))
    names = [asset["name"] for asset in assets]
    yield from _holds("§0.5", "a file is listed twice", len(set(names)) == len(names))
    named = set(re.findall(r"asset:([0-9A-Za-z._-]+)", json.dumps(body)))
    yield from _holds("§0.5", "a file is named and not listed", named <= set(names))
    pictures = [asset for asset in assets if _type(asset).startswith("image/")]
    taken = {"image/jpeg", "image/png"}
    yield from _holds(
        "§1.1", "a picture that is neither JPEG nor PNG", {_type(picture) for picture in pictures} <= taken
    )


def _harmless(section: str, page: Page, tags: set[str]) -> Iterator[str]:
    for fault in page.faults:
        yield f"{section} {fault}"
    for tag, attributes, _parent in page.elements:
        yield from _holds(section, f"<{tag}>", tag in tags)
        for name, value in attributes.items():
            squeezed = re.sub(r"[\s\x00-\x20]", "", value).lower()
            yield from _holds(section, f"{tag} {name}", not name.startswith("on") and name not in ("id", "srcdoc"))
            if name in ("href", "src"):
                yield from _holds(section, f"{name}={value}", squeezed.startswith(("https://", "http://")))
            if name == "style":
                bad = r"position:|filter:|url\(|expression|@|animation|\\"
                yield from _holds(section, f"style={value}", not re.search(bad, squeezed))


OFFICIAL_TAGS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "u", "br", "ul", "ol", "li", "a", "img", "section", "span",
    "blockquote", "table", "tbody", "tr", "td", "th", "pre", "code", "mp-miniprogram", "mp-common-product",
}  # fmt: skip


def _official(body: dict[str, Any], assets: list[Asset]) -> Iterator[str]:
    yield from _within("§1.1", "articles", len(body["articles"]), 1, 8)
    for article in body["articles"]:
        yield from _within("§1.2", "title", points(article["title"]), 1, 32)
        yield from _within("§1.2", "author", points(article.get("author", "")), 0, 16)
        yield from _within("§1.2", "digest", points(article.get("digest", "")), 0, 128)
        yield from _within("§1.2", "content", points(article["content"]), 1, 19_999)
        yield from _within("§1.2", "content in bytes", octets(article["content"]), 1, 999_999)
        yield from _within("§1.2", "content_source_url", octets(article.get("content_source_url", "")), 0, 1024)
        if article.get("article_type") == "newspic":
            pictures = article["image_info"]["image_list"]
            yield from _within("§1.2", "image_list", len(pictures), 1, 20)
            yield from _within("§1.2", "products", article["content"].count("<mp-common-product"), 0, 50)
            continue
        yield from _holds("§1.2", "thumb_media_id", bool(article.get("thumb_media_id")))
        page = Page(article["content"])
        yield from _harmless("§1.3", page, OFFICIAL_TAGS)
        for link in page.all("a"):
            yield from _holds("§1.3", "an outside link", link["href"].startswith("https://mp.weixin.qq.com/s"))
        for card in page.all("mp-miniprogram"):
            yield from _within("§1.4", "title of a card", points(card["data-miniprogram-title"]), 1, 35)
            spellings = {card.get("data-miniprogram-imageurl"), card.get("data-progarm-imageurl")}
            yield from _holds("§1.4", "both spellings of the picture", len(spellings) == 1 and None not in spellings)
        for crop in ("pic_crop_235_1", "pic_crop_1_1"):
            corners = article.get(crop, "0_0_1_1").split("_")
            right = len(corners) == 4 and all(re.fullmatch(r"[01](\.\d{1,6})?", corner) for corner in corners)
            yield from _holds("§1.2", crop, right and all(float(corner) <= 1 for corner in corners))


def _channels(body: dict[str, Any], assets: list[Asset]) -> Iterator[str]:
    video = body["contentType"] == "video"
    yield from _within("§2", "short_title", points(body["shortTitle"]), 6, 16)
    signs = {sign for sign in body["shortTitle"] if not sign.isalnum()}
    yield from _holds("§2", f"signs in short_title: {signs}", signs <= set(" 《》“”：+?%°"))
    yield from _within("§2", "title", points(body["title"]), 1, 80 if video else 50)
    yield from _within("§2", "description", points(body["description"]), 1, 1000)
    yield from _within("§2", "topics", len(body["topics"]), 0, 10)
    yield from _within("§2", "media", len(body["media"]), 1, 1 if video else 9)
    yield from _holds("§2", "two covers, 3:4 and 4:3", set(body["covers"]) == {"3_4", "4_3"})
    yield from _holds("§2", "declaration", body["declaration"] in (0, 1, 2, 3, 7, 8))
    yield from _holds("§2", "createType", body["createType"] in (1, 2))
    yield from _holds("§2", "pubType", body["pubType"] in (0, 1))
    yield from _holds("§2", "one product", isinstance(body.get("shoppingCart", {}), dict))


def _penguin(body: dict[str, Any], assets: list[Asset]) -> Iterator[str]:
    yield from _within("§3.3", "title", points(body["title"]), 6, 30)
    yield from _holds("§3.3", "the title's first sign", body["title"][:1] not in tuple("、|,，"))
    tags = (body.get("tag") or body.get("tags") or "").split()
    yield from _within("§3.3", "tags", len(tags), 1, 5)
    yield from _within("§3.3", "all tags", points("".join(tags)), 1, 60)
    if "content" not in body:
        yield from _holds("§3.2", "media", body.get("media", "").startswith("asset:"))
        yield from _holds("§3.2", "cat", isinstance(body.get("cat"), int))
        return
    yield from _holds("§3.3", "category", bool(body.get("category")))
    covers = body["cover_pic"].split(",")
    yield from _holds("§3.2", "cover_type", body["cover_type"] in (1, 3))
    yield from _holds("§3.3", "covers", len(set(covers)) == len(covers) == body["cover_type"])
    yield from _within("§3.3", "content", points(body["content"]), 1, 50_000)
    page = Page(body["content"])
    yield from _harmless("§3.4", page, {"p", "h2", "strong", "em", "img", "ul", "ol", "li", "blockquote", "div"})
    yield from _holds("§3.4", "the end of the body", body["content"].endswith('<div powered-by="ex-editor"></div>'))
    yield from _holds("§3.4", "a div of ours", len(page.all("div")) == 1)
    paragraphs = sum(1 for tag, _attributes, parent in page.elements if tag == "p" and parent == "li")
    yield from _holds("§3.4", "li > p", paragraphs >= len(page.all("li")))
    pictures = [image["src"] for image in page.all("img")]
    yield from _holds("§3.3", "a picture twice", len(set(pictures)) == len(pictures))


def _qzone(body: dict[str, Any], assets: list[Asset]) -> Iterator[str]:
    share, blog = body["share"], body["blog"]
    yield from _within("§4", "title of the card", points(share["title"]), 1, 36)
    yield from _within("§4", "title of the card in columns", columns(share["title"]), 1, 72)
    yield from _within("§4", "summary", points(share.get("summary", "")), 0, 200)
    yield from _holds("§4", "targetUrl", re.match("https?://", share["targetUrl"]) is not None)
    yield from _within("§4", "images", len(share["images"]), 0, 9)
    yield from _within("§4", "title of the blog in bytes", octets(blog["title"]), 1, 128)
    yield from _within("§4", "content in bytes", octets(blog["content"]), 1, 102_400)
    tags = {"p", "h2", "h3", "strong", "em", "img", "ul", "ol", "li", "blockquote", "a"}
    yield from _harmless("§4", Page(blog["content"]), tags)


def _film(section: str, assets: list[Asset], most: int) -> Iterator[str]:
    films = [asset for asset in assets if _type(asset).startswith("video/")]
    yield from _within(section, "films", len(films), 1, 1)
    for film in films:
        yield from _holds(section, _type(film), _type(film) in FILMS)
        yield from _within(section, "bytes of the film", film["bytes"], 1, most)


def _tencent_video(body: dict[str, Any], assets: list[Asset]) -> Iterator[str]:
    yield from _within("§8", "title", points(body["title"]), 10, 30)
    yield from _within("§8", "description", points(body["desc"]), 0, 200)
    tags = body["tags"].split()
    yield from _within("§8", "tags", len(tags), 0, 5)
    for tag in tags:
        yield from _within("§8", "a tag", points(tag), 1, 8)
    yield from _holds("§8", "declaration", body["declaration"] in (1, 2, 3, 4))
    yield from _film("§8", assets, 5_000_000_000)


def _weishi(body: dict[str, Any], assets: list[Asset]) -> Iterator[str]:
    yield from _within("§9", "title and description", points(body["title"] + body["description"]), 1, 100)
    yield from _holds("§9", "pubType", body["pubType"] in (0, 1))
    yield from _film("§9", assets, 500_000_000)
    for film in (asset for asset in assets if _type(asset).startswith("video/")):
        yield from _holds("§9", "an upright film", film["height"] > film["width"])


def _measured(key: str, assets: list[Asset]) -> Iterator[str]:
    """Bytes and shapes of the pictures."""
    for asset in (asset for asset in assets if _type(asset).startswith("image/")):
        cover, size = asset["role"] == "cover", asset["bytes"]
        shape = asset["width"] / asset["height"]
        if key == "wechat-oa":
            section, most = ("§1.1", 10_000_000) if asset["role"] in ("cover", "gallery") else ("§1.1", 999_999)
            yield from _within(section, f"bytes of {asset['role']}", size, 1, most)
        elif key == "wechat-channels" and cover:
            yield from _within("§2", "bytes of a cover", size, 1, 512 * 1024)
            yield from _holds("§2", f"shape of a cover: {shape}", min(abs(shape - 3 / 4), abs(shape - 4 / 3)) < 0.01)
        elif key in PENGUIN and cover:
            yield from _within("§3.2", "bytes of a cover", size, 1, 5_000_000)
            yield from _holds("§3.3", f"shape of a cover: {shape}", abs(shape - 16 / 9) < 0.01)
        elif key == "tencent-video" and cover:
            yield from _within("§8", "bytes of a cover", size, 1, 5_000_000)
            yield from _holds("§8", f"shape of a cover: {shape}", min(abs(shape - 16 / 9), abs(shape - 9 / 16)) < 0.01)
        elif key == "weishi" and cover:
            yield from _holds("§9", f"shape of a cover: {shape}", abs(shape - 9 / 16) < 0.01)
