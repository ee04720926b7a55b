"""Query cost and the leaky bucket.

Objects cost 1, scalars nothing, mutations 10; a connection costs 2 and then grows with
the logarithm of its page, which is what stores measure since 2025
(`variants(first: 250) { nodes { inventoryItem { id } } }` under a product: 25).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)

from sandbox.contracts.shopify_rules import arguments_of

MUTATION_COST = 10
SINGLE_QUERY_LIMIT = 1000


def growth(size: int) -> float:
    return float(size) if size < 2 else max(1.0, 2 * math.log(size))


class Pricer:
    """The cost of one operation: asked for (`first`), or with the sizes met."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        variables: dict[str, Any],
    ) -> None:
        self.schema, self.variables = schema, variables
        self.sizes: dict[int, int] | None = None
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }

    def cost(
        self, operation: OperationDefinitionNode, sizes: dict[int, int] | None = None
    ) -> int:
        self.sizes = sizes
        root = self.schema.get_root_type(operation.operation)
        price = self._selections(operation.selection_set, root)
        if operation.operation.value == "mutation":
            price += MUTATION_COST * len(operation.selection_set.selections)
        return max(1, round(price))

    def _selections(self, selections: SelectionSetNode, parent: Any) -> float:
        price, dearest_branch = 0.0, 0.0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                price += self._field(node, parent)
            else:
                branch = self._branch(node, parent)
                same = branch[0] is parent
                price += branch[1] if same else 0.0
                dearest_branch = max(dearest_branch, 0.0 if same else branch[1])
        return price + dearest_branch

    def _branch(
        self, node: InlineFragmentNode | FragmentSpreadNode, parent: Any
    ) -> tuple[Any, float]:
        if isinstance(node, FragmentSpreadNode):
            node = self.fragments[node.name.value]
        condition = node.type_condition
        type_ = self.schema.get_type(condition.name.value) if condition else parent
        return type_, self._selections(node.selection_set, type_)

    def _field(self, node: FieldNode, parent: Any) -> float:
        fields = getattr(parent, "fields", {})
        definition = fields.get(node.name.value)
        if definition is None or node.selection_set is None:
            return 0.0
        returned = get_named_type(definition.type)
        if not is_composite_type(returned):
            return 0.0
        inner = self._selections(node.selection_set, returned)
        if returned.name.endswith("Connection"):
            return 2 + growth(self._size(node)) * inner
        if returned.name.endswith("Edge") or returned.name == "PageInfo":
            return inner
        own = 0.0 if self._is_payload(parent) else 1.0
        if "first" in definition.args:
            return growth(self._size(node)) * (own + inner)
        return own + inner

    def _size(self, node: FieldNode) -> int:
        if self.sizes is not None:
            return self.sizes.get(id(node), 0)
        arguments = arguments_of(node, self.variables)
        return arguments.get("first") or arguments.get("last") or 1

    def _is_payload(self, parent: Any) -> bool:
        return isinstance(parent, GraphQLObjectType) and (
            parent is self.schema.mutation_type or parent.name.endswith("Payload")
        )


class Bucket:
    """Refills by the sandbox's clock, and in real time too: a frozen clock must not
    lock everybody out."""

    def __init__(
        self,
        maximum: float = 2000,
        restore_rate: float = 100,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.maximum, self.restore_rate, self._clock = maximum, restore_rate, clock
        #: What was asked of it: questions, points for them, and how many it refused.
        self.calls, self.points, self.throttled = 0, 0.0, 0
        self._level, self._at = maximum, self._moments()

    def _moments(self) -> tuple[float, float]:
        return time.monotonic(), self._clock()

    @property
    def available(self) -> float:
        now = self._moments()
        passed = max(new - old for new, old in zip(now, self._at, strict=True))
        restored = passed * self.restore_rate
        self._level, self._at = min(self.maximum, self._level + restored), now
        return self._level

    def take(self, cost: float) -> bool:
        self.calls += 1
        if cost > self.available:
            self.throttled += 1
            return False
        self._level -= cost
        self.points += cost
        return True

    def give_back(self, cost: float) -> None:
        self._level = min(self.maximum, self._level + cost)
        self.points -= cost

    def status(self) -> dict[str, float]:
        return {
            "maximumAvailable": float(self.maximum),
            "currentlyAvailable": int(self.available),
            "restoreRate": float(self.restore_rate),
        }
