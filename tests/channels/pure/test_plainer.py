"""What only our own page lays out becomes what every adapter knows: named after its block, no word lost."""

from stories.document import MetPerson, Paragraph, People, Related, Step, Steps, StoryDocument, plain_text
from stories.document.blocks import BASIC_KINDS
from stories.document.plainer import plainer
from tests.channels.pure import documents as make
from tests.channels.pure.test_invariants import one_of_each


def parts(*blocks, **fields):
    return plainer(make.story(body=blocks, **fields)).body


def test_a_basic_story_is_the_very_same_document():
    document = make.story(body=(Paragraph(id="p", spans=(make.span("山"),)),))
    assert plainer(document) is document


def test_every_kind_becomes_basic_kinds_named_after_it():
    for block in one_of_each().values():
        made = parts(block, products=(make.product(),))
        assert all(isinstance(part, BASIC_KINDS) for part in made)
        assert [part.id for part in made] == [block.id, *(f"{block.id}.{n}" for n in range(1, len(made)))]


def test_steps_without_pictures_are_one_numbered_list():
    steps = tuple(Step(spans=(make.span(text),)) for text in ("切", "煮", "熬"))
    made = parts(Steps(id="s", title="橙皮糖", needs=("橙皮", "白糖"), steps=steps))
    assert [part.kind for part in made] == ["heading", "paragraph", "list", "list"]
    assert plain_text(made[1].spans) == "用料"
    assert made[3].ordered
    assert [plain_text(item) for item in made[3].items] == ["切", "煮", "熬"]


def test_steps_with_a_picture_count_on_after_it():
    steps = (Step(spans=(make.span("Cut."),), image=make.image(1)), Step(spans=(make.span("Boil."),)))
    made = parts(Steps(id="s", purpose="guide", needs=("A knife",), steps=steps), language="en")
    said = [part.caption if part.kind == "image" else part for part in made]
    assert plain_text(said[0].spans) == "What you need"
    assert [plain_text(said[2].spans), said[3], plain_text(said[4].spans)] == ["1. Cut.", "Step 1", "2. Boil."]


def test_a_person_is_told_with_no_more_than_the_document_has():
    made = parts(People(id="w", people=(MetPerson(key="person-1", role="装箱员", words="手快。"),)))
    assert [plain_text(part.spans) for part in made] == ["装箱员", "手快。"]


def test_another_story_is_a_link():
    made = parts(Related(id="r", story=9, title="另一座山", url="https://fengshou.example/x/"))
    assert made[0].spans[1].link.ref == "9"
    assert plain_text(made[0].spans) == "延伸阅读：另一座山"


def test_what_a_document_says_survives_its_json():
    document = make.story(body=tuple(one_of_each().values()), products=(make.product(),))
    assert StoryDocument.model_validate_json(document.canonical_json) == document
