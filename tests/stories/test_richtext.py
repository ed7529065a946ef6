"""Whatever an author pastes: text comes out as typed spans, and nothing else comes out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.document import Link, Span
from stories.links import link_from
from stories.richtext import Part, Reading, clean_text, page_ids, parse, read


def reading(html: str) -> Reading:
    return read(parse(html), lambda attributes: link_from(attributes, {}))


def texts(html: str) -> list[str]:
    return ["|".join("".join(span.text for span in line) for line in part.lines) for part in reading(html).parts]


def test_marks_become_spans():
    assert reading("<p>甜<b>很<i>甜</i></b>。</p>").parts == [
        Part(
            "paragraph",
            (
                (
                    Span(text="甜"),
                    Span(text="很", strong=True),
                    Span(text="甜", strong=True, em=True),
                    Span(text="。"),
                ),
            ),
        )
    ]


def test_an_https_link_is_kept():
    span = reading('<p><a href="https://example.org/a?b=1#c">这里</a></p>').parts[0].lines[0][0]
    assert span.link == Link(kind="web", ref="https://example.org/a?b=1#c", url="https://example.org/a?b=1#c")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "http://example.org/",
        "//example.org/",
        "/admin/",
        "mailto:a@example.org",
        "https://user:pass@example.org/",
        "https://",
        "https://[",
        "https://a b/",
        "x" * 3000,
    ],
)
def test_other_links_become_text_and_are_named(address):
    found = reading(f'<p>看<a href="{address}">这里</a></p>')
    assert found.parts[0].lines[0] == (Span(text="看这里"),)
    assert len(found.dropped) == 1


@pytest.mark.parametrize("kind", ["document", "image", "page"])
def test_a_link_to_nothing_of_ours_is_named(kind):
    assert reading(f'<p><a linktype="{kind}" id="7">文件</a></p>').dropped == [f"{kind}:7"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>一<br/>二</p>", ["一", "二"]),
        ("一<p>二</p>三", ["一", "二", "三"]),
        ("<ul><li>一</li><li>二<ul><li>里</li></ul></li></ul>", ["一|二|里"]),
        ("<ol><li><p>一</p><p>二</p></li></ol>", ["一 二"]),
        ("<h3>题</h3><p>文</p>", ["题", "文"]),
        ("<p> 多  个\n空\u3000白 </p>", ["多 个 空 白"]),
        ("<p></p><p> </p><p>\u200b</p>", []),
        ("<p>文<script>alert(1)</script><style>p{}</style>字</p>", ["文字"]),
        ("<p>文<!-- 暗 -->字</p>", ["文字"]),
        ("<p>a<custom-tag onclick=x>b</custom-tag></p>", ["ab"]),
        ("<p>1 &lt; 2 &amp; 3</p>", ["1 < 2 & 3"]),
        ("<svg><script>x</script><text>y</text></svg><p>字", ["字"]),
        ("<table><tr><td>一</td><td>二</td></tr></table>", ["一", "二"]),
        ("</p></li></ul>乱", ["乱"]),
        ("\x00\x08文\ud800字", ["文字"]),
        ("<a>无址</a>", ["无址"]),
        ("<li>散</li>", ["散"]),
    ],
)
def test_hostile_and_odd_html(html, expected):
    assert texts(html) == expected


def test_lists_side_by_side_stay_apart():
    assert [(part.kind, len(part.lines)) for part in reading("<ul><li>一</li></ul><ol><li>二<li>三</ol>").parts] == [
        ("bullets", 1),
        ("numbers", 2),
    ]


def test_deep_nesting_does_not_end_the_walk():
    assert texts("<b>" * 5000 + "深" + "</b>" * 5000) == ["深"]


def test_page_ids_are_plain_numbers():
    html = '<a linktype="page" id="3"></a><a linktype="page" id="x"></a><a linktype="page" id="٣"></a><a id="4"></a>'
    assert page_ids(parse(html)) == {3}


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<i>", "<li>", "<ul>", "</ul>", "<ol>", "</ol>", "<h3>", "</h3>", "<br>"),
        *('<a href="https://a.cn">', '<a href="javascript:x">', "</a>", "<script>", "</script>", "<!--", "-->"),
        *("&", "<", "文", " ", "\n", "&nbsp;", "</div>"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join))
def test_any_html_gives_clean_lines(html):
    for part in reading(html).parts:
        assert part.lines
        for line in part.lines:
            text = "".join(span.text for span in line)
            assert text == clean_text(text) != ""
            assert all(span.link is None or span.link.url.startswith("https://") for span in line)
