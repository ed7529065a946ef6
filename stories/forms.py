"""The editor's form of a story."""

from products.page_slugs import PinyinSlugForm


class StoryPageForm(PinyinSlugForm):
    """Whoever starts a story is its author until they say otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.for_user is not None:
            self.initial["authors"] = self.initial.get("authors") or [self.for_user.pk]
