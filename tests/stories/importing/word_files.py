"""Word files of five makers."""

import io
from pathlib import Path

import docx

from tests.factories import jpeg_bytes

FILES = Path(__file__).parent / "files"


def by_python_docx() -> bytes:
    document = docx.Document()
    document.add_heading("保靖的橘子熟了", 0)
    paragraph = document.add_paragraph("十月的山坡，")
    paragraph.add_run("一片金黄").bold = True
    paragraph.add_run("，风里都是香").italic = True
    document.add_heading("山坡上的人", 1)
    document.add_paragraph("我们种了三十年橘子。", style="Quote")
    for style in ("List Number", "List Bullet", "List Bullet 2"):
        document.add_paragraph(style, style=style)
    table = document.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("品种", "糖度"), ("脐橙", "13")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_picture(io.BytesIO(jpeg_bytes(240, 160)))
    document.add_paragraph("山坡上的橘园", style="Caption")
    document.sections[0].header.paragraphs[0].text = "合作社通讯"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def all_makers() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(FILES.glob("*.docx"))} | {
        "python-docx.docx": by_python_docx()
    }
