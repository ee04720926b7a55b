"""Documents to JSON and back, to the last digit.

For staging, for hashes and for dry runs. What has its default value is left out, so
that a field added later does not change the fingerprint of documents stored before.
Keys that a newer version wrote are kept in ``extra`` where the document has one.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Document = TypeVar("Document")
_Loader = Callable[[Any], Any]


def dump(document: Any) -> dict[str, Any]:
    """The document as plain JSON data."""
    result = {}
    for name, default in _defaults(type(document)):
        value = getattr(document, name)
        if value != default:
            result[name] = _plain(value)
    return result


def load(cls: type[Document], data: Mapping[str, Any]) -> Document:
    """The document that ``dump`` wrote."""
    loaders = _loaders(cls)
    known = {
        name: loaders[name](value) for name, value in data.items() if name in loaders
    }
    unknown = {name: value for name, value in data.items() if name not in loaders}
    if unknown and "extra" in loaders:
        known["extra"] = {**unknown, **known.get("extra", {})}
    return cls(**known)


_REQUIRED = object()


@cache
def _defaults(cls: type) -> tuple[tuple[str, Any], ...]:
    """Each field with the value that need not be written."""
    return tuple((field.name, _default_of(field)) for field in dataclasses.fields(cls))


def _default_of(field: dataclasses.Field) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _REQUIRED if field.default is dataclasses.MISSING else field.default


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return dump(value)


@cache
def _loaders(cls: type) -> dict[str, _Loader]:
    hints = typing.get_type_hints(cls)
    return {field.name: _loader(hints[field.name]) for field in dataclasses.fields(cls)}


def _loader(hint: Any) -> _Loader:
    """How a value of that type is read back."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType or origin is typing.Union:
        (inner,) = [_loader(arg) for arg in arguments if arg is not types.NoneType]
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_loader(arguments)
    if hint is Decimal:
        return Decimal
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if dataclasses.is_dataclass(hint):
        return lambda value: load(hint, value)
    return lambda value: value


def _tuple_loader(arguments: tuple[Any, ...]) -> _Loader:
    if arguments[-1] is Ellipsis:
        each = _loader(arguments[0])
        return lambda value: tuple(each(item) for item in value)
    parts = [_loader(argument) for argument in arguments]
    return lambda value: tuple(
        part(item) for part, item in zip(parts, value, strict=True)
    )
