"""A sign-in that is under way: who began it, for which connection, and until when."""

import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

PATIENCE = timedelta(minutes=15)


class EbayConsent(models.Model):
    """Nobody reads or writes these but the button and the callback."""

    _name = "ebay.consent"
    _description = "eBay Sign-in Under Way"
    _log_access = False

    connection_id = fields.Many2one(
        "integration.connection", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    state_hash = fields.Char(required=True)
    ends_at = fields.Datetime(required=True)

    _state_uniq = models.UniqueIndex("(state_hash)")

    @api.model
    def _begin(self, connection):
        """The state that eBay hands back; of itself only the hash is kept."""
        state = secrets.token_urlsafe(32)
        mine = self.sudo()
        mine.search([("connection_id", "=", connection.id)]).unlink()
        mine.create(
            {
                "connection_id": connection.id,
                "user_id": self.env.uid,
                "state_hash": _hash(state),
                "ends_at": fields.Datetime.now() + PATIENCE,
            }
        )
        return state

    @api.model
    def _redeem(self, state):
        """The connection that this user began to sign in; once, and in time."""
        found = self.sudo().search(
            Domain("state_hash", "=", _hash(state))
            & Domain("user_id", "=", self.env.uid)
            & Domain("ends_at", ">", fields.Datetime.now()),
            limit=1,
        )
        connection = found.connection_id.with_env(self.env)
        found.unlink()
        return connection.exists()

    @api.autovacuum
    def _gc_ended(self):
        self.search([("ends_at", "<", fields.Datetime.now())]).unlink()


def _hash(state):
    return hashlib.sha256(state.encode()).hexdigest()
