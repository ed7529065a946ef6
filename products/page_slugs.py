"""The form of pages with Chinese titles: a slug that nobody chose is made from the title's pinyin."""

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm

from products.slugs import numbered, slug_for


class PinyinSlugForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug, title = self.cleaned_data.get("slug"), self.cleaned_data.get("title") or ""
        if slug and not self._left_over(slug, title):
            return slug
        if slug and self.instance.first_published_at:
            return self.instance.slug
        return self._free_slug(slug_for(title) or "page")

    def _left_over(self, slug: str, title: str) -> bool:
        """Whether `slug` is what the editor's script left of a title: it drops every Chinese character.

        Of “2026 年的新茶” it makes “2026”, which the next story of the year would be refused for.
        """
        return slug != self.instance.slug and not title.isascii() and slug == slugify(title)

    def _free_slug(self, wanted: str) -> str:
        """Return `wanted`, with a number where a page beside this one has it already."""
        if self.parent_page is None:
            return wanted
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk)
        return numbered(wanted, set(siblings.filter(slug__startswith=wanted).values_list("slug", flat=True)))
