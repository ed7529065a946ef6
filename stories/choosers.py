"""Blocks that choose a product, an offer, a fact or a person; the windows they open are in `stories.chooser_windows`."""

from django.utils.functional import cached_property
from wagtail.blocks import ChooserBlock
from wagtail.coreutils import resolve_model_string


class ProductChooserBlock(ChooserBlock):
    @cached_property
    def target_model(self):
        return resolve_model_string("products.Product")

    @cached_property
    def widget(self):
        # Imported late: the windows need the models, and the models need this block.
        from stories.chooser_windows import product_window

        return product_window.widget_class()


class OfferChooserBlock(ChooserBlock):
    @cached_property
    def target_model(self):
        return resolve_model_string("products.Offer")

    @cached_property
    def widget(self):
        from stories.chooser_windows import offer_window

        return offer_window.widget_class()


class FactChooserBlock(ChooserBlock):
    @cached_property
    def target_model(self):
        return resolve_model_string("products.Fact")

    @cached_property
    def widget(self):
        from stories.fact_window import fact_window

        return fact_window.widget_class()


class PersonChooserBlock(ChooserBlock):
    @cached_property
    def target_model(self):
        return resolve_model_string("products.PersonMet")

    @cached_property
    def widget(self):
        from stories.person_window import person_window

        return person_window.widget_class()
