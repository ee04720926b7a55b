"""A call while somebody waits for it: a test, a sign-in."""

from odoo import models

from ..engine.exchange_guard import no_database
from ..engine.transaction import read_committed
from ..engine.way_out import open_way

PATIENCE_S = 20


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _ask_now(self, ask):
        """The answer of ``ask(platform, settings, transport)``, which sees no database.

        Raises the platform's own ``IntegrationError``. What was written before is
        committed: nobody waits for the network with a transaction open.
        """
        platform, settings = self._platform(), self._settings()
        transport = open_way(
            platform, settings, self._call_policy(), seconds=PATIENCE_S
        )
        self.env.cr.commit()  # pylint: disable=invalid-commit
        try:
            with no_database():
                return ask(platform, settings, transport)
        finally:
            self._keep_calls(transport)

    def _keep_calls(self, transport):
        """What was said is on record, whatever becomes of this request."""
        pairs = [(self.id, call) for call in transport.calls]
        if pairs:
            with read_committed(self.env.registry) as cr:
                self.env(cr=cr)["integration.call"]._record(pairs)
