"""The form of pages with Chinese titles: an empty slug is made from the title's pinyin."""

from wagtail.admin.forms import WagtailAdminPageForm

from products.slugs import numbered, slug_for


class PinyinSlugForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug = self.cleaned_data.get("slug")
        if slug:
            return slug
        return self._free_slug(slug_for(self.cleaned_data.get("title") or "") or "page")

    def _free_slug(self, wanted: str) -> str:
        """Return `wanted`, with a number where a page beside this one has it already."""
        if self.parent_page is None:
            return wanted
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk)
        return numbered(wanted, set(siblings.filter(slug__startswith=wanted).values_list("slug", flat=True)))
