"""How a block shows itself in the editor's chooser: as readers will see it, with words and pictures of a sample."""


class ShownAsRead:
    """Mixin for blocks of a story. Needs no template of the block's own: the reader's components draw it."""

    def get_preview_template(self, value, context=None):
        return "stories/block_preview.html"

    def get_preview_value(self):
        """The stored value plays no part: what is drawn is a document's block."""
        return self.get_default()

    def get_preview_context(self, value, parent_context=None):
        # Imported late: the samples are parts of documents, and translated words of the editor's language.
        from stories.block_samples import sample_context

        return {**(parent_context or {}), **sample_context(self.name)}
