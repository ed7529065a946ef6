"""Wires this room to the others; holds nothing else."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from products import followers as verifications
        from products.gate import after_publishing, guard_publishing
        from stories import followers
        from stories.approval import after_going_live, require_approval
        from stories.gallery_adapter import register_adapter

        register_adapter()
        guard_publishing(require_approval)
        after_publishing(after_going_live)
        verifications.on_verification_ended(followers.verification_ended)
        verifications.on_verification_renewed(followers.verification_renewed)
        verifications.on_effect_asked(followers.effect_asked)
        self._keep_lists()
        self._keep_corrections()
        self._keep_translations()
        self._keep_files()
        self._keep_drafts()
        self._keep_to_their_own()

    def _keep_lists(self) -> None:
        from django.db.models.signals import post_save

        from products.models import Product
        from stories import listing, release_followers

        release_followers.on_released(listing.released)
        release_followers.on_taken_down(listing.taken_down)
        post_save.connect(listing.product_saved, sender=Product, dispatch_uid="story_lists")

    def _keep_to_their_own(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from stories.story_scope import ScopedPagePolicy

        register_permission_policy(Page, ScopedPagePolicy())

    def _keep_translations(self) -> None:
        from wagtail.signals import copy_for_translation_done

        from stories.translations import translated

        copy_for_translation_done.connect(translated, dispatch_uid="translations")

    def _keep_drafts(self) -> None:
        from django.db.models.signals import post_save
        from wagtail.models import Revision

        from stories import draft_authors, draft_products

        post_save.connect(draft_products.revision_saved, sender=Revision, dispatch_uid="draft_products")
        post_save.connect(draft_authors.revision_saved, sender=Revision, dispatch_uid="draft_authors")

    def _keep_corrections(self) -> None:
        from wagtail.signals import workflow_cancelled, workflow_rejected, workflow_submitted

        from products import followers
        from products.fact_carriers import provide_carriers
        from stories import release_followers
        from stories.corrections import following
        from stories.corrections.live import carriers

        provide_carriers(carriers)
        followers.on_facts_changed(following.facts_changed)
        followers.on_consent_withdrawn(following.consent_withdrawn)
        release_followers.on_released(following.story_released)
        release_followers.on_taken_down(following.story_taken_down)
        workflow_submitted.connect(following.submitted, dispatch_uid="corrections")
        workflow_rejected.connect(following.given_back, dispatch_uid="corrections_rejected")
        workflow_cancelled.connect(following.given_back, dispatch_uid="corrections_cancelled")

    def _keep_files(self) -> None:
        from django.db.models.signals import post_delete, pre_delete

        from products.picture_uses import ask_also
        from stories.film_files import delete_with_film, delete_with_version, keep_shown
        from stories.models import Film, FilmVersion
        from stories.releases import showing

        ask_also(showing)
        pre_delete.connect(keep_shown, sender=Film, dispatch_uid="shown_films")
        post_delete.connect(delete_with_film, sender=Film, dispatch_uid="film_frames")
        post_delete.connect(delete_with_version, sender=FilmVersion, dispatch_uid="film_versions")
