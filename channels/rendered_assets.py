"""Making the files that go with a payload: crops, QR codes, films.

A file is named by the SHA-256 of its bytes and lies under `channel-assets/`; a row says what it was
made of and how, so that the same picture and recipe are made once. Metadata of the original (place
and camera) is never copied. Two workers that make the same thing end with one row and one file.
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

import segno
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import UnidentifiedImageError
from wagtail.images.models import Filter, SourceImageIOError

from channels.contract import Finding
from channels.models import RenderedAsset
from channels.spec import Crop
from products.models import Photo
from stories.document import ImageAsset, VideoAsset, VideoVersion
from stories.models import Film, FilmVersion

FOLDER = "channel-assets"
BEST_QUALITY, WORST_QUALITY = 86, 40
QR_SCALE, QR_BORDER = 10, 4
# Modes of Pillow whose colour profile also holds for RGB.
COLOURED = frozenset({"RGB", "RGBA", "P", "PA"})
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}


class AssetError(Exception):
    """A file cannot be made. `finding` says why, in the words of a check that blocks."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.finding = Finding(code, weight="block", params=tuple(params.items()))


@dataclass(frozen=True, slots=True)
class Made:
    """Bytes just made; sizes in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def picture_source(image: ImageAsset) -> str:
    return f"{image.key}:{image.sha256}"


def sources_of(photo: Photo) -> set[str]:
    """Every source under which sizes of a photo's present file may be kept."""
    return {f"photo-{photo.pk}:{digest}" for digest in (photo.sha256, photo.sha256_before) if digest}


def picture_recipe(image: ImageAsset, crop: Crop) -> str:
    """Name everything besides the original that decides the bytes."""
    focal = image.focal
    area = f"{focal.x},{focal.y},{focal.width},{focal.height}" if focal else "-"
    return f"{crop.filter}|{crop.format}|{crop.max_bytes or '-'}|{area}"


def qr_source(url: str) -> str:
    return f"qr:{hashlib.sha256(url.encode()).hexdigest()}"


QR_RECIPE = f"png|{QR_SCALE}|{QR_BORDER}|m"


def film_source(video: VideoAsset) -> str:
    return f"{video.key}:{video.sha256}"


def film_recipe(video: VideoAsset, recipe: str) -> str:
    """The recipe with the bytes it led to: a film may be made anew. Raises KeyError where there is no such version."""
    if recipe == "original":
        return recipe
    version = video.version(recipe)
    if version is None:
        raise KeyError(recipe)
    return f"{recipe}|{version.sha256}"


def make_picture(image: ImageAsset, photo: Photo | None, crop: Crop) -> Made:
    """Crop `photo` as the channel wants it, keeping the focal area of the document.

    JPEG takes the best quality whose file stays under the crop's byte cap.
    Raises `AssetError` where the original is gone, is another picture by now, or cannot be got under the cap.
    """
    if photo is None:
        raise AssetError("file.asset_gone", key=image.key)
    pillow = _cropped(image, photo, crop)
    encode = _jpeg if crop.format == "jpeg" else _png
    data = _under_cap(lambda quality: encode(pillow, quality), crop.max_bytes)
    if data is None:
        raise AssetError("file.asset_too_large", key=image.key, max=crop.max_bytes or 0)
    return Made(data, f"image/{crop.format}", pillow.width, pillow.height)


def _cropped(image: ImageAsset, photo: Photo, crop: Crop) -> Pillow.Image:
    for name in ("x", "y", "width", "height"):
        setattr(photo, f"focal_point_{name}", getattr(image.focal, name) if image.focal else None)
    try:
        original = _original(image, photo)
        filter_ = Filter(spec=crop.filter)
        with filter_.get_willow_image(photo, io.BytesIO(original)) as willow:
            upright = willow.auto_orient()
            transform = filter_.get_transform(photo, (upright.image.width, upright.image.height))
            return upright.crop(transform.get_rect().round()).resize(transform.size).get_pillow_image()
    except (OSError, SourceImageIOError, UnidentifiedImageError, Pillow.DecompressionBombError) as error:
        raise AssetError("file.asset_unreadable", key=image.key) from error


def _original(image: ImageAsset, photo: Photo) -> bytes:
    with photo.open_file() as file:
        data = file.read()
    if image.sha256 and (image.sha256 != photo.known_by or hashlib.sha256(data).hexdigest() != photo.sha256):
        raise AssetError("file.asset_changed", key=image.key)
    return data


