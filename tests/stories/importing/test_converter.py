"""The converter alone: what becomes of each kind of element, and that nothing is lost without a word."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from products.errors import Refused
from stories.importing.report import Report
from tests.stories.importing.texts import converted, words_in, words_of

WORD_LIST = """
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.
<span>&nbsp;&nbsp;</span></span><![endif]>采摘<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a.</span>大果</p>
<p class=MsoNormal>完</p>
"""


def texts(html: str, **kwargs) -> str:
    return "".join(block["value"] for block in converted(html, **kwargs).blocks if block["type"] == "text")


def codes(report: Report, fate: str) -> set[str]:
    return {entry.code for entry in report.entries if entry.fate == fate}


def test_headings_quotes_lists_and_text_become_blocks():
    draft = converted(
        "<h1>橘子熟了</h1><p>一<b>片</b></p><h2>山上</h2><blockquote><p>三十年</p></blockquote><h3>小</h3><ol><li>采</ol>"
    )
    assert draft.title == "橘子熟了"
    assert [(block["type"], block["value"]) for block in draft.blocks] == [
        ("text", "<p>一<b>片</b></p>"),
        ("heading", "山上"),
        ("quote", {"text": "三十年", "cite": ""}),
        ("text", "<h3>小</h3><ol><li>采</li></ol>"),
    ]


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ('<p><a href="https://a.cn/?b=1&amp;c=2">甲</a></p>', '<p><a href="https://a.cn/?b=1&amp;c=2">甲</a></p>'),
        ('<p><a href="javascript:alert(1)">甲</a></p>', "<p>甲</p>"),
        ('<p><a href="mailto:a@b.cn">甲</a></p>', "<p>甲</p>"),
        ('<p onclick="x()">&lt;script&gt;甲</p>', "<p>&lt;script&gt;甲</p>"),
        ('<p><span style="font-weight:700">甲</span></p>', "<p><b>甲</b></p>"),
        ('<b style="font-weight:normal"><p>甲</p></b>', "<p>甲</p>"),
        ("<pre>甲\n  乙</pre>", "<p>甲<br/>乙</p>"),
        ("<section><section>甲</section>乙</section>", "<p>甲</p><p>乙</p>"),
    ],
)
def test_inline_text(html, stored):
    assert texts(html) == stored


def test_a_table_is_told_line_by_line_under_its_headings():
    html = "<table><tr><td>品种</td><td>糖度</td></tr><tr><td>脐橙</td><td>13</td></tr></table>"
    assert texts(html) == "<ul><li><b>品种</b>：脐橙；<b>糖度</b>：13</li></ul>"
    uneven = "<table><tr><td>品种</td><td></td></tr><tr><td>脐橙</td><td>13</td></tr></table>"
    assert texts(uneven) == "<ul><li>品种</li><li>脐橙 | 13</li></ul>"


def test_lists_of_word_lose_their_typed_marks():
    draft = converted(WORD_LIST)
    assert draft.blocks[0]["value"] == "<ol><li>采摘</li><li>大果</li></ol><p>完</p>"
    assert {entry.text for entry in draft.report.entries if entry.code == "list_mark"} == {"1.", "a."}


def test_pictures_take_their_captions_and_leave_lists_whole():
    draft = converted(
        "<figure><img src=a.png><figcaption>山坡</figcaption></figure><ul><li>一<img src=b.png></li><li>二</li></ul>",
        place=lambda address, alt: {"a.png": 1, "b.png": 2}[address],
    )
    assert [(block["type"], block["value"]) for block in draft.blocks] == [
        ("image", {"photo": 1, "caption": "山坡"}),
        ("text", "<ul><li>一</li><li>二</li></ul>"),
        ("image", {"photo": 2, "caption": ""}),
    ]
    assert "picture_moved" in codes(draft.report, "changed")


def test_what_is_left_out_is_named_with_its_text():
    draft = converted(
        "<h1>题</h1><p>甲</p><script>alert(1)</script><style>p{}</style><iframe src='https://v.qq.com/x'></iframe>"
        "<p style='display:none'>藏</p><hr><!-- 注 --><button>买</button><img src='https://x.cn/a.png' alt='远'>"
    )
    dropped = {entry.code: entry.text for entry in draft.report.entries if entry.fate == "dropped"}
    assert dropped["script"] == "alert(1)"
    assert dropped["embedded"] == "https://v.qq.com/x"
    assert dropped["hidden"] == "藏"
    assert dropped["control"] == "买"
    assert dropped["comment"].strip() == "注"
    assert "远" in dropped["picture_missing"]
    assert "rule" in dropped
    assert all(entry.place == "题" for entry in draft.report.entries if entry.fate == "dropped")


def test_long_texts_are_cut_into_blocks_between_paragraphs():
    draft = converted("".join(f"<p>{'橘' * 1000}</p>" for _ in range(10)))
    assert len(draft.blocks) == 3
    assert words_in(draft) == "橘" * 10_000


@pytest.mark.parametrize(
    ("html", "code"),
    [("<p>" + "橘" * 300_001 + "</p>", "import.too_long"), ("<div>" * 1_500 + "甲", "import.too_deep")],
)
def test_limits(html, code):
    with pytest.raises(Refused) as refusal:
        converted(html)
    assert refusal.value.code == code


NAMES = [
    "p",
    "div",
    "section",
    "h1",
    "h2",
    "h3",
    "h5",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "figure",
    "figcaption",
    "pre",
    "a",
    "b",
    "i",
    "span",
    "br",
    "img",
    "hr",
    "script",
    "style",
    "iframe",
    "form",
    "button",
    "svg",
    "dl",
    "dt",
    "dd",
    "u",
    "s",
    "o:p",
    "details",
    "weird",
]
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' style="font-weight:bold"',
        ' style="display:none"',
        ' class="MsoListParagraph" style="mso-list:l0 level2"',
        ' href="https://a.cn/"',
        ' href="#x"',
        ' src="a.png" alt="x"',
    ]
)
LEAVES = st.text(alphabet="橘子 \n a<&\u200b1", max_size=8).map(lambda text: text.replace("<", "&lt;"))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda name, attributes, children, closed: (
            f"<{name}{attributes}>{''.join(children)}" + (f"</{name}>" if closed else "")
        ),
        st.sampled_from(NAMES),
        ATTRIBUTES,
        st.lists(inner, max_size=4),
        st.integers(0, 9).map(bool),
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(TREES)
@example("<p><h1>1</h1><h1>1</h1><h1>1</h1>")
def test_every_word_and_every_element_is_accounted_for(html):
    draft = converted(html, place=lambda address, alt: 7)
    lost = Counter(words_of(html).replace("\u200b", "")) - Counter(words_in(draft))
    # The title may stand twice at the top, and is then taken once.
    assert not lost - Counter(draft.title)
    counted = Counter()
    for (_fate, name), number in draft.report.elements.items():
        counted[name] += number
    for name, number in Counter(tag.name for tag in BeautifulSoup(html, "html.parser").find_all(True)).items():
        # A paragraph that Word shows as a point is one; the list around it is made.
        assert counted[name] + (counted["li"] if name == "p" else 0) >= number, name
    allowed = {"heading", "text", "image", "quote"}
    assert {block["type"] for block in draft.blocks} <= allowed
