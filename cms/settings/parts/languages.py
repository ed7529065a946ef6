"""Simplified Chinese and English, everywhere."""

from django.utils.translation import gettext_lazy as _

from .environment import BASE_DIR

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Ours first, then what Wagtail says in English only.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "cms" / "library_words"]
# Where Django has no good habits of its own: Chinese numbers are grouped by thousands here.
FORMAT_MODULE_PATH = ["cms.formats"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
