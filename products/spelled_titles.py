"""Pages whose titles are found by their sound as well."""

from wagtail.search import index

from products.pinyin import spelled

# Less than the title itself: what is written so comes before what sounds so.
TITLE_IN_PINYIN = (
    index.SearchField("title_in_pinyin", boost=0.5),
    index.AutocompleteField("title_in_pinyin"),
)


class SpelledTitle:
    """Put before `Page` in the bases, and `TITLE_IN_PINYIN` among the `search_fields`."""

    title: str

    def title_in_pinyin(self) -> str:
        return spelled(self.title)
