"""The form with which a story is given back: its parts with their words, and a reason beside each."""

from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from stories.blocks import StoryBlocks
from stories.document import ProductCard, StoryDocument
from stories.document.walk import text_of
from stories.models.remarks import REMARK_LENGTH
from stories.review_reasons import reason_choices
from stories.reviews import Remark

FIELDS = ("title", "summary", "cover", "video", "authors", "channel_settings")
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Part:
    """What a remark can be tied to: a block, a page field, or the whole story."""

    block: str
    field: str
    name: str
    text: str

    @property
    def key(self) -> str:
        return f"block-{self.block}" if self.block else f"field-{self.field}"

    @property
    def anchor(self) -> str:
        return f"block-{self.block}-section" if self.block else f"id_{self.field}-label" if self.field else ""


class RemarkForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    text = forms.CharField(
        label=_("What is to be mended"),
        required=False,
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, part: Part, *args, **kwargs) -> None:
        super().__init__(*args, prefix=part.key, **kwargs)
        self.part = part
        self.fields["reason"].choices = [("", _("Nothing to mend")), *reason_choices()]

    def clean(self):
        data = super().clean()
        if data.get("text") and not data.get("reason"):
            self.add_error("reason", _("Choose a reason for this remark."))
        return data

    @property
    def remark(self) -> Remark | None:
        data, part = self.cleaned_data, self.part
        if not data.get("reason"):
            return None
        return Remark(data["reason"], data["text"], part.block, part.field, part.text[:EXCERPT])


def block_names(page) -> dict[str, str]:
    """What an author calls each block: its kind and its place, counted from 1."""
    kinds = StoryBlocks.base_blocks
    return {
        str(block.get("id")): f"{index}. {kinds[block['type']].label}"
        for index, block in enumerate(page.body.raw_data, start=1)
        if block.get("type") in kinds
    }


def part_name(page, block: str, field: str) -> str:
    """The name of what a remark is about, as the page stands now."""
    if block:
        return block_names(page).get(block) or str(_("A block that is gone"))
    if field:
        return capfirst(str(page._meta.get_field(field).verbose_name))
    return str(_("The whole story"))


def parts_of(page) -> list[Part]:
    """Everything of a story, the whole first, that a remark can be tied to."""
    texts = _texts(page.built.document)
    fields = [Part("", name, part_name(page, "", name), str(getattr(page, name, "") or "")) for name in FIELDS[:2]]
    fields += [Part("", name, part_name(page, "", name), "") for name in FIELDS[2:]]
    blocks = [Part(key, "", name, texts.get(key, "")) for key, name in block_names(page).items()]
    return [Part("", "", part_name(page, "", ""), ""), *fields[:2], *blocks, *fields[2:]]


def _texts(document: StoryDocument) -> dict[str, str]:
    """The words of each stored block; one block can be several in the document (`id.part`)."""
    texts: dict[str, list[str]] = {}
    for block in document.body:
        words = [text_of(block)]
        if isinstance(block, ProductCard):
            product = document.product(block.product)
            words.insert(0, product.name if product else "")
        texts.setdefault(block.id.partition(".")[0], []).extend(word for word in words if word)
    return {key: " ".join(words) for key, words in texts.items()}
