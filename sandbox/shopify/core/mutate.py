"""How a mutation is played: scope, idempotency, user errors, its payload."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.contracts.shopify_rules import idempotency_key

from .context import Context
from .errors import Refused, ShopifyError, UserError, access_denied
from .registry import MUTATIONS, Mutation

KEY_LIVES_S = 24 * 3600


def mutation_plan(name: str) -> Callable[[Any, GraphQLResolveInfo, dict], Any]:
    mutation = MUTATIONS.get(name)
    if mutation is None:
        return _not_played(name)

    def plan(source: Any, info: GraphQLResolveInfo, arguments: dict) -> Any:
        ctx: Context = info.context
        if mutation.scope and mutation.scope not in ctx.scopes:
            raise access_denied(name, mutation.scope)
        key = idempotency_key(info.field_nodes[0], ctx.variables)
        if key is None:
            return play(mutation, name, ctx, arguments)
        return _play_once(mutation, name, ctx, arguments, key)

    return plan


def _not_played(name: str) -> Callable[..., Any]:
    def plan(*_: Any) -> Any:
        said = f"The sandbox does not play the mutation {name}."
        raise ShopifyError(said, "SANDBOX_NOT_SIMULATED")

    return plan


def play(mutation: Mutation, name: str, ctx: Context, arguments: dict) -> dict:
    if error := ctx.store.injected_error(name):
        return _refusal([error])
    try:
        return mutation.play(ctx, **arguments)
    except Refused as refused:
        return _refusal(refused.errors)


def _play_once(
    mutation: Mutation, name: str, ctx: Context, arguments: dict, key: str
) -> dict:
    """The same key with the same arguments gets the first answer again."""
    kept = ctx.store.idempotency
    print_ = json.dumps(arguments, sort_keys=True, default=str)
    known = kept.get((name, key))
    if known and (ctx.now - known[2]).total_seconds() < KEY_LIVES_S:
        if known[0] != print_:
            said = "The same idempotency key cannot be used with different operation "
            code = "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
            return _refusal([UserError(said + "parameters.", None, code)])
        return known[1]
    payload = play(mutation, name, ctx, arguments)
    kept[name, key] = (print_, payload, ctx.now)
    return payload


def _refusal(errors: list[UserError]) -> dict[str, Any]:
    """Whatever the payload calls its errors; the rest of it is null."""
    return {"user_errors": errors}
