"""Metafields: typed and defined, so that merchants see them in Shopify's admin."""

from __future__ import annotations

from collections.abc import Iterable

from .client import ShopifyClient
from .errors import of_user_error, user_errors

# Somebody has defined or used it already: then theirs is the definition.
_DEFINED = {"TAKEN", "UNSTRUCTURED_ALREADY_EXISTS"}


class Metafields:
    def __init__(self, client: ShopifyClient) -> None:
        self.client = client
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
        payload = self.client.ask("metafield_define", definition=definition)
        for error in user_errors(payload):
            if error.get("code") not in _DEFINED:
                raise of_user_error(error)
        self._defined.add((owner, namespace, key))

    def delete(self, owner: str, names: Iterable[tuple[str, str]]) -> None:
        rows = [{"ownerId": owner, "namespace": n, "key": key} for n, key in names]
        if rows:
            self.client.do("metafields_delete", metafields=rows)
