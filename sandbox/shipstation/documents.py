"""Label files, made by hand: a PDF that opens, ZPL that prints, a PNG."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from .barcode import bars, width

SIZES = {"4x6": (288, 432), "letter": (612, 792)}
DOTS = (812, 1218)  # 4 x 6 inches at 203 dots per inch
_FONT = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
)
MIME = {"pdf": "application/pdf", "zpl": "text/plain", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class LabelPage:
    """What one label says."""

    heading: str
    sender: tuple[str, ...]
    receiver: tuple[str, ...]
    tracking_number: str
    notes: tuple[str, ...] = ()


def render(file_format: str, pages: list[LabelPage], layout: str = "4x6") -> bytes:
    if file_format == "zpl":
        return "".join(_zpl(page) for page in pages).encode()
    if file_format == "png":
        return _png(pages[0])
    return _pdf([_drawn(page, SIZES[layout]) for page in pages], SIZES[layout])


def text_pdf(lines: list[str]) -> bytes:
    """A plain page: manifests."""
    shown = [_text(40, 740 - 16 * i, 11, line) for i, line in enumerate(lines)]
    return _pdf(["\n".join(shown)], SIZES["letter"])


# -- PDF ---------------------------------------------------------------------------
def _drawn(page: LabelPage, size: tuple[int, int]) -> str:
    top = size[1] - 30
    lines = [_text(16, top, 15, page.heading)]
    lines += [_text(16, top - 26 - 11 * i, 9, t) for i, t in enumerate(page.sender)]
    lines += [_text(30, top - 110 - 16 * i, 13, t) for i, t in enumerate(page.receiver)]
    lines += [_text(16, 60 - 11 * i, 9, text) for i, text in enumerate(page.notes)]
    unit = min(1.0, 256 / width(page.tracking_number))
    lines += [
        f"{16 + offset * unit:.2f} 92 {bar * unit:.2f} 70 re f"
        for offset, bar in bars(page.tracking_number)
    ]
    lines.append(_text(16, 78, 11, page.tracking_number))
    return "\n".join(lines)


def _text(x: float, y: float, size: int, text: str) -> str:
    # The standard fonts know Latin-1 only.
    safe = text.encode("latin-1", "replace").decode("latin-1")
    for character in "\\()":
        safe = safe.replace(character, "\\" + character)
    return f"BT /F1 {size} Tf {x} {y} Td ({safe}) Tj ET"


def _pdf(contents: list[str], size: tuple[int, int]) -> bytes:
    pages = [4 + 2 * index for index in range(len(contents))]
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT,
    ]
    for number, content in zip(pages, contents, strict=True):
        stream = content.encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>"
            "".encode()
        )
        objects.append(
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        )
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    """Numbered objects, and the table that says at which byte each begins."""
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


# -- ZPL and PNG -------------------------------------------------------------------
def _zpl(page: LabelPage) -> str:
    rows = [(40, 36, page.heading)]
    rows += [(90 + 28 * i, 24, text) for i, text in enumerate(page.sender)]
    rows += [(300 + 46 * i, 40, text) for i, text in enumerate(page.receiver)]
    rows += [(1060 + 28 * i, 24, text) for i, text in enumerate(page.notes)]
    fields = [f"^FO40,{y}^A0N,{h},{h}^FH^FD{_zpl_text(t)}^FS" for y, h, t in rows]
    code = f"^FO40,760^BY2^BCN,200,Y,N,N^FD{page.tracking_number}^FS"
    width_, height = DOTS
    return "\n".join(
        ["^XA", "^CI28", f"^PW{width_}", f"^LL{height}", *fields, code, "^XZ", ""]
    )


def _zpl_text(text: str) -> str:
    """`^` and `~` begin commands, `_` an escape (^FH)."""
    for character in "_^~":
        text = text.replace(character, f"_{ord(character):02x}")
    return text


def _png(page: LabelPage) -> bytes:
    """Black bars in a frame, one bit a dot: scannable, and honest about being a toy."""
    columns, rows = DOTS
    blank, solid = _row(columns, []), _row(columns, [(0, columns)])
    unit = max(1, (columns - 80) // width(page.tracking_number))
    spans = [(40 + o * unit, w * unit) for o, w in bars(page.tracking_number)]
    barcode = _row(columns, spans)
    lines = [
        solid if y in (0, rows - 1) else barcode if 760 <= y < 960 else blank
        for y in range(rows)
    ]
    header = struct.pack(">IIBBBBB", columns, rows, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + line for line in lines)))
        + _chunk(b"IEND", b"")
    )


def _row(columns: int, spans: list[tuple[int, int]]) -> bytes:
    bits = bytearray(b"\1" * columns)
    for start, length in spans:
        bits[start : start + length] = b"\0" * length
    bits += b"\1" * (-columns % 8)
    number = int("".join("1" if bit else "0" for bit in bits), 2)
    return number.to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
