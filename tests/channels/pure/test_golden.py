"""The same stories, the same bytes, until a version says otherwise."""

import pytest

from channels.adapters import ADAPTERS
from tests.channels.pure import golden
from tests.channels.pure.context import fake_context

CASES = [pytest.param(adapter, name, id=f"{adapter.key}-{name}") for adapter in ADAPTERS for name in golden.names()]


@pytest.mark.parametrize(("adapter", "name"), CASES)
def test_bytes_change_only_with_a_version(adapter, name):
    document = golden.document(name)
    made = golden.written(adapter.check(document), adapter.render(document, fake_context()))
    path = golden.expected_path(adapter, name)
    if not path.exists() and golden.UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert path.exists(), f"no golden file of {path.parent.name}: run with UPDATE_GOLDEN=1"
    assert path.read_text(encoding="utf-8") == made, "bytes changed: bump the adapter's version and UPDATE_GOLDEN=1"


def test_the_corpus_has_every_kind_of_block_and_form():
    documents = [golden.document(name) for name in golden.names()]
    kinds = {block.kind for document in documents for block in document.body}
    assert kinds == {"heading", "paragraph", "list", "quote", "image", "gallery", "video", "callout", "product"}
    assert {document.form for document in documents} == {"article", "pictures", "video"}
    assert {document.language for document in documents} == {"zh-hans", "en"}


def test_no_golden_file_without_a_document():
    files = (golden.ROOT / "expected").rglob("*.json")
    assert {path.stem for path in files} == set(golden.names())
