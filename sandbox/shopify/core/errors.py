"""Errors as Shopify words them: top-level GraphQL errors and user errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

SCOPES_PAGE = "https://shopify.dev/api/usage/access-scopes"
PROTECTED_PAGE = "https://shopify.dev/docs/apps/launch/protected-customer-data"


class ShopifyError(GraphQLError):
    """A deliberate top-level error (anything else raised in a resolver is our bug)."""

    def __init__(self, message: str, code: str, **extensions: Any) -> None:
        super().__init__(message, extensions={"code": code, **extensions})


def access_denied(field: str, scope: str) -> ShopifyError:
    need = f"`{scope}` access scope."
    return ShopifyError(
        f"Access denied for {field} field. Required access: {need}",
        "ACCESS_DENIED",
        documentation=SCOPES_PAGE,
        requiredAccess=need,
    )


def not_approved(what: str) -> ShopifyError:
    """Protected customer data: the app has the scope but not the approval."""
    return ShopifyError(
        f"This app is not approved to access the {what}. "
        f"See {PROTECTED_PAGE} for more details.",
        "ACCESS_DENIED",
        documentation=PROTECTED_PAGE,
    )


@dataclass(frozen=True, slots=True)
class UserError:
    """One row of a payload's `userErrors`."""

    message: str
    field: list[str] | None = None
    code: str | None = None
    element_index: int | None = None
    kind = "UserError"


class Refused(Exception):
    """A mutation that answers with `userErrors` and changes nothing."""

    def __init__(self, *errors: UserError) -> None:
        super().__init__(*(error.message for error in errors))
        self.errors = list(errors)


def refuse(
    message: str, field: str | list[str] | None = None, code: str | None = None
) -> Refused:
    path = field.split(".") if isinstance(field, str) else field
    return Refused(UserError(message, path, code))


def answer_error(error: GraphQLError) -> dict[str, Any]:
    """The error as JSON, keys in Shopify's order."""
    formatted = error.formatted
    return {
        key: formatted[key]
        for key in ("message", "locations", "path", "extensions")
        if formatted.get(key)
    }
