"""The carriers of an account: their packages, and money that runs out in time."""

from odoo import api, fields, models

from ..documents import MILLIMETRES, convert

WARNING = "mail.mail_activity_data_warning"


class IntegrationCarrierAccount(models.Model):
    _name = "integration.carrier.account"
    _description = "Carrier Account"
    _order = "connection_id, name"

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    name = fields.Char("Carrier", required=True, readonly=True)
    code = fields.Char(readonly=True)
    external_ref = fields.Char("Reference There", required=True, readonly=True)
    has_balance = fields.Boolean("Prepaid", readonly=True)
    balance = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    warn_below = fields.Monetary(
        default=25.0, help="Below that the owner of the connection is told. 0: never."
    )
    is_low = fields.Boolean("Low", readonly=True)
    read_at = fields.Datetime("Read", readonly=True)
    service_count = fields.Integer("Services", compute="_compute_service_count")
    active = fields.Boolean(default=True, help="Archived: the account lost it.")

    _ref_uniq = models.UniqueIndex(
        "(connection_id, external_ref)", "This carrier is known already."
    )

    def _compute_service_count(self):
        counts = {
            (connection.id, code): count
            for connection, code, count in self.env[
                "integration.carrier.service"
            ]._read_group(
                [("connection_id", "in", self.connection_id.ids)],
                ["connection_id", "carrier_code"],
                ["__count"],
            )
        }
        for account in self:
            key = (account.connection_id.id, account.code)
            account.service_count = counts.get(key, 0)

    def action_refresh(self):
        """Read this one carrier again, as a job."""
        self.connection_id._demand("operator")
        for account in self:
            self.env["sync.job"].sudo().enqueue(
                account.connection_id,
                "service_fetch",
                payload={"carrier": account.code},
                identity_key=f"services:{account.connection_id.id}:{account.code}",
            )
        return True

    # -- what was read -----------------------------------------------------------------

    @api.model
    def _update(self, connection_id, accounts, carrier=""):
        known = self.with_context(active_test=False).search(
            [("connection_id", "=", connection_id)]
        )
        by_ref = {one.external_ref: one for one in known}
        for account in accounts:
            row = by_ref.pop(account.ref, None) or self.create(
                {
                    "connection_id": connection_id,
                    "external_ref": account.ref,
                    "name": account.name,
                }
            )
            row._take(account)
            row._take_packages(account.packages)
        if not carrier:
            for gone in by_ref.values():
                gone.active = False

    def _take(self, account):
        values = {
            "name": account.name,
            "code": account.code,
            "active": True,
            "has_balance": account.balance is not None,
            "read_at": fields.Datetime.now(),
        }
        if account.balance is not None:
            carriers = self.env["delivery.carrier"]
            values["balance"] = float(account.balance.amount)
            values["currency_id"] = carriers._omni_currency(account.balance.currency).id
        self.write(values)
        self._warn_if_low()

    def _warn_if_low(self):
        """Once: it is no news that it is still low."""
        low = bool(self.has_balance and self.balance < self.warn_below)
        if low and not self.is_low:
            self._tell_owner(
                self.env._("%s runs out of money", self.name),
                self.env._(
                    "%(carrier)s has %(balance)s left to buy labels. Add funds there; "
                    "without money labels are refused.",
                    carrier=self.name,
                    balance=self.currency_id.format(self.balance),
                ),
            )
        self.is_low = low

    def _tell_owner(self, subject, text):
        connection = self.connection_id
        connection.activity_schedule(
            WARNING,
            user_id=(connection.user_id or self.env.ref("base.user_admin")).id,
            summary=subject,
            note=text,
        )
        connection._alert(subject, text)

    def _take_packages(self, packages):
        """Odoo's own package types, which people choose when they put in a pack."""
        types = self.env["stock.package.type"]
        mine = [("omni_account_id", "=", self.id)]
        known = {one.shipper_package_code: one for one in types.search(mine)}
        for package in packages:
            values = {
                "name": self.env._(
                    "%(package)s (%(carrier)s)",
                    package=package.name,
                    carrier=self.name,
                ),
                **types._omni_sides(package.size),
            }
            if row := known.get(package.code):
                row.write(values)
            else:
                types.create(
                    {
                        **values,
                        "omni_account_id": self.id,
                        "package_carrier_type": "omni",
                        "shipper_package_code": package.code,
                    }
                )


class StockPackageType(models.Model):
    _inherit = "stock.package.type"

    omni_account_id = fields.Many2one(
        "integration.carrier.account",
        "Carrier Account",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _omni_sides(self, size):
        """In the length unit of the database; none where the carrier says none."""
        if not size:
            return {}
        templates = self.env["product.template"]
        foot = self.env.ref("uom.product_uom_foot")
        is_foot = templates._get_length_uom_id_from_ir_config_parameter() == foot
        unit = "ft" if is_foot else "mm"
        sides = (
            ("packaging_length", size.length),
            ("width", size.width),
            ("height", size.height),
        )
        return {
            name: float(convert(side, size.unit, unit, MILLIMETRES))
            for name, side in sides
        }
