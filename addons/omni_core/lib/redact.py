"""Take secrets and personal data out of what is kept on record.

Three nets, since any one alone has holes: known secret values wherever they appear
(also base64 and percent-encoded), values under telling names, and e-mail addresses in
free text. What cannot be understood is withheld, never kept as it came.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit, urlunsplit

from .secret import Secret
from .text import clean

HIDDEN = "***"
PERSONAL = "[personal]"
_PARSE_LIMIT = 512 * 1024  # beyond it, understanding a body costs more than it tells
_SHORTEST_SECRET = 4
_LONGEST_REMEMBERED = 80

_SECRET_NAME = (
    "password|passwd|passphrase|secret|token|apikey|accesskey|privatekey|authorization"
    "|hmac|signature|cookie|credential|sessionid|cardnumber|cvv|iban|accountnumber"
)
_PERSONAL_NAME = re.compile(
    "email|phone|(first|last|middle|full|real|customer|buyer|recipient)name"
    "|address[123]|addressline|street[123]"
)
# Names that are personal only inside a person or an address: a product has a name too.
_PERSONAL_PART = re.compile(
    "^(name|company|street|city|zip|postcode|postalcode|latitude|longitude|taxid|login"
    "|username|note)$"
)
_PERSON = re.compile(
    "customer|buyer|recipient|consignee|contact|address|shipto|billto|shipfrom|person"
)

# Tokens that need no telling name: JSON web tokens, and keys with a vendor's prefix.
_TOKEN = re.compile(
    r"eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?|\bshp(?:at|ca|pa|ss|rt)_[0-9a-fA-F]{8,}"
)
_ONE_TIME_CODE = 16  # "code" in a form or query is an error code, or long and a secret
_EMAIL = re.compile(r"[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PAIR = re.compile(r'"([^"\\]{1,80})"\s*:\s*("(?:[^"\\]|\\.)*(?:"|\Z)|[^\s,\]}]+)')
_XML_ELEMENT = re.compile(
    r"<((?:[\w.-]+:)?([\w.-]{1,80}))((?:\s[^<>]*)?)>"
    r"((?:<!\[CDATA\[.*?(?:\]\]>|\Z))|[^<]+)",
    re.DOTALL,
)
_XML_ATTRIBUTE = re.compile(r"""([\w:.-]{1,80})=("[^"]*"|'[^']*')""")
_HEADER_PARAMETER = re.compile(r"[?&;]?([\w.-]{1,80})=([^&\s;,>\"]+)")


