"""Changing the key of the vault while everything runs."""

import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.transaction import read_committed
from ..engine.vault import keyring
from ..lib.errors import IntegrationError
from ..lib.keyring import key_id_of

_logger = logging.getLogger(__name__)


class IntegrationCredential(models.Model):
    _inherit = "integration.credential"

    @api.model
    def _reseal_all(self, batch=200):
        """Seal everything with the newest vault key; return (changed, unreadable).

        Runs while the system works: batches with transactions of their own, and a
        value that was renewed meanwhile is left alone.
        """
        newest = keyring().newest
        changed = unreadable = last_id = 0
        while True:
            with read_committed(self.env.registry) as cr:
                credentials = (
                    self.with_env(self.env(cr=cr))
                    .sudo()
                    .search(
                        Domain("has_value", "=", True)
                        & Domain("key_id", "!=", newest)
                        & Domain("id", ">", last_id),
                        order="id",
                        limit=batch,
                    )
                )
                if not credentials:
                    return changed, unreadable
                for credential in credentials:
                    try:
                        changed += credential._reseal()
                    except IntegrationError as error:
                        unreadable += 1
                        _logger.warning("%s was not resealed: %s", credential, error)
                last_id = credentials[-1].id

    def _reseal(self):
        old = self.value_sealed
        clear = self._reveal().reveal()
        new = keyring().seal(clear, self._identity())
        marks = keyring().marks(clear, f"{self.platform}:{self.key}")
        self.env.cr.execute(
            SQL(
                """
                UPDATE integration_credential
                   SET value_sealed = %s, key_id = %s,
                       value_mark = CASE WHEN value_mark IS NOT NULL THEN %s END
                 WHERE id = %s AND value_sealed = %s
                """,
                new,
                key_id_of(new),
                marks[0],
                self.id,
                old,
            )
        )
        self.invalidate_recordset(["value_sealed", "key_id", "value_mark"])
        return self.env.cr.rowcount
