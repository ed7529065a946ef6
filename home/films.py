"""A video story's film: the frame it stands in, and its caption where the body repeats it."""

from collections.abc import Iterable

from stories.document import Block, StoryDocument, VideoAsset, VideoBlock

WIDE, TALL = 16 / 9, 9 / 16
# How far a film may be from a shape and still fill its frame, cropped by less than one sees.
NEAR = 0.03


def shape(video: VideoAsset) -> str:
    """`wide` (16:9), `tall` (9:16) or `other`: the frame is reserved before the film is fetched."""
    ratio = video.width / video.height if video.height else 0
    for name, wanted in (("wide", WIDE), ("tall", TALL)):
        if abs(ratio - wanted) <= wanted * NEAR:
            return name
    return "other"


def caption(document: StoryDocument) -> str:
    """What the body says under the story's own film."""
    return next((block.caption for block in document.body if _is_head(block, document)), "")


def rest(blocks: Iterable[Block], document: StoryDocument) -> list[Block]:
    """The body without the film that already stands above the headline."""
    return [block for block in blocks if not _is_head(block, document)]


def _is_head(block: Block, document: StoryDocument) -> bool:
    return isinstance(block, VideoBlock) and document.video is not None and block.video.key == document.video.key
