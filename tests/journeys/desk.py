"""What each role does at the desk, over HTTP alone: forms are fetched, filled in and sent."""

import io
import re
from datetime import date, timedelta

from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.demo.load.content import read
from tests.installation import Installation
from tests.person import Person

TODAY = date.today()
AUTHOR = next(row["en"] for row in read("people")["person"] if row["username"] == "author")


def day(back: int) -> str:
    return (TODAY - timedelta(days=back)).isoformat()


def picture(seed: int) -> bytes:
    """A JPEG with more than one shade, as a photo has; each seed another one."""
    out = io.BytesIO()
    Image.radial_gradient("L").rotate(seed * 7).resize((1600, 1067)).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, f"no {pattern}"
    return found[1]


def options(person: Person, path: str, field: str) -> dict[str, str]:
    """The choices of a select or of checkboxes: words → value."""
    tree = LexborHTMLParser(person.get(path).text)
    found = {node.text(strip=True): node.attributes["value"] for node in tree.css(f"select[name={field}] option")}
    for node in tree.css(f"input[type=checkbox][name={field}]"):
        found[node.parent.text(strip=True)] = node.attributes["value"]
    return found


def choice(choices: dict[str, str], words: str) -> str:
    return next(value for label, value in choices.items() if words in label)


def place_code(person: Person, words: str) -> str:
    """The first place that the window finds for what a person types."""
    results = person.get("/admin/place_window/results/", params={"q": words}).raise_for_status().text
    return first(r"/admin/place_window/chosen/(\d{6})/", results)


def add_product(recommender: Person, offers: list[dict]) -> None:
    path = "/admin/products/new/"
    form = nested_form_data(
        {
            "name_zh": "保靖脐橙",
            "name_en": "Baojing oranges",
            "tagline_zh": "酉水边的坡地",
            "tagline_en": "From the slopes of the You River",
            "code": "BJ-JOURNEY",
            "slug": "baojing-oranges",
            "kind": "oranges",
            "place": place_code(recommender, "Baojing"),
            "producer": choice(options(recommender, path, "producer"), "Youshui Slopes"),
            "season_start": "11",
            "season_end": "12",
            "sold_all_year": "on",
            "supply_kg": "320000",
            "photo": "",
            "offers": inline_formset(offers),
            "facts": inline_formset(
                [
                    {
                        "key": "altitude",
                        "label_zh": "海拔",
                        "label_en": "Altitude",
                        "value_zh": "380–520",
                        "value_en": "380–520",
                        "unit": "m",
                    }
                ]
            ),
        }
    )
    answer = recommender.post(path, form)
    assert "BJ-JOURNEY" in recommender.get("/admin/products/").text or "baojing" in str(answer.url), answer.text[-2000:]


def recommend(recommender: Person) -> str:
    """Returns the address of the case."""
    path = "/admin/verifications/recommend/"
    product = choice(options(recommender, path, "product"), "Baojing")
    answer = recommender.post(
        path, {"product": product, "on": day(30), "note_zh": "坡地排水好", "note_en": "Well drained"}
    )
    assert re.search(r"/verifications/\d+/$", answer.url.path), errors(answer.text)
    return answer.url.path


def act(person: Person, case: str, action: str, **fields: str) -> None:
    """One action of the case page; the form's fields carry the action's name before them."""
    files = {f"{action}-file": fields.pop("file")} if "file" in fields else None
    data = {f"{action}-{name}": value for name, value in fields.items()}
    answer = person.post(f"{case}{action}/", data, files=files, page=case)
    assert (answer.status_code, answer.url.path) == (200, case), f"{action}: {errors(answer.text)}"


def upload_picture(author: Person, title: str) -> str:
    """Returns the picture's id."""
    author.post(
        "/admin/images/add/",
        {"title": title, "credit": "Fengshou", "alt_zh": "橘园", "alt_en": "An orchard"},
        files={"file": (f"{title}.jpg", picture(len(title)), "image/jpeg")},
    )
    return first(r"/admin/images/(\d+)/", author.get(f"/admin/images/?q={title}").text)


def upload_film(author: Person, title: str, data: bytes) -> str:
    """Returns the video's id."""
    author.post("/admin/media/video/add/", {"title": title}, files={"file": (f"{title}.mp4", data, "video/mp4")})
    return first(r"/admin/media/edit/(\d+)/", author.get("/admin/media/").text)


