"""A story's blocks from the data file, as the editor would have saved them."""

import html
import re
import uuid

from products.models import PersonMet, Photo, Product
from stories.models import Film

_MARK = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\*(?P<em>.+?)\*|\[(?P<label>[^\]]+)\]\((?P<kind>product|story):(?P<slug>[a-z0-9-]+)\)"
)


class BodyMaker:
    """Makes StreamField data of one language. `pages` maps `("product"|"story", slug)` to page ids."""

    def __init__(
        self,
        language: str,
        photos: dict[str, Photo],
        films: dict[str, Film],
        products: dict[str, Product],
        pages: dict[tuple[str, str], int],
    ):
        self.language = "en" if language == "en" else "zh"
        self.photos, self.films, self.products, self.pages = photos, films, products, pages

    def stream(self, story: dict) -> list[dict]:
        """Block ids are derived from slug and position, so that a reloaded demo keeps its placements."""
        return [
            {
                "type": block["type"],
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{story['slug']}/{number}")),
                "value": getattr(self, block["type"])(block),
            }
            for number, block in enumerate(story["body"])
        ]

    def said(self, block: dict, field: str = "") -> str:
        """The block's text in this language; `field` as in `cite_zh`."""
        return block.get(f"{field}_{self.language}" if field else self.language, "")

    def inline(self, text: str) -> str:
        out, at = [], 0
        for match in _MARK.finditer(text):
            out.append(html.escape(text[at : match.start()], quote=False))
            at = match.end()
            out.append(self._marked(match))
        return "".join(out) + html.escape(text[at:], quote=False)

    def _marked(self, match: re.Match) -> str:
        if match["strong"]:
            return f"<b>{html.escape(match['strong'], quote=False)}</b>"
        if match["em"]:
            return f"<i>{html.escape(match['em'], quote=False)}</i>"
        label = html.escape(match["label"], quote=False)
        page = self.pages.get((match["kind"], match["slug"]))
        return f'<a linktype="page" id="{page}">{label}</a>' if page else label

    def heading(self, block: dict) -> str:
        return self.said(block)

    def text(self, block: dict) -> str:
        paragraphs = [" ".join(part.split()) for part in self.said(block).strip().split("\n\n")]
        return "".join(f"<p>{self.inline(part)}</p>" for part in paragraphs if part)

    def image(self, block: dict) -> dict:
        return {"photo": self.photos[block["picture"]].pk, "caption": self.said(block)}

    def gallery(self, block: dict) -> dict:
        return {"items": _items([self.image(picture) for picture in block["pictures"]])}

    def quote(self, block: dict) -> dict:
        return {"text": self.said(block), "cite": self.said(block, "cite")}

    def list(self, block: dict) -> dict:
        points = [f"<p>{self.inline(point)}</p>" for point in self.said(block)]
        return {"ordered": block.get("ordered", False), "items": _items(points)}

    def callout(self, block: dict) -> dict:
        return {"title": self.said(block, "title"), "text": self.text(block)}

    def video(self, block: dict) -> dict:
        return {"film": self.films[block["video"]].pk, "caption": self.said(block)}

    def steps(self, block: dict) -> dict:
        steps = [
            {"text": self.text(step), "photo": self.photos[step["picture"]].pk if "picture" in step else None}
            for step in block["steps"]
        ]
        return {
            "purpose": block["purpose"],
            "title": self.said(block, "title"),
            "needs": "\n".join(self.said(block, "needs")),
            "steps": _items(steps),
        }

    def people(self, block: dict) -> dict:
        return {"people": _items([self.person(person) for person in block["people"]])}

    def person(self, row: dict) -> dict:
        """Somebody met on the visit of a product, counted from 0 in the order in which they were met."""
        verification = self.products[row["product"]].current_verification
        met = PersonMet.objects.filter(visit__verification=verification).order_by("pk")[row["number"]]
        photo = self.photos[row["picture"]].pk if "picture" in row else None
        return {"person": met.pk, "photo": photo, "words": self.said(row)}

    def related(self, block: dict) -> dict:
        return {"story": self.pages.get(("story", block["story"]))}

    def product(self, block: dict) -> dict:
        return {"product": self.products[block["product"]].pk, "offers": [], "pitch": self.said(block)}


def _items(values: list) -> list[dict]:
    """A list block's items as Wagtail stores them; without an id it would take the wrapping for the value."""
    return [
        {"type": "item", "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{number}/{value}")), "value": value}
        for number, value in enumerate(values)
    ]
