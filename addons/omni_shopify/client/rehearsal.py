"""One command's questions written down first, and answered from a file later.

A command that asks one mutation again and again runs twice: before a ``Scribe``, which
keeps the questions for a bulk operation, and, when that is done, before a ``Prompter``,
which gives it Shopify's answers. So what to ask and what an answer means is written
once, for both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from odoo.addons.omni_core.lib.errors import TransientError
from odoo.addons.omni_core.lib.words import _lt

from .client import Node, ShopifyClient
from .errors import of_answer


class _Stand:
    """The client for everything else."""

    def __init__(self, client: ShopifyClient, mutation: str) -> None:
        self._client, self._mutation = client, mutation

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def ask(self, operation: str, /, **variables: Any) -> Any:
        if operation != self._mutation:
            return self._client.ask(operation, **variables)
        return self._answer(variables)

    def _answer(self, variables: Mapping[str, Any]) -> Any:
        raise NotImplementedError


class Scribe(_Stand):
    def __init__(self, client: ShopifyClient, mutation: str) -> None:
        super().__init__(client, mutation)
        self.lines: list[Mapping[str, Any]] = []

    def _answer(self, variables: Mapping[str, Any]) -> Any:
        self.lines.append(variables)
        return {"userErrors": []}


class Prompter(_Stand):
    def __init__(
        self, client: ShopifyClient, mutation: str, answers: Mapping[int, Node]
    ) -> None:
        super().__init__(client, mutation)
        self._answers, self._next = answers, 0

    def _answer(self, variables: Mapping[str, Any]) -> Any:
        said = self._answers.get(self._next)
        self._next += 1
        if said is None:
            raise TransientError(
                _lt("Shopify stopped before it came to this."), code="left"
            )
        if error := of_answer(said):
            raise error
        return next(iter(said["data"].values()))
