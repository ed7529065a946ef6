"""Pictures and videos into the libraries, each once."""

from concurrent.futures import ThreadPoolExecutor

from django.core.files import File
from django.db import connections

from products.models import Photo
from products.pictures import PUBLIC_SIZES
from stories.models import Film

from .brands import brand_rows
from .content import PICTURE_DIR, VIDEO_DIR, product_files, story_files

CREDIT = "丰收 Fengshou"
SCENES = {
    "land": ("{}的山野（插画）", "The land where {} grow (illustration)"),
    "work": ("{}的收获与制作（插画）", "{} being gathered and made (illustration)"),
    "still": ("{}静物（插画）", "A still life of {} (illustration)"),
    "village": ("出产{}的村庄（插画）", "The village of {} (illustration)"),
}


def load_photos() -> dict[str, Photo]:
    """Return every picture of the demo by its key."""
    known = {photo.title: photo for photo in Photo.objects.filter(credit=CREDIT)}
    alts = _alternative_texts()
    for path in sorted(PICTURE_DIR.glob("*.webp")):
        if path.stem in known:
            continue
        zh, en = alts.get(path.stem, ("丰收插画", "An illustration of the harvest"))
        photo = Photo(title=path.stem, credit=CREDIT, alt_zh=zh, alt_en=en)
        with path.open("rb") as handle:
            photo.file.save(path.name, File(handle), save=False)
        photo.save()
        known[path.stem] = photo
    return known


def make_sizes(photos: dict[str, Photo]) -> None:
    """Make the sizes that pages show, so that nobody's first look is slow. Pillow works outside Python's lock."""

    def make(photo: Photo) -> None:
        try:
            photo.get_renditions(*PUBLIC_SIZES)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make, photos.values()))


def _alternative_texts() -> dict[str, tuple[str, str]]:
    """What each picture shows: from the product it belongs to, and better where a story says so."""
    texts = {}
    for product in product_files():
        for scene, (zh, en) in SCENES.items():
            texts[f"{product['slug']}-{scene}"] = (zh.format(product["name_zh"]), en.format(product["name_en"]))
    for brand in brand_rows():
        texts[brand["mark"]] = (brand["alt_zh"], brand["alt_en"])
    for story in story_files():
        for block in story["body"]:
            if block.get("alt_zh") and block.get("picture"):
                texts[block["picture"]] = (block["alt_zh"], block.get("alt_en", ""))
    return texts


def load_films(photos: dict[str, Photo]) -> dict[str, Film]:
    """Return every video of the demo by its key; the upright cuts have `-9x16` behind it."""
    known = {film.title: film for film in Film.objects.filter(credit=CREDIT)}
    for path in sorted(VIDEO_DIR.glob("*.mp4")):
        key = path.stem.removesuffix("-16x9")
        if key in known:
            continue
        film = Film(title=key, type="video", credit=CREDIT)
        film.poster = photos.get(f"{key.removesuffix('-9x16')}-land")
        _attach(film, "file", path)
        for field, language in (("captions_zh", "zh-Hans"), ("captions_en", "en")):
            _attach(film, field, VIDEO_DIR / f"{key.removesuffix('-9x16')}.{language}.vtt")
        film.save()
        known[key] = film
    return known


def _attach(film: Film, field: str, path) -> None:
    if path.exists():
        with path.open("rb") as handle:
            getattr(film, field).save(path.name, File(handle), save=False)
