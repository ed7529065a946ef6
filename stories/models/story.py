"""The story page: one type, three forms."""

from django.conf import settings
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from products.gate import GatedPageMixin
from products.showing import BakedPage
from products.slugs import slug_for
from products.spelled_titles import TITLE_IN_PINYIN, SpelledTitle
from stories.blocks import StoryBlocks
from stories.categories import category_choices
from stories.channel_blocks import ChannelBlocks, CoverBlocks
from stories.forms import StoryPageForm
from stories.panels import story_edit_handler
from stories.previews import channel_previews, preview_in

PUBLIC_PREVIEW = "public"


class StoryForm(models.TextChoices):
    ARTICLE = "article", _("Article")
    PICTURES = "pictures", _("Picture story")
    VIDEO = "video", _("Video story")


class Originality(models.TextChoices):
    ORIGINAL = "original", _("Written for us")
    REPRINT = "reprint", _("Appeared elsewhere first")


class AIUse(models.TextChoices):
    NONE = "none", _("No")
    ASSISTED = "assisted", _("Helped with")
    GENERATED = "generated", _("Made by it")


class Nature(models.TextChoices):
    NONE = "none", _("Nothing to declare")
    OPINION = "opinion", _("Personal opinion")
    FICTION = "fiction", _("Fiction or staged")
    HEALTH = "health", _("Speaks of health")
    HAZARD = "hazard", _("Shows something dangerous")


class StoryTag(TaggedItemBase):
    content_object = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="tagged_items")


class StoryPage(BakedPage, GatedPageMixin, SpelledTitle, Page):
    """Half-filled drafts are allowed; what is missing is said by `stories.builder` and the readiness rules."""

    form = models.CharField(_("form"), max_length=8, choices=StoryForm.choices, default=StoryForm.ARTICLE)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    category = models.CharField(
        _("category"),
        max_length=20,
        blank=True,
        choices=category_choices,
        help_text=_("The channels sort stories by it."),
    )
    authors = ParentalManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="stories", verbose_name=_("authors")
    )
    cover = models.ForeignKey(
        "products.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("cover")
    )
    video = models.ForeignKey(
        "stories.Film", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("video")
    )
    body = StreamField(StoryBlocks(required=False), blank=True, verbose_name=_("story"))
    tags = ClusterTaggableManager(through=StoryTag, blank=True, verbose_name=_("tags"))
    targets = models.JSONField(
        _("channels"),
        default=list,
        blank=True,
        help_text=_("Where it shall appear. With none chosen: everywhere that takes its form."),
    )
    covers = StreamField(CoverBlocks(required=False), blank=True, verbose_name=_("covers of other shapes"))
    channel_settings = StreamField(ChannelBlocks(required=False), blank=True, verbose_name=_("for single channels"))
    originality = models.CharField(
        _("originality"), max_length=10, choices=Originality.choices, default=Originality.ORIGINAL
    )
    source_author = models.CharField(_("first author"), max_length=80, blank=True)
    source_url = models.URLField(_("first address"), blank=True)
    ai = models.CharField(
        _("made with artificial intelligence"), max_length=10, choices=AIUse.choices, default=AIUse.NONE
    )
    nature = models.CharField(_("nature"), max_length=10, choices=Nature.choices, default=Nature.NONE)

    corrects = models.BooleanField(
        _("this version corrects a mistake"),
        default=False,
        help_text=_("Readers and channels are told. Leave it open for news and better words."),
    )
    correction_what = models.TextField(_("what was corrected"), max_length=500, blank=True, default="")
    correction_why = models.TextField(_("why it was wrong"), max_length=500, blank=True, default="")

    edit_handler = story_edit_handler()
    search_fields = [
        *Page.search_fields,
        *TITLE_IN_PINYIN,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("form"),
    ]
    parent_page_types = ["stories.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "stories/story_page.html"
    base_form_class = StoryPageForm

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def full_clean(self, *args, **kwargs) -> None:
        """Give a story a slug of pinyin: addresses are ASCII, and Wagtail's own would be empty for Chinese."""
        if not self.slug and self.title and self.path:
            self.slug = self._get_autogenerated_slug(slug_for(self.title) or "story")
        super().full_clean(*args, **kwargs)

    def permissions_for_user(self, user):
        from stories.story_scope import StoryPermissionTester

        return StoryPermissionTester(user, self)

    # What may go out

    def may_vanish(self) -> bool:
        return not self.releases.exists() and not self.kills.exists()

    def check_facts(self) -> None:
        from stories.consents import refused_people, refused_pictures
        from stories.kills import refuse_killed
        from stories.rules import refused_facts, refused_products

        refuse_killed(self.pk)
        built = self.built
        refused_products(built.document)
        refused_facts(built.gaps)
        refused_pictures(built.document)
        refused_people(built.gaps)

    def check_submission(self) -> None:
        from stories.kills import refuse_killed
        from stories.submission import check_ready

        refuse_killed(self.pk)
        check_ready(self.built)

    def went_down(self, reason: str) -> None:
        from stories.kills import standing_kill
        from stories.release_followers import tell_taken_down

        tell_taken_down(self, "killed" if standing_kill(self.pk) else reason)

    @property
    def built(self):
        """The document of what this object holds in memory, with its gaps; made anew at each call."""
        from stories.builder import build_document

        return build_document(self)

    @cached_property
    def current_release(self):
        """What of this story is before the public, or None."""
        from stories.releases import current_release

        return current_release(self)

    # What is shown

    def route(self, request, path_components):
        """A killed story still has its address: it says that the story was withdrawn."""
        from stories.kills import standing_kill

        if not path_components and not self.live and standing_kill(self.pk):
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        """A row that is live without a release was not approved: readers do not get it."""
        from stories.kills import standing_kill

        if not self.live and (kill := standing_kill(self.pk)):
            return TemplateResponse(request, "stories/killed.html", {"kill": kill, "page": self}, status=410)
        if self.current_release is None:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """`stories.public.reader_context`: of the live release, or of what is in memory in a preview."""
        from stories.public import reader_context

        context = super().get_context(request, *args, **kwargs)
        release = None if getattr(request, "is_preview", False) else self.current_release
        document = release.parsed() if release else self.built.document
        return {**context, **reader_context(self, document, release)}

    def shown_sets(self) -> list[str]:
        """Its own rows; what it leads to beside them is said by `stories.public`."""
        return []

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [
            (PUBLIC_PREVIEW, _("Public page")),
            *((preview.key, preview.name) for preview in channel_previews()),
        ]

    def serve_preview(self, request, mode_name):
        """A channel's preview is made from the document of the unsaved form, like the public page's.

        The public page speaks the story's language, not the editor's.
        """
        answer = preview_in(mode_name)
        if answer is not None:
            return answer(self.built.document, request)
        with translation.override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()
