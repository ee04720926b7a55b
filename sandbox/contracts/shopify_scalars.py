"""Shopify's scalars: what they take and how they print.

The introspection file names them but knows no rules; without these, `"abc"` would
pass for money.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from graphql import GraphQLScalarType, GraphQLSchema, Undefined
from graphql.utilities import value_from_ast_untyped

_GID = re.compile(r"^gid://[\w-]+/\w+/.+$")
_URL = re.compile(r"^[a-z][a-z0-9+.-]*://\S+$|^(mailto|tel):\S+$", re.IGNORECASE)


def _money_in(value: Any) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if isinstance(value, bool) or not amount.is_finite():
        raise ValueError(f"invalid money '{value}'")
    return str(amount)


def _decimal_in(value: Any) -> str:
    try:
        return _money_in(value)
    except ValueError:
        raise ValueError(f"invalid decimal '{value}'") from None


def _moment_in(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        raise ValueError(f"invalid DateTime '{value}'") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _url_in(value: Any) -> str:
    if not isinstance(value, str) or not _URL.match(value):
        raise ValueError(f"Invalid url '{value}', missing scheme")
    return value


def _whole_in(value: Any) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"-?\d+", str(value)):
        raise ValueError(f"invalid integer '{value}'")
    return int(value)


def gid_in(value: Any) -> str:
    if not isinstance(value, str) or not _GID.match(value):
        raise ValueError(f"Invalid global id '{value}'")
    return value


def _money_out(value: Any) -> str:
    return f"{Decimal(str(value)):.2f}"


def _decimal_out(value: Any) -> str:
    """`19.99`, but `10.0`: Shopify drops the zeros it can."""
    whole, _, rest = f"{Decimal(str(value)):f}".partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}"


def _moment_out(value: Any) -> str:
    moment = value if isinstance(value, datetime) else _moment_in(value)
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _date_out(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _text_out(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _whole_out(value: Any) -> str:
    """64-bit numbers travel as text: JSON's own numbers lose their last digits."""
    return str(_whole_in(value))


Rule = Callable[[Any], Any]
RULES: dict[str, tuple[Rule, Rule]] = {
    "Money": (_money_in, _money_out),
    "Decimal": (_decimal_in, _decimal_out),
    "DateTime": (_moment_in, _moment_out),
    "Date": (str, _date_out),
    "URL": (_url_in, _url_in),
    "UnsignedInt64": (_whole_in, _whole_out),
    "BigInt": (_whole_in, _whole_out),
    "HTML": (str, _text_out),
    "FormattedString": (str, _text_out),
}


def make_strict(schema: GraphQLSchema) -> None:
    for name, (take, give) in RULES.items():
        scalar = schema.type_map.get(name)
        if isinstance(scalar, GraphQLScalarType):
            _arm(scalar, take, give)


def _arm(scalar: GraphQLScalarType, take: Rule, give: Rule) -> None:
    def literal(node: Any, variables: dict[str, Any] | None = None) -> Any:
        value = value_from_ast_untyped(node, variables)
        return Undefined if value is None else take(value)

    scalar.serialize = scalar.coerce_output_value = give  # type: ignore[assignment]
    scalar.parse_value = scalar.coerce_input_value = take  # type: ignore[assignment]
    scalar.parse_literal = literal  # type: ignore[assignment]
