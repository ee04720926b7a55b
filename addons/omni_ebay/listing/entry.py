"""A product on its way onto eBay, and where it stands on each of its sites."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from odoo.addons.omni_commerce.adapter import UpsertProduct
from odoo.addons.omni_commerce.documents import Product
from odoo.addons.omni_commerce.listing_fields import known_listing_fields
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.paging import chunks
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import EbayClient, Node
from ..client.errors import of_part
from . import sites
from .details import Details, group_key, has_variations

MOST_PER_CALL = 25
# Of an article that is new, whoever decides about it later: it may be a variant that
# joins an old listing.
EVERYTHING = frozenset(field.code for field in known_listing_fields())


@dataclass(slots=True)
class Entry:
    """One product. What fails here fails on all sites."""

    command: UpsertProduct
    error: IntegrationError | None = None
    urls: dict[str, str] = field(default_factory=dict)
    new_skus: set[str] = field(default_factory=set)
    stands: list[Stand] = field(default_factory=list)

    def __post_init__(self) -> None:
        home, *others = sites.as_offered(self.product)
        self.stands = [Stand(self, home, is_home=True)]
        self.stands += [Stand(self, product) for product in others]

    @property
    def product(self) -> Product:
        return self.command.product

    @property
    def codes(self) -> frozenset[str]:
        return self.command.fields

    @property
    def details(self) -> Details:
        return Details.of(self.product)

    @property
    def group(self) -> str:
        if not has_variations(self.product):
            return ""
        return group_key(self.product, self.command.key)

    @property
    def home(self) -> Stand:
        return self.stands[0]

    def fail(self, error: IntegrationError) -> None:
        self.error = self.error or error


@dataclass(slots=True)
class Stand:
    """A product on one site. What fails on another site fails there alone."""

    entry: Entry
    product: Product  # as it is offered there
    is_home: bool = False
    error: IntegrationError | None = None
    offers: dict[str, Node] = field(default_factory=dict)  # SKU -> its offer
    listing_id: str = ""

    @property
    def marketplace(self) -> str:
        return Details.of(self.product).marketplace

    @property
    def codes(self) -> frozenset[str]:
        """On other sites the price travels along: nothing else would send it."""
        codes = self.entry.codes
        return codes if self.is_home else codes | {"variants.price"}

    def fail(self, error: IntegrationError) -> None:
        self.error = self.error or error
        if self.is_home:
            self.entry.fail(error)


class Failing(Protocol):
    error: IntegrationError | None

    def fail(self, error: IntegrationError) -> None: ...


Each = TypeVar("Each", bound=Failing)


def each(
    things: Iterable[Each], step: Callable[[Each], None], stop_at: float | None = None
) -> None:
    """Do it for each; one that fails is marked, and the others go on.

    :param stop_at: from then on (time.monotonic) the rest is left for the next job;
        the first is always done, so that there is an end to it
    """
    for number, thing in enumerate(things):
        if number and stop_at is not None and time.monotonic() > stop_at:
            thing.fail(TransientError(_lt("Its turn comes with the next ones.")))
            continue
        try:
            step(thing)
        except (AuthError, ThrottledError):
            raise  # no use in going on with the others
        except IntegrationError as error:
            thing.fail(error)


def in_bulk(
    client: EbayClient,
    path: str,
    wanted: Sequence[tuple[Each, Node]],
    marketplace: str = "",
) -> Iterator[tuple[Each, Node, Node]]:
    """(owner, request, answer) of each that was done; the others fail alone."""
    for part in chunks(wanted, MOST_PER_CALL):
        body = {"requests": [request for _owner, request in part]}
        answers = client.call(
            "inventory", "POST", path, json=body, marketplace=marketplace
        ).parts
        for (owner, request), answer in zip(part, answers, strict=True):
            error = of_part(answer)
            if error is None or offer_there(answer):
                yield owner, request, answer
            elif isinstance(error, (AuthError, ThrottledError)):
                raise error
            else:
                owner.fail(error)


def offer_there(answer: Node) -> str:
    """The offer that a lost answer had made: eBay names it when it refuses another."""
    for error in answer.get("errors") or ():
        for parameter in error.get("parameters") or ():
            if parameter.get("name") == "offerId" and error.get("errorId") == 25002:
                return str(parameter["value"])
    return ""
