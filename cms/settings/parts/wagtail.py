"""Wagtail: our models, no call home, no second way to publish."""

from zoneinfo import available_timezones

from .environment import env

WAGTAIL_SITE_NAME = "丰收 Fengshou"
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
# A figure of fewer buyers is not published by itself: somebody could know who they were.
IMPACT_MIN_BUYERS = env.int("IMPACT_MIN_BUYERS", default=5)
# Shops of their own to which purchase links may lead, by host.
PLAIN_SHOP_HOSTS = env.list("PLAIN_SHOP_HOSTS", default=[])

# The shops (jd, taobao, pdd, shop) that WeChat's own browser refuses to open.
WECHAT_BLOCKS = env.list("WECHAT_BLOCKS", default=["taobao"])

# Two font files with Chinese characters, serif and sans, for the pictures that readers pass on; else the system's.
CARD_FONTS = env.list("CARD_FONTS", default=[])

# The look of WeChat articles where a story asks for no other; "" is that of the channel's spec.
WECHAT_THEME = env.str("WECHAT_THEME", default="")

WAGTAILADMIN_USER_LOGIN_FORM = "cms.sign_in.SignInForm"
# Some systems list their own clock, which browsers do not know.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})

WAGTAILIMAGES_IMAGE_MODEL = "products.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "products.admin.picture_form.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
# The eye sees no difference in a picture of two dots to a pixel; a phone waits a third less.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 75
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "products.admin.document_form.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILMEDIA = {
    "MEDIA_MODEL": "stories.Film",
    "MEDIA_FORM_BASE": "stories.film_form.FilmForm",
    "AUDIO_EXTENSIONS": [],
    "VIDEO_EXTENSIONS": ["mp4", "mov", "m4v", "webm"],
}
WAGTAILEMBEDS_FINDERS = []

WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "h3", "ol", "ul", "link"]},
    }
}

# Publishing goes through approval alone: products.gate takes the Publish button away,
# and this publishes exactly what was approved.
WAGTAIL_FINISH_WORKFLOW_ACTION = "stories.finish_action.publish_approved"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search"}}

# Working days after submission until a decision on a story is due.
REVIEW_WORKING_DAYS = 2
