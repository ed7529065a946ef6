"""The looks of WeChat articles, in words, and the one the house has chosen."""

from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext_lazy as _

from channels.contract import Adapter
from channels.html.inlining import THEMES

NAMES = {"paper": _("Rice paper"), "grove": _("Orange grove"), "indigo": _("Indigo")}


def theme_choices() -> list[tuple[str, str]]:
    return [(name, str(NAMES[name])) for name in THEMES]


def use_theme(adapter: Adapter, name: str) -> None:
    """Let `name` be the look of this adapter's articles where a story asks for no other.

    It stands in the spec's version, so that editions made with another look are told apart.
    """
    spec = adapter.spec
    if name in THEMES and name != spec.defaults["theme"]:
        changed = {"defaults": {**spec.defaults, "theme": name}, "version": f"{spec.version}+{name}"}
        adapter.spec = spec.model_copy(update=changed)


@register("channels")
def check_theme(app_configs=None, **kwargs) -> list[CheckMessage]:
    """The look that the environment asks for is one of ours."""
    from django.conf import settings

    name = settings.WECHAT_THEME
    if not name or name in THEMES:
        return []
    return [Error(f"WECHAT_THEME is “{name}”; it can be {', '.join(THEMES)}.", id="channels.E008")]
