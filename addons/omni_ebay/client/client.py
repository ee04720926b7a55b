"""One way to call all of eBay's REST APIs over the transport."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from odoo.addons.omni_core.lib.auth import Auth, Bearer
from odoo.addons.omni_core.lib.paging import Page, items
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import Transport, dumps

from .apis import APIS, Api, Hosts
from .errors import classify
from .signing import Signed, Signer
from .sites import Site, site_of

Node = dict[str, Any]
PAGE_SIZE = 200  # the most that eBay's lists give at once
# These may be asked again at once: they read, or set what they say.
_READS_BY_POST = ("/bulk_get_inventory_item",)
# The one call outside of Finances that the EU and the UK want signed.
_SIGNED_PATH = "/issue_refund"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Who we are: the seller who consented, and the application itself."""

    user: Secret = field(default_factory=lambda: Secret(""))
    app: Secret = field(default_factory=lambda: Secret(""))


@dataclass(frozen=True, slots=True)
class Reply:
    """A good answer. ``body`` is {} where eBay has nothing to say."""

    status: int
    body: Node
    headers: Mapping[str, str]

    @property
    def parts(self) -> list[Node]:
        """What a bulk call says of each entry: some may be refused (status 207)."""
        return self.body.get("responses") or []

    @property
    def made(self) -> str:
        """The id in ``Location``: of what a POST has made."""
        return self.headers.get("Location", "").rstrip("/").rpartition("/")[2]


class EbayClient:
    """Knows how to ask; what to ask stands with those who need it."""

    def __init__(
        self,
        transport: Transport,
        hosts: Hosts,
        tokens: Tokens,
        marketplace: str = "EBAY_US",
        signer: Signer | None = None,
        others: Iterable[str] = (),
        carriers: Iterable[str] = (),
    ) -> None:
        self.transport, self.hosts, self.tokens = transport, hosts, tokens
        self.signer = signer
        self.site = site_of(marketplace)
        self.marketplaces = (marketplace, *others)  # where we sell, the home site first
        self.carriers = tuple(carriers)  # codes that these sites know

    def call(
        self,
        api: str,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
        marketplace: str = "",
        operation: str = "",
    ) -> Reply:
        """Send, and return a good answer or raise the typed error.

        :param path: below the API's base; quote what came from outside (``segment``)
        :param marketplace: the site it is about; "": the connection's own
        :param operation: its name on record; "": the path's first word
        """
        where = APIS[api]
        site = site_of(marketplace) if marketplace else self.site
        url = self.hosts.url(where, path)
        body = b"" if json is None else dumps(json)
        answer = self.transport.request(
            method,
            url,
            params={k: v for k, v in (query or {}).items() if v is not None},
            data=body or None,
            files=files,
            headers={**_headers(site, bool(body)), **(headers or {})},
            auth=self._auth(where, method, url, body),
            budget=where.budget,
            cost=1 if where.budget else 0,
            operation=operation or f"{api}.{path.strip('/').split('/')[0]}",
            classify=classify,
            expect="none",  # many good answers are empty; ``classify`` reads the others
            retry_connect=True if path in _READS_BY_POST else None,
        )
        found = answer.json() if answer.content.strip() else None
        return Reply(answer.status, found or {}, answer.headers)

    def _auth(self, api: Api, method: str, url: str, body: bytes) -> Auth:
        token = self.tokens.app if api.as_app else self.tokens.user
        bearer = Bearer(token, api.scheme)
        if self.signer and (api.is_signed or url.endswith(_SIGNED_PATH)):
            return Signed(bearer, self.signer, method, url, body)
        return bearer

    # -- many --

    def page(
        self,
        api: str,
        path: str,
        rows: str,
        cursor: str | None,
        *,
        limit: int = PAGE_SIZE,
        pages_counted: bool = False,
        **options: Any,
    ) -> Page[Node]:
        """One page of a list whose rows stand under ``rows``.

        :param pages_counted: ``offset`` counts pages there, as nowhere else
        """
        offset = int(cursor or 0)
        query = {**(options.pop("query", None) or {}), "limit": limit, "offset": offset}
        body = self.call(api, "GET", path, query=query, **options).body
        found = body.get(rows) or []
        step = 1 if pages_counted else limit
        more = bool(body.get("next")) and bool(found)
        return Page(found, str(offset + step) if more else None, more)

    def all(self, api: str, path: str, rows: str, **options: Any) -> Iterator[Node]:
        return items(lambda cursor: self.page(api, path, rows, cursor, **options))


def _headers(site: Site, has_body: bool) -> Mapping[str, str]:
    found = {
        "Accept": "application/json",
        "Accept-Language": site.language,
        "X-EBAY-C-MARKETPLACE-ID": site.marketplace,
    }
    # What an item says is said in the language of one site.
    spoken = {"Content-Type": "application/json", "Content-Language": site.language}
    return {**found, **spoken} if has_body else found
