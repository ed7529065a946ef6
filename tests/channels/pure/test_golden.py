"""The same stories, the same bytes, until a version says otherwise."""

import json
from dataclasses import replace

import pytest

from channels.adapters import OURS
from channels.adapters.weishi import Weishi
from channels.contract import Finding
from tests.channels.pure import golden
from tests.channels.pure.documents import ALL_KINDS

CASES = [pytest.param(adapter, name, id=f"{adapter.key}-{name}") for adapter in OURS for name in golden.names()]


@pytest.mark.parametrize(("adapter", "name"), CASES)
def test_bytes_change_only_with_a_version(adapter, name):
    assert golden.fault(adapter, name, golden.document(name)) == ""


def test_every_kind_of_block_every_adapter_and_every_form_has_a_case():
    documents = [golden.document(name) for name in golden.names()]
    assert golden.gaps(OURS, documents, ALL_KINDS) == []
    assert {document.form for document in documents} == {"article", "pictures", "video"}
    assert {document.language for document in documents} == {"zh-hans", "en"}
    assert len(documents) >= 24


# The checks checked: each of them fails where it should.


class Louder(Weishi):
    def render(self, document, context):
        payload = super().render(document, context)
        return replace(payload, body={**payload.body, "title": payload.body["title"] + "!"})


def test_other_bytes_of_the_same_version_are_a_fault_and_nothing_is_overwritten(tmp_path):
    story = golden.document("video-story")
    assert "no golden file of v" in golden.fault(Weishi(), "video-story", story, tmp_path, update=False)
    assert golden.fault(Weishi(), "video-story", story, tmp_path, update=True) == ""
    kept = golden.expected_path(Weishi(), "video-story", tmp_path).read_bytes()
    for update in (False, True):
        assert golden.fault(Louder(), "video-story", story, tmp_path, update=update).startswith("bytes changed")
    assert golden.expected_path(Weishi(), "video-story", tmp_path).read_bytes() == kept


def test_a_new_version_wants_files_of_its_own(tmp_path):
    story = golden.document("video-story")
    golden.fault(Weishi(), "video-story", story, tmp_path, update=True)
    louder = Louder()
    louder.version = Weishi.version + 1
    assert "no golden file of v" in golden.fault(louder, "video-story", story, tmp_path, update=False)
    assert golden.fault(louder, "video-story", story, tmp_path, update=True) == ""
    ruled = Weishi(Weishi().spec.model_copy(update={"version": "other"}))
    assert "+other" in golden.fault(ruled, "video-story", story, tmp_path, update=False)


def test_a_new_kind_of_block_and_a_new_adapter_want_a_case():
    documents = [golden.document("portrait-video-two-products"), golden.document("short-article")]
    assert golden.gaps([], documents, ["paragraph", "hologram"]) == ["no document has a hologram"]

    class Tenth(Weishi):
        def check(self, document):
            return [Finding("tenth.title_missing", "block")]

    assert golden.gaps([Weishi()], documents, []) == []
    assert golden.gaps([Tenth()], documents, []) == ["weishi sends no document of the form video"]
    tenth = Tenth()
    tenth.key = "tenth"
    assert "no golden file" in golden.fault(tenth, "video-story", documents[0], update=False)


def test_documents_without_facts_keep_their_bytes():
    """Releases made before there were facts in prose must rebuild to what was stored."""
    for name in golden.names():
        stored = json.loads((golden.ROOT / "documents" / f"{name}.json").read_text(encoding="utf-8"))
        assert json.loads(golden.document(name).canonical_json) == stored, name
        if not name.startswith(("facts", "laid-out")):
            assert '"fact":' not in golden.document(name).canonical_json


def test_no_golden_file_without_a_document():
    files = (golden.ROOT / "expected").rglob("*.json")
    assert {path.stem for path in files} == set(golden.names())