class Redactor:
    """Knows one connection's secrets and its policy on personal data."""

    def __init__(
        self,
        secrets: Iterable[Secret | str] = (),
        names: Iterable[str] = (),
        *,
        keep_personal: bool = False,
        body_cap: int = 16_384,
    ) -> None:
        values = [s.reveal() if isinstance(s, Secret) else s for s in secrets]
        self._forms = _disguises(values)
        self._known = re.compile("|".join(map(re.escape, self._forms)))
        self._longest = max([len(value) * 3 for value in values], default=0)
        own = [re.escape(_normal(name)) for name in names if _normal(name)]
        self._secret_name = re.compile("|".join([_SECRET_NAME, *own]))
        self._keep_personal = keep_personal
        self._body_cap = body_cap

    def text(self, text: str) -> str:
        """Free text: known secrets and e-mail addresses go."""
        return self._guard(self._text, text)

    def url(self, url: str) -> str:
        return self._guard(self._url, url)

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {
            str(name): self._guard(self._header, (str(name), str(value)))
            for name, value in headers.items()
        }

    def body(self, body: bytes | str | None, content_type: str = "") -> str:
        """A body as people may see it, at most ``body_cap`` characters."""
        if not body:
            return ""
        kind = content_type.split(";")[0].strip().lower()
        if not _is_text(kind):
            return f"[{kind}, {len(body)} bytes]"
        # Cutting comes last, so that no half secret is left at the edge.
        keep = _PARSE_LIMIT if len(body) <= _PARSE_LIMIT else self._body_cap
        text = body[: keep + self._longest]
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        return self._cap(self._guard(self._body, (clean(text), kind)), len(body))

    # -- the nets ------------------------------------------------------------------

    def _guard(self, function: Callable[[Any], str], value: Any) -> str:
        try:
            return function(value)
        except Exception:  # noqa: BLE001  (a record never breaks the call it describes)
            return "[withheld: could not be redacted]"

    def _text(self, text: str) -> str:
        text = clean(text)
        # Most texts hold none of it, and looking for plain strings is much faster.
        if any(form in text for form in self._forms):
            text = self._known.sub(HIDDEN, text)
        if "eyJ" in text or "shp" in text:
            text = _TOKEN.sub(HIDDEN, text)
        if not self._keep_personal and ("@" in text or "%40" in text):
            text = _EMAIL.sub(PERSONAL, text)
        return text

    def _url(self, url: str) -> str:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        query = self._form(parts.query) if parts.query else ""
        cleaned = (parts.scheme, host, self._text(parts.path), query, "")
        return urlunsplit(cleaned)

    def _header(self, item: tuple[str, str]) -> str:
        name, value = item
        if self._hides(name):
            return HIDDEN
        text = self._text(value)
        return (
            _HEADER_PARAMETER.sub(self._hide_parameter, text) if "=" in text else text
        )

    def _hide_parameter(self, match: re.Match) -> str:
        name, value = match.groups()
        hidden = self._replacement(name)
        whole = match.group()
        return whole[: len(whole) - len(value)] + hidden if hidden else whole

    def _body(self, item: tuple[str, str]) -> str:
        text, kind = item
        if kind == "application/x-www-form-urlencoded":
            return self._form(text)
        if "xml" in kind or text.lstrip()[:1] == "<":
            return self._xml(text)
        return self._json(text)

    def _form(self, text: str) -> str:
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace")
        if not pairs:
            return self._text(text)
        cleaned = [
            (name, self._replacement(name) or self._form_value(name, value))
            for name, value in pairs
        ]
        return urlencode(cleaned, safe="*[]/:,")

    def _form_value(self, name: str, value: str) -> str:
        if name == "code" and len(value) >= _ONE_TIME_CODE:
            return HIDDEN
        return self._text(value)

    def _json(self, text: str) -> str:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return self._text(_PAIR.sub(self._hide_pair, text))
        return json.dumps(self._walk(value), ensure_ascii=False)

    def _walk(self, value: Any, of_person: bool = False) -> Any:
        if isinstance(value, dict):
            return {
                self._text(key): self._walk_item(key, item, of_person)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [self._walk(item, of_person) for item in value]
        return self._text(value) if isinstance(value, str) else value

    def _walk_item(self, key: str, value: Any, of_person: bool) -> Any:
        hidden = self._replacement(key, of_person)
        if hidden == HIDDEN:
            return HIDDEN if value else value
        if hidden and not isinstance(value, (dict, list)):
            return PERSONAL if value else value
        return self._walk(value, of_person or _names_person(key))

    def _hide_pair(self, match: re.Match) -> str:
        hidden = self._replacement(match[1])
        return f'"{match[1]}": "{hidden}"' if hidden else match.group()

    def _xml(self, text: str) -> str:
        text = _XML_ATTRIBUTE.sub(self._hide_attribute, text)
        return self._text(_XML_ELEMENT.sub(self._hide_element, text))

    def _hide_attribute(self, match: re.Match) -> str:
        hidden = self._replacement(match[1].rpartition(":")[2])
        return f'{match[1]}="{hidden}"' if hidden else match.group()

    def _hide_element(self, match: re.Match) -> str:
        tag, name, attributes, content = match.groups()
        hidden = self._replacement(name, of_person=True)
        if not hidden or not content.strip():
            return match.group()
        return f"<{tag}{attributes}>{hidden}"

    # -- names ---------------------------------------------------------------------

    def _hides(self, name: str) -> bool:
        return _matches(self._secret_name, name)

    def _replacement(self, name: str, of_person: bool = False) -> str:
        """What stands for the value under this name; empty if it may be kept."""
        if self._hides(name):
            return HIDDEN
        if self._keep_personal:
            return ""
        if _matches(_PERSONAL_NAME, name):
            return PERSONAL
        return PERSONAL if of_person and _matches(_PERSONAL_PART, name) else ""

    def _cap(self, text: str, size: int) -> str:
        if len(text) <= self._body_cap:
            return text
        return f"{text[: self._body_cap]}\n[cut: {size} bytes in all]"


def _normal(name: str) -> str:
    """``X-Shopify-Access-Token``, ``accessToken``, ``access_token``: one spelling."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@lru_cache(maxsize=4096)  # the names of a platform are few, and come again and again
def _remembered_match(pattern: re.Pattern, name: str) -> bool:
    return bool(pattern.search(_normal(name)))


def _matches(pattern: re.Pattern, name: str) -> bool:
    if len(name) > _LONGEST_REMEMBERED:
        return bool(pattern.search(_normal(name)))
    return _remembered_match(pattern, name)


def _names_person(name: str) -> bool:
    return _matches(_PERSON, name)


def _is_text(kind: str) -> bool:
    return (
        not kind
        or kind.startswith("text/")
        or any(
            word in kind for word in ("json", "xml", "urlencoded", "graphql", "script")
        )
    )


def _disguises(values: Iterable[str]) -> list[str]:
    """The values in every usual spelling, the longest first."""
    forms = set()
    for value in values:
        if len(value) < _SHORTEST_SECRET:
            continue
        escaped = json.dumps(value)[1:-1]
        forms |= {
            value,
            quote(value, safe=""),
            quote_plus(value),
            quote(value),
            escaped,
        }
        forms |= set(_base64_cores(value.encode()))
    return sorted(forms, key=len, reverse=True)


def _base64_cores(value: bytes) -> Iterable[str]:
    """The value as it looks inside base64, at each of its three possible offsets."""
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + value).decode().rstrip("=")
        # Characters at the edges mix with the neighbours; the core does not change.
        core = encoded[-(-offset * 8 // 6) : len(encoded) - 1]
        if len(core) >= 8:
            yield core
            yield core.replace("+", "-").replace("/", "_")
