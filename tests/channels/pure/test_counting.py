"""Lengths in a channel's unit, and cuts that break nothing."""

import itertools
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.rules.counting import clean, clusters, count, plain, stands_alone
from channels.rules.truncation import cut

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇨🇳"
E_ACUTE = "e\u0301"
THUMB = "👍🏽"


@pytest.mark.parametrize(
    ("text", "unit", "length"),
    [
        ("保靖脐橙", "chars", 4),
        ("保靖脐橙", "cjk_width", 8),
        ("保靖 A1", "cjk_width", 7),
        ("保靖脐橙", "bytes", 12),
        (FAMILY, "chars", 7),
        (E_ACUTE, "cjk_width", 1),
        ("𠮷", "chars", 1),
        ("𠮷", "bytes", 4),
        ("", "chars", 0),
    ],
)
def test_length_in_the_unit_of_the_limit(text, unit, length):
    assert count(text, unit) == length


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"a{FAMILY}b", ["a", FAMILY, "b"]),
        (FLAG * 2, [FLAG, FLAG]),
        (f"x{E_ACUTE}", ["x", E_ACUTE]),
        (f"{THUMB}!", [THUMB, "!"]),
        ("\u1100\u1161\u11a8", ["\u1100\u1161\u11a8"]),
        ("❤️橙", ["❤️", "橙"]),
        ("", []),
    ],
)
def test_clusters_are_what_a_reader_takes_for_one_character(text, parts):
    assert list(clusters(text)) == parts


@given(st.text())
@settings(derandomize=True, deadline=None)
def test_clusters_put_together_are_the_text(text):
    assert "".join(clusters(text)) == text


def test_a_character_told_to_stand_alone_at_a_glance_joins_no_other():
    alone = filter(stands_alone, map(chr, range(sys.maxunicode + 1)))
    assert [character for character in alone if len(list(clusters(f"{FAMILY}{character}"))) != 2] == []


# Each is one thing to a reader, and none joins the one before it.
UNITS = [FAMILY, THUMB, FLAG, "❤️", E_ACUTE, "𠮷", "&amp;", "&#x1F34A;", "橙", "。", "，", " "]


@given(st.lists(st.sampled_from(UNITS), max_size=30), st.integers(0, 60), st.sampled_from(["chars", "bytes"]))
@settings(derandomize=True, deadline=None)
def test_a_cut_never_falls_inside_what_a_reader_takes_for_one(units, maximum, unit):
    text = "".join(units)
    fitted = cut(text, maximum, unit)
    kept = fitted.kept.removesuffix("…")
    assert text.startswith(kept)
    assert len(kept) in {0, *itertools.accumulate(map(len, units))}


@given(st.text(), st.integers(0, 40), st.sampled_from(["chars", "cjk_width", "bytes"]))
@settings(derandomize=True, deadline=None)
def test_a_cut_keeps_the_limit_and_whole_characters(text, maximum, unit):
    fitted = cut(text, maximum, unit)
    assert count(fitted.kept, unit) <= maximum
    if not fitted.lost:
        assert fitted.kept == text or not text[len(fitted.kept) :].strip()
    else:
        assert text.rstrip().endswith(fitted.lost)


def test_a_text_within_the_limit_is_left_alone():
    assert cut("霜降以后才采。", 7) == cut("霜降以后才采。", 99)
    assert cut("霜降以后才采。", 7).lost == ""


def test_cut_at_the_end_of_a_sentence():
    fitted = cut("霜降以后才采。等的是山风，一夜冷过一夜。", 10)
    assert fitted.kept == "霜降以后才采。"
    assert fitted.lost == "等的是山风，一夜冷过一夜。"


def test_closing_quotes_go_with_their_sentence():
    assert cut("“橙子不会说谎。”他把汁滴在折光仪上", 12).kept == "“橙子不会说谎。”"


def test_cut_at_a_word_where_no_sentence_ends():
    fitted = cut("Oranges wait for the first frost above the river", 24)
    assert fitted.kept == "Oranges wait for the…"
    assert fitted.lost == "first frost above the river"


@pytest.mark.parametrize("mark", [FAMILY, FLAG, THUMB, E_ACUTE, "&hellip;", "&#x4e2d;"])
@pytest.mark.parametrize("maximum", range(1, 14))
def test_never_inside_a_joined_character_or_an_entity(mark, maximum):
    text = f"果{mark}果{mark}果"
    kept = cut(text, maximum).kept.rstrip("…")
    pieces = [text[:0], "果", f"果{mark}", f"果{mark}果", f"果{mark}果{mark}", text]
    assert kept in pieces


def test_what_is_no_text_is_dropped():
    assert clean("a\x00b\u202ec\ufeffd\u2028e\ud800") == "abcd e"
    assert clean("一行\n\n两行") == "一行 两行"


def test_plain_fields_hold_no_tags():
    assert plain(" <b>5%</b>\n") == "＜b＞5%＜/b＞"
