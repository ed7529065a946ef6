"""Whole files into drafts: by the service and by the command."""

import base64
import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from channels.adapters import ADAPTERS
from channels.previews import rendered_preview
from channels.rendering import takes
from products.errors import Refused
from products.models import Photo
from stories.importing.service import Upload, import_story
from stories.importing.sources import read_markdown
from stories.models import StoryImport, StoryPage
from tests.factories import jpeg_bytes
from tests.stories.factories import orange
from tests.stories.importing.texts import words_of
from tests.stories.importing.word_files import all_makers

pytestmark = pytest.mark.django_db
PICTURE = jpeg_bytes(240, 160)
MARKDOWN = """---
title: 保靖的橘子熟了
summary: 十月的山坡
tags: [橘子, 保靖]
category: 美食
author: 田野
layout: post
---
## 山坡上的人

一片**金黄**。![山坡](hill.jpg)
"""


def read(story: StoryPage):
    return story.get_latest_revision_as_object().built


def renders_everywhere(story: StoryPage) -> int:
    """How many channels take the story; each makes its payload of it without a fault."""
    document = read(story).document
    taking = [adapter for adapter in ADAPTERS if takes(adapter, document)]
    for adapter in taking:
        rendered_preview(adapter, document)
    return len(taking)


@pytest.fixture
def bring(people, stories_zh):
    def bring(name: str, data: bytes | str, **kwargs):
        data = data.encode() if isinstance(data, str) else data
        fields = {key: kwargs.pop(key) for key in ("neighbours",) if key in kwargs}
        return import_story(Upload(name=name, data=data, **fields), people["author"], stories_zh, **kwargs)

    return bring


@pytest.mark.parametrize("maker", ["pandoc", "libreoffice", "libreoffice-from-html", "docx-npm", "python-docx"])
def test_word_files_of_five_makers(bring, maker):
    made = bring(f"{maker}.docx", all_makers()[f"{maker}.docx"])
    story = made.story
    document = read(story).document
    assert story.title == "保靖的橘子熟了"
    kinds = Counter(block.kind for block in document.body)
    assert kinds["heading"] >= 1
    assert kinds["list"] >= 3
    assert ("image" in kinds) == (maker != "libreoffice-from-html")
    assert renders_everywhere(story) >= 2
    dropped = {group["code"] for group in made.report["dropped"]}
    expected = {"pandoc": "formula", "docx-npm": "remark", "python-docx": "page_edge", "libreoffice": "page_edge"}
    assert expected.get(maker, "word_unread") in dropped


@pytest.fixture(scope="session")
def commonmark_specification(request) -> str:
    """The specification's own text out of its npm package, kept between runs."""
    folder = request.config.cache.mkdir("commonmark")
    package = folder / "commonmark-spec-0.31.2.tgz"
    if not package.exists():
        npm = shutil.which("npm")
        asked = [npm, "pack", "--silent", "--pack-destination", str(folder), "commonmark-spec@0.31.2"]
        if npm is None or subprocess.run(asked, check=False, timeout=60, capture_output=True).returncode:
            # No wheel on PyPI carries the text, and what must be built has no place among pinned requirements.
            say = pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip
            say("commonmark-spec cannot be had from npm")
    with tarfile.open(package) as archive:
        return archive.extractfile("package/spec.txt").read().decode()


def test_the_commonmark_specification(commonmark_specification, tmp_path, site):
    path = tmp_path / "spec.md"
    path.write_text(commonmark_specification)
    call_command("import_story", str(path))
    made = StoryImport.objects.get()
    assert made.story.title == "CommonMark Spec"
    assert renders_everywhere(made.story) >= 2
    source = read_markdown(commonmark_specification)
    counted = Counter()
    for counts in made.report["elements"].values():
        counted.update(counts)
    assert all(counted[name] == n for name, n in Counter(tag.name for tag in source.soup.find_all(True)).items())


def test_front_matter_fills_the_fields_and_pictures_come_from_beside_the_file(bring):
    made = bring("story.md", MARKDOWN, neighbours={"hill.jpg": PICTURE}.get)
    story = read(made.story).document
    assert (story.title, story.summary, story.tags) == ("保靖的橘子熟了", "十月的山坡", ("保靖", "橘子"))
    assert made.story.category == "美食"
    photo = Photo.objects.get(alt_zh="山坡")
    assert made.story.cover == photo
    assert [group["code"] for group in made.report["dropped"]].count("field") == 1
    assert "author" in {group["code"] for group in made.report["dropped"]}


def test_a_picture_is_stored_once(bring):
    address = "data:image/jpeg;base64," + base64.b64encode(PICTURE).decode()
    html = f"<p>甲</p><img src='{address}' alt='山'>"
    first, second = bring("a.html", html), bring("b.html", html)
    assert first.story.cover == second.story.cover
    assert Photo.objects.count() == 1


