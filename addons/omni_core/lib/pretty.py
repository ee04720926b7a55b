"""Bodies as people like to read them; what cannot be laid out stays as it is."""

from __future__ import annotations

import json
import re

_TAG = re.compile(r"(<[^<>]*>)")
_LARGEST = 200_000


def pretty(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > _LARGEST:
        return text
    if stripped[:1] in ("{", "["):
        return _json(stripped) or text
    if stripped[:1] == "<":
        return _xml(stripped)
    return text


def _json(text: str) -> str:
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return ""


def _xml(text: str) -> str:
    """One line per element. No parser: nothing in it can be expanded or fetched."""
    lines, depth = [], 0
    pieces = [piece.strip() for piece in _TAG.split(text) if piece.strip()]
    for piece in pieces:
        closes = piece.startswith("</")
        depth = max(depth - closes, 0)
        joins = lines and (closes or piece[0] != "<") and _is_leaf(lines[-1], piece)
        if joins:
            lines[-1] += piece
        else:
            lines.append("  " * depth + piece)
        depth += _opens(piece)
    return "\n".join(lines)


def _is_leaf(line: str, piece: str) -> bool:
    """Text follows its tag, and a closing tag its own, on the same line."""
    name = re.match(r"\s*<([^\s/>!?]+)", line)
    if piece.startswith("</"):
        return bool(name) and piece[2:-1].strip() == name[1]
    return bool(name) and line.count("<") == 1


def _opens(piece: str) -> bool:
    return (
        piece[0] == "<"
        and piece[1:2] not in ("/", "?", "!")
        and not piece.endswith("/>")
    )
