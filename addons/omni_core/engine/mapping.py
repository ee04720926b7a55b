"""The kinds of values that people match by hand: tax, carrier, gateway ...

Add-ons register theirs as data; the mapping screen and ``_require`` do the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..lib.errors import Unmapped
from ..lib.words import Sentence, _lt, joined


@dataclass(frozen=True, slots=True)
class MappingKind:
    """``model`` is the Odoo model that values are matched to; none: to plain text."""

    code: str
    label: str
    model: str | None = None


_kinds: dict[str, MappingKind] = {}


def register_mapping_kinds(*kinds: MappingKind) -> None:
    """Make kinds known. Two add-ons may share a kind if they agree on its model."""
    for kind in kinds:
        known = _kinds.setdefault(kind.code, kind)
        if known.model != kind.model:
            raise ValueError(f"mapping kind {kind.code!r} is declared twice")


def known_mapping_kinds() -> list[MappingKind]:
    return list(_kinds.values())


def mapping_label(kind: str) -> str:
    return _kinds[kind].label if kind in _kinds else kind


def named(unmapped: Iterable[Unmapped]) -> Sentence:
    """As people call them: Tax “GST 5 %”, Carrier “DHL”."""
    names = (
        _lt(
            "%(kind)s “%(value)s”",
            kind=mapping_label(value.kind),
            value=value.label or value.key,
        )
        for value in unmapped
    )
    return joined(*names, by=", ")


def mapping_model(kind: str) -> str | None:
    return _kinds[kind].model if kind in _kinds else None


def mapping_cause(connection_id: int, kind: str, key: str) -> str:
    """What a waiting job writes down, and what mapping the value releases."""
    return f"mapping:{connection_id}:{kind}:{key}"


def causes_of(connection_id: int, unmapped: Iterable[Unmapped]) -> list[str]:
    return [mapping_cause(connection_id, value.kind, value.key) for value in unmapped]
