"""Trading's XML: plain nested Python in, eBay's namespace out, and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from sandbox.contracts.trading import NAMESPACE, plain


class Amount:
    """Money in XML: the number as text, the currency as an attribute."""

    def __init__(self, value: Decimal, currency: str) -> None:
        self.value, self.currency = value, currency


def parse(raw: bytes) -> Element | None:
    """The root, or None when it is no XML (entities are not expanded)."""
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        return None
    try:
        return ElementTree.fromstring(raw)
    except ElementTree.ParseError:
        return None


def build(name: str, content: dict[str, Any]) -> Element:
    root = Element(name, {"xmlns": NAMESPACE})
    _fill(root, content)
    return root


def dump(root: Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _fill(parent: Element, content: dict[str, Any]) -> None:
    for name, value in content.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                _add(parent, name, one)


def _add(parent: Element, name: str, value: Any) -> None:
    child = SubElement(parent, name)
    if isinstance(value, dict):
        for key in [key for key in value if key.startswith("@")]:
            child.set(key[1:], str(value[key]))
        _fill(child, {k: v for k, v in value.items() if not k.startswith("@")})
    elif isinstance(value, Amount):
        child.set("currencyID", value.currency)
        child.text = str(value.value)
    elif isinstance(value, bool):
        child.text = "true" if value else "false"
    else:
        child.text = str(value)


def text(element: Element | None, path: str, default: str = "") -> str:
    """The text at `A/B`, whatever the namespace."""
    found = child(element, path)
    return default if found is None else (found.text or "").strip()


def child(element: Element | None, path: str) -> Element | None:
    for name in path.split("/"):
        if element is None:
            return None
        element = next((one for one in element if plain(one.tag) == name), None)
    return element


def children(element: Element | None, name: str) -> list[Element]:
    return (
        [one for one in element if plain(one.tag) == name]
        if element is not None
        else []
    )


def flag(element: Element | None, path: str) -> bool:
    return text(element, path) in ("true", "1")
