"""The looks of WeChat articles: each whole, within what WeChat keeps, and chosen by a story or by the house."""

import re

import pytest

from channels.adapters import adapter_for
from channels.adapters.wechat_oa import WeChatOfficialAccount
from channels.html.inlining import THEME_DIR, THEMES, theme_css
from stories.document import ChannelOverride, ProductCard
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context

KEY = "wechat-oa"
RULE = re.compile(r"^([^/{}]+){([^}]*)}", re.MULTILINE)
# What only one look sets apart, by language.
LOCAL = re.compile(r"^\.en ")


def rules(theme: str) -> dict[str, str]:
    return {selector.strip(): said for selector, said in RULE.findall(theme_css(theme))}


def article(theme: str = "", spec=None) -> str:
    overrides = (ChannelOverride(channel=KEY, theme=theme),) if theme else ()
    card = ProductCard(id="c", product="BJ-0001")
    story = make.story(body=(card,), products=(make.product(),), overrides=overrides)
    return WeChatOfficialAccount(spec).render(story, fake_context()).body["articles"][0]["content"]


def luminance(colour: str) -> float:
    colour = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_sheet_in_the_folder_is_a_look():
    assert {path.stem for path in THEME_DIR.glob("*.css")} == set(THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_a_look_covers_all_parts_of_an_article_with_what_wechat_keeps(theme):
    selectors = {name for name in rules(theme) if not LOCAL.match(name)}
    assert selectors == {name for name in rules("paper") if not LOCAL.match(name)}
    used = {
        part.partition(":")[0].strip() for said in rules(theme).values() for part in said.split(";") if part.strip()
    }
    assert used <= set(adapter_for(KEY).spec.html.styles)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme):
    """At least 4.5 : 1 on the ground of its own rule, else on white and on the tints that a text can stand on."""
    sheet = rules(theme)
    tints = re.findall(r"background: #([0-9a-f]+)", " ".join(sheet[name] for name in (".callout", ".prov", ".facts")))
    for selector, said in sheet.items():
        colour = re.search(r"(?<![-\w])color: #([0-9a-f]+)", said)
        own = re.search(r"background: #([0-9a-f]+)", said)
        for ground in [own[1]] if own else ["fff", *tints]:
            assert not colour or contrast(colour[1], ground) >= 4.5, (selector, ground)


def test_a_story_chooses_its_look():
    made = [article(theme) for theme in THEMES]
    assert len(set(made)) == len(THEMES)
    assert article() == article("paper") == article("one that is gone")


def test_the_house_chooses_for_stories_that_ask_for_none():
    spec = adapter_for(KEY).spec
    changed = spec.model_copy(update={"defaults": {**spec.defaults, "theme": "indigo"}})
    assert article(spec=changed) == article("indigo")
    assert article("grove", spec=changed) == article("grove")


def test_a_story_that_asks_for_no_look_keeps_its_bytes():
    plain = ChannelOverride(channel=KEY, title="另一个标题")
    assert "theme" not in plain.model_dump()
    assert plain.model_copy(update={"theme": "grove"}).model_dump()["theme"] == "grove"
