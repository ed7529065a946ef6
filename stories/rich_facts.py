"""Facts in the rich text editor: an entity that shows the record's words and that nobody can edit.

Stored as `<a linktype="fact" product="12" key="altitude">450 m</a>`. The text is what the author saw when they
last saved; printing reads the record (`stories.body`), and so does opening the editor.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.urls import reverse_lazy
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail_features
from wagtail.rich_text import LinkHandler

from products.models import Fact
from stories.facts import fact_text, printable
from stories.richtext import FACT, pk_of

FEATURE, ENTITY = "fact", "FACT"
# The language of the story that is being edited; the editor's own may be another.
_story_language: ContextVar[Callable[[], str] | None] = ContextVar("story_language", default=None)


@contextmanager
def in_story_language(ask: Callable[[], str]) -> Iterator[None]:
    """`ask()` is called when a fact is shown: a view knows its page only on its way."""
    token = _story_language.set(ask)
    try:
        yield
    finally:
        _story_language.reset(token)


class FactHandler(InlineEntityElementHandler):
    """From what is stored to what the editor shows: the words of today in place of those of then."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs):
        return fact_data(attrs.get("product"), attrs.get("key", ""))

    def handle_endtag(self, name, state, contentstate):
        reached = state.current_entity_ranges[-1]
        words = contentstate.entity_map[reached.key].data["text"]
        if words:
            state.current_block.text = state.current_block.text[: reached.offset] + words
            for style in state.current_block.inline_style_ranges:
                if style.offset >= reached.offset and style.length is not None:
                    style.offset, style.length = reached.offset, len(words)
        super().handle_endtag(name, state, contentstate)


def fact_data(product: object, key: str) -> dict:
    """What the editor keeps of a fact: whose it is, its name, and its words, "" where nobody vouches for it today."""
    pk = pk_of(product)
    fact = Fact.objects.filter(product_id=pk, key=key).select_related("product__current_verification").first()
    data = {"product": str(product or ""), "key": key, "label": key, "text": ""}
    if fact:
        ask = _story_language.get()
        language = ask() if ask else translation.get_language() or "zh-hans"
        data["label"] = f"{fact.product.name()} · {fact.label()}"
        data["text"] = fact_text(fact, language) if printable(fact, fact.product) else ""
    return data


def fact_element(props):
    """From the editor to what is stored."""
    return DOM.create_element(
        "a",
        {"linktype": FACT, "product": props.get("product"), "key": props.get("key")},
        props["children"],
    )


class FactLinkHandler(LinkHandler):
    """Wherever stored rich text is expanded without a document, a fact is its text and no link."""

    identifier = FACT

    @classmethod
    def expand_db_attributes(cls, attrs):
        return f'<a data-fact="{escape(attrs.get("key", ""))}">'

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [cls.expand_db_attributes(attrs) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs):
        pk = pk_of(attrs.get("product"))
        if pk:
            yield Fact._meta.get_field("product").related_model, str(pk), "", ""


def register(features) -> None:
    """Called by the hook `register_rich_text_features`."""
    features.register_link_type(FactLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        draftail_features.EntityFeature(
            {
                "type": ENTITY,
                "icon": "clipboard-list",
                "description": _("Confirmed fact"),
                "chooserUrl": reverse_lazy("story_facts:choose"),
            },
            js=[
                "wagtailadmin/js/chooser-modal.js",
                "stories/fact-entity.js",
            ],
            css={"all": ["stories/fact-entity.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{FACT}"]': FactHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: fact_element}},
        },
    )
