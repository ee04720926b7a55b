"""The custom fields of a listing are metafields of a product and its variants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from odoo.addons.omni_commerce.documents import CustomField
from odoo.addons.omni_core.lib.paging import chunks

from ..client.metafields import Metafields
from ..translate.listings import metafield_input

if TYPE_CHECKING:
    from .writer import Change

_MOST = 25  # metafields in one call


class CustomFields(Metafields):
    def define_all(self, owner: str, fields: Sequence[CustomField]) -> None:
        for field in fields:
            self.define(owner, field.namespace, field.key, field.type)

    def tell(self, change: Change) -> None:
        """Those of the product: set where they differ, deleted where ours ended."""
        if not change.ours("custom_fields"):
            return
        there = {_name(f): f.value for f in change.there.custom_fields}
        wanted = [f for f in change.wanted.custom_fields if f.value]
        fresh = [f for f in wanted if there.get(_name(f)) != f.value]
        self.define_all("PRODUCT", [f for f in fresh if _name(f) not in there])
        rows = [{"ownerId": change.ref, **metafield_input(f)} for f in fresh]
        for part in chunks(rows, _MOST):
            self.client.do("metafields_set", metafields=part)
        ended = map(_name, _ended(change, wanted))
        self.delete(change.ref, [name for name in ended if name in there])


def _ended(change: Change, wanted: Sequence[CustomField]) -> Iterator[CustomField]:
    kept = {_name(field) for field in wanted}
    before = change.command.before.custom_fields if change.command.before else ()
    return (field for field in before if _name(field) not in kept)


def _name(field: CustomField) -> tuple[str, str]:
    return field.namespace, field.key