def test_a_page_with_its_pictures_in_an_archive(bring):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "site/index.html", "<title>熟了</title><p>甲</p><img src='img/a.jpg'><img src='../../etc/passwd'>"
        )
        archive.writestr("site/img/a.jpg", PICTURE)
    made = bring("site.zip", out.getvalue())
    assert made.story.title == "熟了"
    assert made.story.cover is not None
    assert "picture_missing" in {group["code"] for group in made.report["dropped"]}


def test_the_product_gets_its_card_at_the_end(bring, people):
    product = orange(people)
    made = bring("a.md", "甲", product=product)
    assert read(made.story).document.body[-1].product == product.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(bring, encoding):
    assert (
        read(bring("甲.html", "<h1>橘子熟了</h1><p>一片金黄</p>".encode(encoding)).story).document.title == "橘子熟了"
    )


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


CONTENT_TYPES = {"[Content_Types].xml": "<Types/>"}
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.md", b" \n", "import.empty"),
        ("a.md", b"\xff\xff\xff", "import.encoding"),
        ("a.pdf", b"%PDF-1.7", "import.unknown_kind"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"0" * 99, "import.old_word"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"0" * 99, "import.old_word"),
        ("a.docx", b"PK\x03\x04 cut off", "import.damaged"),
        ("a.docx", zipped(a="b"), "import.damaged"),
        ("a.docx", zipped(**CONTENT_TYPES, word__document_xml="<a/>"), "import.damaged"),
        ("a.docx", zipped(**CONTENT_TYPES, **{"word/document.xml": BOMB}), "import.damaged"),
        ("a.docx", zipped(**CONTENT_TYPES, **{"word/document.xml": " " * 13_000_000}), "import.unpacks_too_far"),
        ("a.zip", zipped(a="b"), "import.no_text"),
        ("a.html", b"<script>1</script>", "import.no_words"),
        ("a.html", b"<b>" * 60_001, "import.too_many_parts"),
        ("a.md", b"> " * 200 + b"a", "import.too_deep"),
        ("a.md", b"0" * (20 * 1024 * 1024 + 1), "import.too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(bring, name, data, code):
    with pytest.raises(Refused) as refusal:
        bring(name, data)
    assert refusal.value.code == code
    assert not StoryPage.objects.exists()
    assert not StoryImport.objects.exists()


def test_a_fault_at_the_end_leaves_no_picture_behind(bring, monkeypatch):
    monkeypatch.setattr(StoryImport.objects, "create", lambda **fields: 1 / 0)
    before = set(Photo._meta.get_field("file").storage.listdir("original_images")[1]) if _has_folder() else set()
    with pytest.raises(ZeroDivisionError):
        bring("story.md", MARKDOWN, neighbours={"hill.jpg": jpeg_bytes(240, 161)}.get)
    assert not Photo.objects.exists()
    assert set(Photo._meta.get_field("file").storage.listdir("original_images")[1]) <= before


def _has_folder() -> bool:
    return Photo._meta.get_field("file").storage.exists("original_images")


def test_who_may_not_add_stories_may_not_import(people, stories_zh):
    with pytest.raises(Refused) as refusal:
        import_story(Upload("a.md", "甲".encode()), people["recommender"], stories_zh)
    assert refusal.value.code == "import.no_permission"


def test_the_command_tells_of_an_earlier_draft(tmp_path, people, capsys):
    path = tmp_path / "橘子.md"
    path.write_text("一片金黄")
    call_command("import_story", str(path), author="author")
    call_command("import_story", str(path))
    assert StoryPage.objects.count() == 1
    assert "imported before" in capsys.readouterr().out
    call_command("import_story", str(path), again=True)
    assert StoryPage.objects.count() == 2
    assert [author.username for author in StoryPage.objects.first().authors.all()] == ["author"]


@pytest.mark.parametrize("arguments", [["nothing.md"], ["--author", "nobody"], ["--product", "none"]])
def test_the_command_says_what_it_cannot_find(tmp_path, site, arguments):
    path = tmp_path / "a.md"
    path.write_text("甲")
    with pytest.raises(CommandError):
        call_command("import_story", *(arguments if arguments[0] == "nothing.md" else [str(path), *arguments]))


def test_the_words_of_a_paste_come_through(people, stories_zh):
    html = "<p>一片金黄</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    made = import_story(Upload("", html=html, text="一片金黄"), people["author"], stories_zh)
    assert words_of(html) == "一片金黄"
    plain = import_story(Upload("", text="一\n\n<b>二</b>"), people["author"], stories_zh)
    assert [b.spans[0].text for b in read(plain.story).document.body] == ["一", "<b>二</b>"]
    assert made.story.body.raw_data[0]["value"].startswith("<p")
