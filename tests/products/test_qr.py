"""The QR code of the check address: on the record and as a file for boxes."""

import re
from xml.etree import ElementTree

import pytest
import segno

SVG = "{http://www.w3.org/2000/svg}"


def modules(path: str) -> set[tuple[int, int]]:
    """The dark modules that a path of horizontal strokes draws, as (column, row) without the border."""
    found, x, y = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])(-?[\d.]+(?:[ ,]-?[\d.]+)?)", path):
        values = [float(number) for number in re.split("[ ,]", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            found |= {(int(x) + step - 4, int(y) - 4) for step in range(int(values[0]))}
            x += values[0]
    return found


def wanted(address: str) -> set[tuple[int, int]]:
    code = segno.make_qr(address, error="q")
    return {(x, y) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}


def drawn(svg: bytes | str) -> set[tuple[int, int]]:
    root = ElementTree.fromstring(svg)
    (stroke,) = [path for path in root.iter() if path.tag.endswith("path") and path.get("stroke")]
    return modules(stroke.get("d"))


@pytest.mark.parametrize("change", [str, str.lower])
def test_the_file_holds_the_check_address(client, verified, change):
    answer = client.get(f"/verify/{change(verified.code)}/qr.svg")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert set(answer["Cache-Control"].split(", ")) == {"max-age=86400", "public"}
    assert f'filename="{verified.code}.svg"' in answer["Content-Disposition"]
    assert drawn(answer.content) == wanted(f"http://testserver/verify/{verified.code}")


def test_the_record_shows_the_same(client, verified):
    text = client.get(f"/verify/{verified.code}?lang=en").content.decode()
    (svg,) = re.findall(r'<svg class="qr".*?</svg>', text, re.DOTALL)
    assert drawn(svg) == wanted(f"http://testserver/verify/{verified.code}")
    assert "style=" not in svg
    assert f"<code>http://testserver/verify/{verified.code}</code>" in text


@pytest.mark.parametrize("code", ["nothing", "a'b", "%00", "保靖"])
def test_unknown_codes_have_none(client, verified, code):
    assert client.get(f"/verify/{code}/qr.svg").status_code == 404


def test_it_is_only_read(client, verified):
    assert client.post(f"/verify/{verified.code}/qr.svg").status_code == 405