def _under_cap(encode: Callable[[int], bytes], cap: int | None) -> bytes | None:
    """Return the file of the best quality not above `cap` bytes, or None; five encodings at most."""
    best = encode(BEST_QUALITY)
    if cap is None or len(best) <= cap:
        return best
    found, low, high = None, WORST_QUALITY, BEST_QUALITY - 1
    while low <= high:
        middle = (low + high) // 2
        data = encode(middle)
        if len(data) <= cap:
            found, low = data, middle + 4
        else:
            high = middle - 4
    return found


def _jpeg(pillow: Pillow.Image, quality: int) -> bytes:
    out = io.BytesIO()
    # The profile of a scan for print, or of a grey one, says nothing of the colours that it is turned into.
    profile = pillow.info.get("icc_profile") if pillow.mode in COLOURED else None
    _opaque(pillow).save(out, "JPEG", quality=quality, progressive=True, icc_profile=profile)
    return out.getvalue()


def _png(pillow: Pillow.Image, _quality: int) -> bytes:
    out = io.BytesIO()
    pillow.save(out, "PNG", optimize=True)
    return out.getvalue()


def _opaque(pillow: Pillow.Image) -> Pillow.Image:
    """Put a picture with transparency on white: JPEG has none, and black would come through."""
    if pillow.mode in ("RGBA", "LA", "PA") or "transparency" in pillow.info:
        layer = pillow.convert("RGBA")
        ground = Pillow.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return pillow.convert("RGB")


def make_qr(url: str) -> Made:
    """A QR code of medium error correction, quiet zone included, that a phone reads from paper and screen."""
    code = segno.make(url, error="m", micro=False)
    out = io.BytesIO()
    code.save(out, kind="png", scale=QR_SCALE, border=QR_BORDER)
    width, height = code.symbol_size(scale=QR_SCALE, border=QR_BORDER)
    return Made(out.getvalue(), "image/png", int(width), int(height))


def keep(source: str, recipe: str, made: Made) -> RenderedAsset:
    """Store the file and its row; where another worker was quicker, return that one's row."""
    digest = hashlib.sha256(made.data).hexdigest()
    name = f"{digest[:32]}.{EXTENSIONS[made.media_type]}"
    fields = {
        "name": name,
        "media_type": made.media_type,
        "sha256": digest,
        "bytes": len(made.data),
        "width": made.width,
        "height": made.height,
        "file": _stored(name, made.data),
    }
    return RenderedAsset.objects.get_or_create(source=source, recipe=recipe, defaults=fields)[0]


def _stored(name: str, data: bytes) -> str:
    """Write the file unless it is there, whole. The name is made of the content, so what has it is this file.

    A full disk or a killed worker can leave the beginning of a file under its name.
    """
    path = f"{FOLDER}/{name}"
    if default_storage.exists(path):
        if default_storage.size(path) == len(data):
            return path
        default_storage.delete(path)
    written = default_storage.save(path, ContentFile(data))
    if written != path:
        # Another worker wrote it between the look and the save.
        default_storage.delete(written)
    return path


def keep_film(video: VideoAsset, film: Film | None) -> RenderedAsset:
    """A row for a film as uploaded: the file stays where it is, only its name in the package is new.

    Raises `AssetError` where the film is gone or was replaced after the document was built.
    """
    if film is None:
        raise AssetError("file.asset_gone", key=video.key)
    if video.sha256 and film.sha256 != video.sha256:
        raise AssetError("file.asset_changed", key=video.key)
    fields = {
        "name": f"{video.sha256[:32]}.{EXTENSIONS.get(video.media_type, 'mp4')}",
        "media_type": video.media_type,
        "sha256": video.sha256,
        "bytes": video.bytes,
        "width": video.width,
        "height": video.height,
        "file": film.file.name,
    }
    return RenderedAsset.objects.get_or_create(source=film_source(video), recipe="original", defaults=fields)[0]


def keep_version(video: VideoAsset, version: VideoVersion, made: FilmVersion | None) -> RenderedAsset:
    """A row for a version of a film; its file, too, stays where it is.

    Raises `AssetError` where the version is gone or was made anew after the document was built.
    """
    if made is None:
        raise AssetError("file.asset_gone", key=video.key)
    if made.sha256 != version.sha256:
        raise AssetError("file.asset_changed", key=video.key)
    fields = {
        "name": f"{version.sha256[:32]}.mp4",
        "media_type": "video/mp4",
        "sha256": version.sha256,
        "bytes": version.bytes,
        "width": version.width,
        "height": version.height,
        "file": made.file.name,
    }
    recipe = film_recipe(video, version.recipe)
    return RenderedAsset.objects.get_or_create(source=film_source(video), recipe=recipe, defaults=fields)[0]
