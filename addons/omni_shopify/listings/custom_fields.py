"""Metafields: typed and defined, so that merchants see them in Shopify's admin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from odoo.addons.omni_commerce.documents import CustomField

from ..client.client import ShopifyClient
from ..client.errors import of_user_error, user_errors
from ..commands.batches import chunks
from ..translate.listings import metafield_input

if TYPE_CHECKING:
    from .writer import Change

_MOST = 25  # metafields in one call
# Somebody has defined or used it already: then theirs is the definition.
_DEFINED = {"TAKEN", "UNSTRUCTURED_ALREADY_EXISTS"}


class CustomFields:
    def __init__(self, client: ShopifyClient) -> None:
        self._client = client
        self._defined: set[tuple[str, str, str]] = set()

    def define(self, owner: str, namespace: str, key: str, type: str) -> None:
        """Once per exchange; Shopify keeps definitions for good."""
        if (owner, namespace, key) in self._defined:
            return
        definition = {
            "name": key.replace("_", " ").capitalize(),
            "namespace": namespace,
            "key": key,
            "type": type,
            "ownerType": owner,
        }
        payload = self._client.ask("metafield_define", definition=definition)
        for error in user_errors(payload):
            if error.get("code") not in _DEFINED:
                raise of_user_error(error)
        self._defined.add((owner, namespace, key))

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
            self._client.do("metafields_set", metafields=part)
        gone = [f for f in _ended(change, wanted) if _name(f) in there]
        self.delete(change.ref, gone)

    def delete(self, owner: str, fields: Sequence[CustomField]) -> None:
        rows = [
            {"ownerId": owner, "namespace": f.namespace, "key": f.key} for f in fields
        ]
        if rows:
            self._client.do("metafields_delete", metafields=rows)


def _ended(change: Change, wanted: Sequence[CustomField]) -> Iterator[CustomField]:
    kept = {_name(field) for field in wanted}
    before = change.command.before.custom_fields if change.command.before else ()
    return (field for field in before if _name(field) not in kept)


def _name(field: CustomField) -> tuple[str, str]:
    return field.namespace, field.key
