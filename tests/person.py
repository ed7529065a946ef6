"""A person at a browser without JavaScript: logs in, reads, fills in forms."""

import httpx
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.installation import PASSWORD

# gunicorn closes a connection that is idle for two seconds. Whoever keeps it as long may ask at that very moment, and
# httpx does not ask again as browsers do.
NOT_IDLE_FOR_LONG = httpx.Limits(keepalive_expiry=1)


class Person:
    """`username` of a demo person, or "" for a reader without an account."""

    def __init__(self, url: str, username: str = "", language: str = "en"):
        self.web = httpx.Client(
            base_url=url,
            follow_redirects=True,
            timeout=60,
            limits=NOT_IDLE_FOR_LONG,
            headers={"Accept-Language": language},
        )
        self.username = username
        if username:
            self.log_in()

    def log_in(self) -> None:
        answer = self.post("/admin/login/", {"username": self.username, "password": PASSWORD, "next": "/admin/"})
        assert answer.url.path == "/admin/", f"{self.username} could not log in: {answer.url}"

    def get(self, path: str, **options) -> httpx.Response:
        return self.web.get(path, **options)

    def post(self, path: str, data: dict | None = None, files: dict | None = None, page: str = "") -> httpx.Response:
        """Post a form as a browser would: the token of the page it stands on, and that page as referrer."""
        page = page or path
        form = self.get(page)
        assert form.status_code == 200, f"{page}: {form.status_code}"
        token = HTMLParser(form.text).css_first("input[name=csrfmiddlewaretoken]")
        assert token is not None, f"{page} has no form"
        fields = {**(data or {}), "csrfmiddlewaretoken": token.attributes["value"]}
        return self.web.post(path, data=fields, files=files, headers={"Referer": str(self.web.base_url) + page})

    def hidden(self, path: str) -> dict[str, str]:
        """The named inputs of a page with their values: what its forms would send untouched."""
        tree = HTMLParser(self.get(path).text)
        return {
            node.attributes["name"]: node.attributes.get("value") or ""
            for node in tree.css("input[name]")
            if node.attributes.get("type") not in ("file", "submit", "checkbox", "radio")
        }

    def text(self, path: str) -> str:
        """The words of a page, as a reader sees them."""
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        body = HTMLParser(answer.text).body
        return " ".join(body.text(separator=" ").split())
