"""One account on one platform in one environment, for one company."""

from urllib.parse import urlsplit

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..engine.platform import ConnectionSettings, get_platform, known_platforms

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class IntegrationConnection(models.Model):
    _name = "integration.connection"
    _description = "Integration Connection"
    _inherit = ("mail.thread", "mail.activity.mixin")
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    color = fields.Integer()
    platform = fields.Selection(
        selection="_selection_platform",
        required=True,
        help="Cannot be changed later: everything read from an account belongs to "
        "its platform.",
    )
    environment = fields.Selection(
        [("sandbox", "Sandbox"), ("production", "Production")],
        default="sandbox",
        required=True,
        tracking=True,
        help="Sandbox: the platform's test system. Production: the real account.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        default=lambda self: self.env.user,
        tracking=True,
        help="Who is asked when the connection needs a person.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("connected", "Connected"),
            ("paused", "Paused"),
            ("reauth", "Sign-in Needed"),
            ("blocked", "Blocked"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="Only a connected connection runs jobs. Otherwise its jobs wait.",
    )
    state_reason = fields.Char("Reason", readonly=True, copy=False)
    state_changed_at = fields.Datetime("Since", readonly=True, copy=False)
    state_changed_by = fields.Many2one("res.users", "By", readonly=True, copy=False)
    base_url = fields.Char(
        "Other Address",
        copy=False,
        tracking=True,
        help="Only for a sandbox: talk to this address instead of the platform's own.",
    )
    account = fields.Char(readonly=True, copy=False, help="Who we are over there.")
    account_ref = fields.Char("Account Reference", readonly=True, copy=False)
    last_check_at = fields.Datetime("Last Test", readonly=True, copy=False)
    last_check = fields.Text("Test Result", readonly=True, copy=False)
    call_mode = fields.Selection(
        [("off", "Nothing"), ("errors", "Errors only"), ("all", "Everything")],
        "Record of Calls",
        default="errors",
        required=True,
        help="Which HTTP calls are kept on record. Secrets never are.",
    )
    call_personal_data = fields.Boolean(
        "Keep Personal Data",
        help="Keep names, addresses, phones and e-mails in the record of calls. "
        "Otherwise they are masked.",
    )
    credential_ids = fields.One2many(
        "integration.credential",
        "connection_id",
        "Secrets",
        groups="omni_core.group_administrator",
    )

    # -- platform --

    @api.model
    def _selection_platform(self):
        """The platforms whose add-on is installed in this database."""
        installed = self.env.registry._init_modules
        return sorted(
            (platform.code, platform.name)
            for platform in known_platforms()
            if _addon_of(platform) in installed | {None}
        )

    def _platform(self):
        self.ensure_one()
        return get_platform(self.platform)

    def _secret_specs(self):
        """What secrets the platform asks for: {key: SecretSpec}."""
        known = {platform.code: platform for platform in known_platforms()}
        platform = known.get(self.platform)
        return {spec.key: spec for spec in platform.secrets} if platform else {}

    @api.onchange("platform")
    def _onchange_platform(self):
        """A new connection shows at once which secrets it needs."""
        if not self._origin:
            lines = [Command.create({"key": key}) for key in self._secret_specs()]
            self.credential_ids = [Command.clear(), *lines]

    @api.model_create_multi
    def create(self, vals_list):
        connections = super().create(vals_list)
        connections._add_missing_secrets()
        return connections

    def write(self, vals):
        if "platform" in vals:
            self._check_platform_stays(vals["platform"])
        if vals.get("base_url"):
            self._check_secrets_stay(vals["base_url"])
        result = super().write(vals)
        if "platform" in vals:
            empty = self.sudo().credential_ids.filtered(lambda c: not c.has_value)
            empty.unlink()
        if not {"platform", "credential_ids"}.isdisjoint(vals):
            self._add_missing_secrets()  # a line that was deleted comes back empty
        return result

    def _add_missing_secrets(self):
        """One empty line per secret that the platform asks for, to be filled in."""
        self.env["integration.credential"].sudo().create(
            [
                {"connection_id": connection.id, "key": key}
                for connection in self
                for key in connection._secret_specs()
                if key not in connection.sudo().credential_ids.mapped("key")
            ]
        )

    def _platform_options(self):
        """The platform's own settings, as plain values for its client.

        Every stored field named ``<platform>_<option>`` is one: a platform add-on only
        has to add its fields. Override for what is not a field.
        """
        prefix = f"{self.platform}_"
        record = self.sudo()
        return {
            name.removeprefix(prefix): _plain(record[name], field)
            for name, field in self._fields.items()
            if name.startswith(prefix) and field.store and not field.relational
        } | {
            name.removeprefix(prefix): record[name].id or None
            for name, field in self._fields.items()
            if name.startswith(prefix) and field.type == "many2one"
        }

    def _settings(self):
        """All that a client needs, secrets included, valid for one exchange."""
        self.ensure_one()
        return ConnectionSettings(
            id=self.id,
            platform=self.platform,
            environment=self.environment,
            base_url=self.base_url or None,
            options=self._platform_options(),
            secrets=self.env["integration.credential"]._reveal_all(self),
        )

    def _client(self, transport):
        return self._platform().client(self._settings(), transport)

    def _zone(self):
        """Where the people of its company keep their hours and their books."""
        return pytz.timezone(self.company_id.partner_id.tz or self.env.user.tz or "UTC")

    def _day_of(self, moment):
        """The day of their books on which that was; ``moment`` is in UTC."""
        aware = moment if moment.tzinfo else pytz.utc.localize(moment)
        return aware.astimezone(self._zone()).date()

    # -- rules --

    @api.constrains("base_url", "environment")
    def _check_base_url(self):
        """Secrets go to the platform alone: another address is for test systems."""
        for connection in self.filtered("base_url"):
            if connection.environment == "production":
                raise ValidationError(
                    self.env._(
                        "A production connection talks to the platform's own address. "
                        "Remove the other address, or make this a sandbox connection."
                    )
                )
            if not _is_safe_url(connection.base_url):
                raise ValidationError(
                    self.env._(
                        "“%(url)s” is not a usable address. Write https://host, or "
                        "http://localhost:port for a simulator on this machine.",
                        url=connection.base_url,
                    )
                )

    def _check_secrets_stay(self, url):
        """Nobody reads a secret by having it sent to an address of his own."""
        for connection in self.sudo().filtered(lambda c: c.base_url != url):
            stored = any(connection.credential_ids.mapped("has_value"))
            if stored and not is_loopback(url):
                raise ValidationError(
                    self.env._(
                        "The secrets of “%(name)s” were entered for another address. "
                        "Delete them, change the address, then enter them again.",
                        name=connection.name,
                    )
                )

    def _check_platform_stays(self, platform):
        for connection in self.filtered(lambda c: c.platform != platform).sudo():
            if any(connection.credential_ids.mapped("has_value")):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” already has secrets of its platform. "
                        "Create a new connection for another platform.",
                        name=connection.name,
                    )
                )


def _addon_of(platform):
    """The add-on that declares the platform, None if it comes from outside of any."""
    path = type(platform).__module__.split(".")
    return path[2] if path[:2] == ["odoo", "addons"] else None


def _plain(value, field):
    """Empty text is "", not False; numbers and switches stay what they are."""
    if value is False and field.type not in ("boolean", "integer", "float", "monetary"):
        return "" if field.type in ("char", "text", "selection") else None
    return value


def is_loopback(url):
    """Whoever answers there runs on this machine."""
    try:
        return urlsplit(url).hostname in LOOPBACK
    except ValueError:
        return False


def _is_safe_url(url):
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
