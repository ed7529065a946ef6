"""A sample of hostile strings, as nine channels would get them, in a real browser with an alarm on every way to act."""

import pytest

from channels.adapters import ADAPTERS
from tests.browser.chromium import chromium, require_chromium
from tests.channels.pure.reading import html_of, strings
from tests.channels.pure.test_hostile import TEXTS, crowd, rendered

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]

# Those that a browser would run are the ones to show it; one story of some is enough for a browser.
LOUD = [text for text in TEXTS if "alert" in text and ("<" in text or "script:" in text.lower())]
SAMPLE = LOUD[:: max(1, len(LOUD) // 120)]
ALARM = """
window.alarms = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...said) => { window.alarms.push(`${name} ${said}`); };
"""
# Hovers, focuses and clicks whatever is there: handlers wait for their event.
TOUCH = """async () => {
    for (const node of document.querySelectorAll('body *')) {
        for (const name of ['mouseover', 'mouseenter', 'focus', 'toggle', 'error', 'animationend'])
            node.dispatchEvent(new Event(name, {bubbles: true}));
        if (node.tagName !== 'A' || (node.getAttribute('href') || '').toLowerCase().includes('script:')) node.click?.();
    }
    // What a click on an address of script does comes a turn later.
    await new Promise(done => setTimeout(done, 50));
    return window.alarms;
}"""


@pytest.fixture(scope="module")
def page():
    require_chromium()
    with chromium() as browser:
        context = browser.new_context()
        # Nothing is asked for outside: addresses in payloads are other people's.
        context.route("**/*", lambda route: route.abort())
        context.add_init_script(ALARM)
        opened = context.new_page()
        opened.on("dialog", lambda dialog: dialog.dismiss())
        yield opened


def alarms(page, html: str) -> list[str]:
    page.goto("about:blank")
    page.set_content(f"<!doctype html><meta charset=utf-8><body>{html}", wait_until="domcontentloaded")
    return page.evaluate(TOUCH)


def test_the_alarm_rings(page):
    assert len(SAMPLE) > 100
    assert alarms(page, '<img src="x:" onerror="alert(1)">')
    assert alarms(page, "<script>alert(1)</script>")
    assert alarms(page, '<a href="javascript:alert(1)">x</a>')


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.key)
def test_nothing_acts(page, adapter):
    """HTML as HTML; and every other field too, as a careless page would paste it."""
    payload = rendered(adapter, crowd(SAMPLE, adapter.spec.forms[0]))
    html = html_of(payload.body)
    fields = [text for text in strings(payload.body) if text != html]
    assert alarms(page, html + "".join(f"<p>{text}</p>" for text in fields)) == []
    assert not page.context.pages[1:], "a window was opened"
