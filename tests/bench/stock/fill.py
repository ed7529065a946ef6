"""Fill the stock site with the story that a page of ours shows. Run in its environment:

`python -m tests.bench.stock.fill PAGE.html PICTURES` with our answer and the folder of our original pictures.
"""

import sys
from pathlib import Path

import django
from selectolax.lexbor import LexborHTMLParser, LexborNode


def text(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node else ""


class Filling:
    def __init__(self, page: LexborHTMLParser, pictures: Path) -> None:
        from wagtail.models import Collection, Locale, Page, Site

        Locale.objects.create(language_code="zh-hans")
        Collection.add_root(name="Root")
        self.page, self.pictures = page, pictures
        self.home = Page.add_root(title="Root", slug="root").add_child(title="Home", slug="home")
        Site.objects.create(hostname="localhost", root_page=self.home, is_default_site=True)
        self.photos: dict[str, object] = {}

    def photo(self, node: LexborNode):
        """Our picture, taken over as a stock image with its alternative text."""
        from django.core.files.images import ImageFile
        from wagtail.images.models import Image

        image = node.css_first("img")
        name = image.attributes["src"].rpartition("/")[2].partition(".")[0]
        if name not in self.photos:
            original = next(self.pictures.glob(f"{name}.*"))
            with original.open("rb") as file:
                self.photos[name] = Image.objects.create(
                    title=image.attributes["alt"] or name, file=ImageFile(file, original.name)
                )
        return self.photos[name]

    def story(self) -> None:
        from tests.bench.stock.models import ProductPage, StoryPage

        article = self.page.css_first("article")
        related, beside = (self.cards(f"#{name}", of) for name, of in (("related", StoryPage), ("beside", ProductPage)))
        story = StoryPage(
            title=text(article.css_first("h1")),
            slug="story",
            eyebrow=text(article.css_first(".eyebrow")),
            summary=text(article.css_first(".lede")),
            byline=f"<p>{text(article.css_first('.byline'))}</p>",
            cover=self.photo(article.css_first(".story-cover")),
            body=[self.block(node) for node in article.css_first(".prose").iter()],
            records=[("record", self.record(node)) for node in self.page.css(".provenance")],
            related=related,
            beside=beside,
        )
        self.home.add_child(instance=story)

    def block(self, node: LexborNode) -> tuple[str, object]:
        from wagtail.rich_text import RichText

        if node.tag == "h2":
            return "heading", text(node)
        if node.tag == "figure":
            return "figure", {"image": self.photo(node), "caption": text(node.css_first("figcaption"))}
        if node.tag == "blockquote":
            return "quote", {"text": text(node.css_first("p")), "cite": text(node.css_first("cite, footer"))}
        if node.css_first("picture"):
            return "product", self.product(node)
        return "paragraph", RichText(node.html or "")

    def product(self, node: LexborNode) -> dict:
        from wagtail.rich_text import RichText

        from tests.bench.stock.models import ProductPage

        product = ProductPage(title=text(node.css_first("h2, h3")), slug="product", cover=self.photo(node))
        self.home.add_child(instance=product)
        lines = [text(part) for part in node.css("p, dd, li, a.button")]
        return {"product": product, "text": RichText("".join(f"<p>{line}</p>" for line in lines))}

    def record(self, node: LexborNode) -> dict:
        from wagtail.rich_text import RichText

        return {
            "name": text(node.css_first("h3")),
            "steps": [
                {
                    "name": text(step.css_first("h3")),
                    "text": RichText("".join(f"<p>{text(line)}</p>" for line in step.css("p"))),
                }
                for step in node.css(".steps > li")
            ],
            "facts": [
                {"term": text(row.css_first("dt")), "value": text(row.css_first("dd"))}
                for row in node.css(".facts > div")
            ],
            "notes": RichText("".join(f"<p>{text(line)}</p>" for line in node.css("p.meta"))),
        }

    def cards(self, heading: str, of) -> list:
        found = []
        for number, card in enumerate(self.page.css(f"section:has(> .head > {heading}) article.card")):
            page = of(
                title=text(card.css_first("h3")),
                slug=f"{heading.removeprefix('#')}-{number}",
                summary=" ".join(text(line) for line in card.css("p:not(.eyebrow)")),
                cover=self.photo(card),
                **({"eyebrow": text(card.css_first(".eyebrow"))} if hasattr(of, "eyebrow") else {}),
            )
            self.home.add_child(instance=page)
            found.append(("card", {"page": page, "why": text(card.css_first(".card__why"))}))
        return found


def fill(page: Path, pictures: Path) -> None:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    Filling(LexborHTMLParser(page.read_text()), pictures).story()


if __name__ == "__main__":
    django.setup()
    fill(Path(sys.argv[1]), Path(sys.argv[2]))