def story_form(author: Person, path: str, product: str, **fields) -> dict:
    body = [
        ("heading", "坡上的树"),
        ("text", rich_text("<p>" + "霜降过后，夜里冷下来，皮上的青色从向阳的一面开始退。" * 6 + "</p>")),
        ("product", {"product": product, "offers": {"count": "0"}, "pitch": "霜降以后采摘"}),
    ]
    return nested_form_data(
        {
            "title": fields["title"],
            "slug": "",
            "form": fields["form"],
            "category": "三农",
            "summary": "十月，八十六户开了一晚上会，决定再等二十天。",
            "cover": fields["cover"],
            "video": fields.get("film", ""),
            "body": streamfield([*fields.get("blocks", []), *body]),
            "covers": streamfield([]),
            "channel_settings": streamfield(
                [("waiver", {"channel": "wechat-channels", "reason": "尚未在微信小店上架"})]
            ),
            "originality": "original",
            "source_author": "",
            "source_url": "",
            "ai": "none",
            "nature": "none",
            "comments": inline_formset([]),
            "seo_title": "",
            "search_description": "",
        }
    ) | {
        "authors": [choice(options(author, path, "authors"), AUTHOR)],
        "tags": "脐橙, 保靖, 湘西",
        "targets": fields.get("targets", []),
    }


def write_story(author: Person, product: str, **fields) -> str:
    """Write a story and submit it at once. Returns the page's id."""
    path = f"/admin/pages/add/stories/storypage/{stories_index(author)}/"
    answer = author.post(path, {**story_form(author, path, product, **fields), "action-submit": "1"})
    assert answer.status_code == 200, answer.status_code
    assert "add/stories" not in answer.url.path, errors(answer.text)
    refused = [node.text(strip=True) for node in LexborHTMLParser(answer.text).css(".messages .error")]
    assert refused == [], refused
    return newest_story(author)


def newest_story(person: Person) -> str:
    """The id of the page made last."""
    listing = person.get(f"/admin/pages/{stories_index(person)}/").text
    return str(max(int(number) for number in re.findall(r"/admin/pages/(\d+)/edit/", listing)))


def errors(html: str) -> list[str]:
    """What a form complained of."""
    tree = LexborHTMLParser(html)
    return [
        node.text(strip=True)
        for node in tree.css(".w-field__errors, .messages li, .help-critical")
        if node.text(strip=True)
    ]


def stories_index(author: Person) -> str:
    """The id of the Chinese list of stories, by the page explorer's own API."""
    answer = author.get("/admin/api/main/pages/", params={"type": "stories.StoryIndexPage", "fields": "*"})
    pages = answer.raise_for_status().json()["items"]
    wanted = ("stories.StoryIndexPage", "zh-hans")
    return str(next(page["id"] for page in pages if (page["meta"]["type"], page["meta"]["locale"]) == wanted))


def approval_address(person: Person, page: str) -> str:
    """Where Approve leads on the page's editor; "" where it is not offered."""
    html = person.get(f"/admin/pages/{page}/edit/").text
    offered = re.search(rf"/admin/pages/workflow/collect_action_data/{page}/approve/(\d+)/", html)
    return f"/admin/pages/workflow/action/{page}/approve/{offered[1]}/" if offered else ""


def press_approve(person: Person, page: str, address: str) -> None:
    """Send the approval, offered or not."""
    answer = person.post(address, {"comment": "可以发"}, page=f"/admin/pages/{page}/edit/")
    assert answer.status_code in (200, 403), answer.status_code


def import_orders(analyst: Person, path) -> None:
    """Upload a JD order file, look at what it would change, and import it."""
    upload = "/admin/order-imports/upload/"
    waiting = analyst.post(upload, {"platform": "jd"}, files={"file": (path.name, path.read_bytes(), "text/csv")})
    assert "/waiting/" in waiting.url.path, errors(waiting.text)
    done = analyst.post(waiting.url.path, {})
    assert done.url.path.startswith("/admin/order-imports/"), errors(done.text)
    # A long file is worked in the background; its page asks again by itself for as long as that takes.
    Installation.wait(lambda: "refresh" not in analyst.get(done.url.path).headers, 60, "the import to end")


def make_token(operator: Person, channel: str) -> str:
    """Make a token for a channel; the page shows it this once."""
    answer = operator.post(
        "/admin/channel-tokens/new/",
        {"channel": channel, "note": "journey", "days": "30", "scopes": ["read", "report"]},
    )
    shown = LexborHTMLParser(answer.text).css_first("#new-secret")
    assert shown is not None, errors(answer.text)
    assert operator.get("/admin/channel-tokens/").text.find(shown.attributes["value"]) == -1
    return shown.attributes["value"]
