"""The vault: secrets of connections, written by people and read by nobody."""

from datetime import timedelta, timezone
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS, Domain
from odoo.tools import SQL

from ..engine.language import tell
from ..engine.plain import as_user_error
from ..engine.platform import previous_key
from ..engine.transaction import read_committed
from ..engine.vault import keyring
from ..lib.keyring import key_id_of

TOUCH_EVERY = timedelta(hours=1)


class IntegrationCredential(models.Model):
    _name = "integration.credential"
    _description = "Integration Credential"
    _order = "connection_id, key, slot"
    _rec_name = "key"

    connection_id = fields.Many2one(
        "integration.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    platform = fields.Selection(related="connection_id.platform", store=True)
    key = fields.Char(
        required=True, help="The name of the secret, as the platform's client uses it."
    )
    label = fields.Char("Secret", compute="_compute_label")
    value = fields.Char(
        "New Value",
        compute="_compute_value",
        inverse="_inverse_value",
        groups="omni_core.group_administrator",
        help="Write-only: what is stored here cannot be read again by anybody.",
    )
    # Ciphertext, bound to this row. Even so it is for superuser code only.
    value_sealed = fields.Char(groups=NO_ACCESS, copy=False, prefetch=False)
    # By it the same secret is known again; see ``KeyRing.marks``
    value_mark = fields.Char(groups=NO_ACCESS, copy=False, index="btree_not_null")
    has_value = fields.Boolean("Stored", readonly=True, copy=False)
    presence = fields.Selection(
        [
            ("stored", "Stored"),
            ("missing", "Missing"),
            ("optional", "Optional"),
            ("expired", "Expired"),
        ],
        "Status",
        compute="_compute_presence",
        help="A stored secret is never shown again. Enter a new one to replace it.",
    )
    key_id = fields.Char(
        "Vault Key",
        readonly=True,
        copy=False,
        help="Which key of the vault it is encrypted with.",
    )
    expires_at = fields.Datetime(copy=False)
    slot = fields.Selection(
        [("current", "Current"), ("previous", "Previous")],
        default="current",
        required=True,
        readonly=True,
        copy=False,
        help="“Previous” is the value before the last change, accepted for a while.",
    )
    grace_hours = fields.Integer(
        "Keep Old For (Hours)",
        compute="_compute_grace_hours",
        store=True,
        readonly=False,
        precompute=True,
        help="How long the old value stays accepted after a new one was entered.",
    )
    last_used_at = fields.Datetime("Last Used", readonly=True, copy=False)
    last_changed_at = fields.Datetime("Changed", readonly=True, copy=False)
    last_changed_by = fields.Many2one("res.users", readonly=True, copy=False)

    _key_uniq = models.UniqueIndex(
        "(connection_id, key, slot)",
        "This connection already has a secret of that name.",
    )
    _expires_idx = models.Index("(expires_at) WHERE expires_at IS NOT NULL")

    # -- what people see --

    def _compute_value(self):
        self.value = False

    def _inverse_value(self):
        """Nothing: ``create`` and ``write`` take the value out before the ORM sees it.

        In the ORM's cache it could be read back within the same request.
        """

    @api.depends("key", "slot", "platform")
    def _compute_label(self):
        for credential in self:
            spec = credential.connection_id._secret_specs().get(credential.key)
            label = tell(self.env.lang, spec.label) if spec else credential.key
            if credential.slot == "previous":
                label = self.env._("%(secret)s (previous)", secret=label)
            credential.label = label

    @api.depends("has_value", "expires_at", "key", "platform")
    def _compute_presence(self):
        now = fields.Datetime.now()
        for credential in self:
            spec = credential.connection_id._secret_specs().get(credential.key)
            if not credential.has_value:
                is_needed = not spec or spec.required
                credential.presence = "missing" if is_needed else "optional"
            elif credential.expires_at and credential.expires_at < now:
                credential.presence = "expired"
            else:
                credential.presence = "stored"

    @api.depends("key", "connection_id")
    def _compute_grace_hours(self):
        for credential in self:
            spec = credential.connection_id._secret_specs().get(credential.key)
            credential.grace_hours = spec.grace_hours if spec else 0

    # -- writing --

    @api.model_create_multi
    def create(self, vals_list):
        self._make_room(vals_list)
        clears = [vals.get("value") for vals in vals_list]
        credentials = super().create([_without_value(vals) for vals in vals_list])
        for credential, clear in zip(credentials, clears, strict=True):
            credential._seal(clear)
        return credentials

    def _make_room(self, vals_list):
        """The empty line of a secret gives way to one that comes with a value."""
        self.check_access("create")
        for vals in vals_list:
            self.sudo().search(
                Domain("connection_id", "=", vals.get("connection_id"))
                & Domain("key", "=", vals.get("key"))
                & Domain("slot", "=", vals.get("slot") or "current")
                & Domain("has_value", "=", False)
            ).unlink()

    def write(self, vals):
        """An empty value changes nothing: the field always looks empty."""
        self._check_identity_stays(vals)
        result = super().write(_without_value(vals))
        for credential in self:
            credential._seal(vals.get("value"))
        return result

    def _check_identity_stays(self, vals):
        """A secret is sealed for its row: to use it elsewhere it is entered there."""
        connection_id, key = vals.get("connection_id"), vals.get("key")
        if any(
            (connection_id and credential.connection_id.id != connection_id)
            or (key and credential.key != key)
            for credential in self.sudo()
        ):
            raise UserError(
                self.env._(
                    "A secret cannot be moved to another connection or name. "
                    "Add a new one there, and delete this one."
                )
            )

    def _seal(self, clear):
        self.ensure_one()
        clear = clear.strip() if isinstance(clear, str) else ""
        if not clear:
            return
        if self.grace_hours and self.has_value and self.slot == "current":
            self._keep_previous()
        with as_user_error(self.env):
            sealed = keyring().seal(clear, self._identity())
            mark = self._mark(clear)
        self.sudo().write(
            {
                "value_sealed": sealed,
                "value_mark": mark,
                "has_value": True,
                "key_id": key_id_of(sealed),
                "last_changed_at": fields.Datetime.now(),
                "last_changed_by": self.env.uid,
            }
        )

    def _mark(self, clear):
        """Of an account's own secret, which no other connection may have as well."""
        spec = self.connection_id._secret_specs().get(self.key)
        if not spec or not spec.unique or self.slot != "current":
            return None
        marks = keyring().marks(clear, f"{self.platform}:{self.key}")
        twin = self.sudo().search(
            Domain("value_mark", "in", marks)
            & Domain("connection_id", "!=", self.connection_id.id)
            & Domain("connection_id.active", "=", True),
            limit=1,
        )
        if twin:
            raise UserError(
                self.env._(
                    "This %(secret)s is in use by another connection already%(which)s. "
                    "Two connections to one account would do everything twice: use "
                    "that one, or archive it first.",
                    secret=self.label,
                    which=self._name_if_seen(twin.connection_id),
                )
            )
        return marks[0]

    def _name_if_seen(self, connection):
        """Nobody learns by this what other companies are connected to."""
        mine = self.env["integration.connection"].search([("id", "=", connection.id)])
        return f" (“{mine.name}”)" if mine else ""

    def _keep_previous(self):
        """Both sides cannot change a secret at once: accept the old one for a while."""
        with as_user_error(self.env):
            old = self._reveal()
        self.sudo().search(self._slot_domain("previous")).unlink()
        self.sudo().create(
            {
                "connection_id": self.connection_id.id,
                "key": self.key,
                "slot": "previous",
                "value": old.reveal(),
                "expires_at": fields.Datetime.now() + timedelta(hours=self.grace_hours),
            }
        )

    def _slot_domain(self, slot):
        return (
            Domain("connection_id", "=", self.connection_id.id)
            & Domain("key", "=", self.key)
            & Domain("slot", "=", slot)
        )

    @api.model
    def _store_many(self, connection, values):
        """Store ``{key: (value, expires_at)}``, all or none, with the caller's work.

        A rotated refresh token that is stored without its access token, or the other
        way round, locks the connection out.
        """
        known = self.sudo().search(
            Domain("connection_id", "=", connection.id)
            & Domain("key", "in", list(values))
            & Domain("slot", "=", "current")
        )
        by_key = known.grouped("key")
        for key, (value, expires_at) in values.items():
            vals = {"value": value, "expires_at": _naive_utc(expires_at)}
            if key in by_key:
                by_key[key].write(vals)
            else:
                self.sudo().create({"connection_id": connection.id, "key": key, **vals})

    # -- reading: private Python only --

    def _identity(self):
        """What a sealed value is bound to; see ``lib/keyring.py``."""
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return (database, self._name, self.id, self.connection_id.id, self.key)

    def _reveal(self):
        """The clear text as a ``Secret``. No error ever quotes it."""
        self.ensure_one()
        return keyring().open(self.sudo().value_sealed or "", self._identity())

    @api.model
    def _reveal_all(self, connection):
        """Every valid secret of a connection, for one exchange."""
        now = fields.Datetime.now()
        credentials = self.sudo().search(
            Domain("connection_id", "=", connection.id)
            & Domain("has_value", "=", True)
            & (
                Domain("slot", "=", "current")
                # the past of a current one shows at the platform, and asks for renewal
                | Domain("expires_at", ">", now)
            )
        )
        credentials.fetch(["value_sealed"])
        credentials._touch(now)
        return {
            c.key if c.slot == "current" else previous_key(c.key): c._reveal()
            for c in credentials
        }

    def _touch(self, now):
        """Note the use, at most hourly: this is on the way of every exchange."""
        stale = self.filtered(
            lambda c: not c.last_used_at or c.last_used_at < now - TOUCH_EVERY
        )
        if stale:
            # After the commit: else our own later write to the row would conflict.
            self.env.cr.postcommit.add(partial(_note_use, self.env.registry, stale.ids))

    # -- life --

    @api.autovacuum
    def _gc_previous(self):
        self.search(
            Domain("slot", "=", "previous")
            & Domain("expires_at", "<", fields.Datetime.now())
        ).unlink()


def _note_use(registry, ids):
    with read_committed(registry) as cr:
        cr.execute(
            SQL(
                """
                UPDATE integration_credential
                   SET last_used_at = now() AT TIME ZONE 'UTC'
                 WHERE id IN (SELECT id FROM integration_credential
                               WHERE id = ANY(%s) FOR UPDATE SKIP LOCKED)
                """,
                ids,
            )
        )


def _without_value(vals):
    return {name: value for name, value in vals.items() if name != "value"}


def _naive_utc(moment):
    """What a datetime field takes; clients hand out aware ones."""
    if moment and moment.tzinfo:
        return moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment
