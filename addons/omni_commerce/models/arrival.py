"""One order on its way from its document to its sales order."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.lib.errors import Unmapped

from ..documents import Order
from ..holds import Hold
from ..proof import Proof


@dataclass(slots=True)
class Arrival:
    """What is known of it so far; filled in step by step, for a whole batch at once."""

    binding: Any
    order: Order
    side: str
    proof: Proof
    record_only: bool
    holds: list[Hold] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    match: Any = None  # who bought
    invoice_to: Any = None
    deliver_to: Any = None
    products: dict[str, Any] = field(default_factory=dict)  # line ref -> Found
    taxes: dict[str, Any] = field(default_factory=dict)  # key -> (tax, mapped key)
    currency: Any = None
    workflows: dict[str, Any] = field(default_factory=dict)  # gateway -> workflow
    carrier: Any = None
    fiscal_position: Any = None
    terms: dict[str, Any] = field(default_factory=dict)  # more of the sales order
    sale: Any = None
    odoo_total: Decimal | None = None

    def texts(self, lang: str | None) -> list[str]:
        return [tell(lang, hold.text) for hold in self.holds]

    @property
    def is_blocked(self) -> bool:
        return any(hold.blocks for hold in self.holds)

    @property
    def is_held(self) -> bool:
        """Waits, and nobody has approved exactly this state of it."""
        if self.is_blocked:
            return True
        approved = self.binding.approved_hash == self.binding.content_hash
        return bool(self.holds) and not approved

    def hold(self, code: str, text: str, blocks: bool = False) -> None:
        self.holds.append(Hold(code, text, blocks))
