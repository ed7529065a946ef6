"""`make audit`: the public site measured from outside. `python -m tests.audit --help`."""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.audit import first_view, lighthouse
from tests.audit.html_checker import html_findings
from tests.audit.tools import install
from tests.browser.chromium import chromium
from tests.installation import ROOT, Installation
from tests.public_pages import FORMS, PublicPage, public_pages

OUT = ROOT / "var" / "audit"
PARTS = ("html", "lighthouse", "first-view")


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own with production's settings, but over plain HTTP. Yields its address."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(
            Path(folder),
            DJANGO_SETTINGS_MODULE="cms.settings.production",
            SECRET_KEY=secrets.token_urlsafe(50),
            ALLOWED_HOSTS="127.0.0.1",
            SECURE_SSL_REDIRECT="0",
        )
        print("Loading the demo content ...", flush=True)
        try:
            installation.manage("collectstatic", "--no-input")
            installation.manage("load_demo")
            installation.manage("db_worker", "--batch", "--verbosity", "0")
            installation.start("web", "worker")
            yield installation.url
        finally:
            installation.remove()


class Table:
    """The results, said as they come and kept as Markdown; `missed` are the lines below their mark."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.missed: list[str] = []

    def head(self, *columns: str) -> None:
        self._say(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")

    def row(self, *cells: object, findings: list[str]) -> None:
        self._say(f"| {' | '.join(str(cell) for cell in cells)} | {'; '.join(findings) or 'ok'} |")
        self.missed += [f"{cells[0]}: {finding}" for finding in findings]

    def _say(self, line: str) -> None:
        self.lines.append(line)
        print(line, flush=True)


def html(site: str, pages: list[PublicPage], table: Table) -> None:
    table.head("page", "HTML checker")
    for key, findings in html_findings(site, pages, OUT / "html").items():
        table.row(key, findings=findings)


def marks(site: str, pages: list[PublicPage], table: Table) -> None:
    table.head("page", *lighthouse.MARKS, "Lighthouse")
    for page in pages:
        if page.name in lighthouse.PAGES:
            found, costly = lighthouse.scores(site, page, OUT / "lighthouse")
            low = any(found[name] < mark for name, mark in lighthouse.MARKS.items())
            table.row(page.key, *found.values(), findings=costly or (["below the mark"] if low else []))


def views(site: str, pages: list[PublicPage], table: Table) -> None:
    table.head("page", "LCP, s", "CLS", "first view")
    with chromium() as browser:
        for page in pages:
            if page.name in FORMS:
                lcp, cls = first_view.first_view(browser, site, page)
                table.row(page.key, f"{lcp:.2f}", f"{cls:.3f}", findings=list(first_view.misses(lcp, cls)))


def measure(site: str, parts: list[str]) -> Table:
    table, pages = Table(), public_pages(site)
    for name, part in (("html", html), ("lighthouse", marks), ("first-view", views)):
        if name in parts:
            part(site, pages, table)
    return table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--site", help="measure a site that runs already, by its address without a slash at the end")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; may be said again")
    asked = parser.parse_args()
    install()
    OUT.mkdir(parents=True, exist_ok=True)
    if asked.site:
        table = measure(asked.site, asked.only or PARTS)
    else:
        with demo() as site:
            table = measure(site, asked.only or PARTS)
    (OUT / "results.md").write_text("\n".join(table.lines).strip() + "\n")
    print(
        f"\n{OUT / 'results.md'}: " + (f"{len(table.missed)} below the mark" if table.missed else "every mark reached")
    )
    print("\n".join(table.missed))
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
