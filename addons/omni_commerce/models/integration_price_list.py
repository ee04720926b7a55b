"""Price lists of a channel, for a market or a group of buyers, filled from here."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .integration_listing_life import OPERATIONS

DUE = "list_price_due"
OPERATIONS[DUE] = (("list_price_update", Domain("external_ref", "!=", False)),)


class IntegrationPriceList(models.Model):
    _name = "integration.price.list"
    _description = "Price List of a Channel"
    _inherit = ("integration.binding.mixin",)
    _rec_name = "name"
    _order = "connection_id, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True)
    currency = fields.Char(required=True, readonly=True)
    price_rule_id = fields.Many2one(
        "integration.price.rule",
        "Filled By",
        check_company=True,
        index="btree_not_null",
        help="A pricelist of Odoo in this currency. None: nothing is sent to it.",
    )
    price_ids = fields.One2many("integration.price.list.price", "list_id", "Told")
    told_count = fields.Integer("Prices", compute="_compute_told_count")
    refused_count = fields.Integer("Refused", compute="_compute_told_count")

    @api.depends("price_ids.told", "price_ids.error")
    def _compute_told_count(self):
        prices = self.env["integration.price.list.price"]
        told = prices._count_by_list(self, "told")
        refused = prices._count_by_list(self, "error")
        for one in self:
            one.told_count = told.get(one.id, 0)
            one.refused_count = refused.get(one.id, 0)

    @api.constrains("price_rule_id")
    def _check_currency(self):
        for one in self.filtered("price_rule_id"):
            company = one.company_id.currency_id
            currency = one.price_rule_id.pricelist_id.currency_id or company
            if currency.name != one.currency:
                raise ValidationError(
                    self.env._(
                        "“%(list)s” is in %(theirs)s, the price rule “%(rule)s” in "
                        "%(ours)s: choose a rule with a pricelist in %(theirs)s.",
                        list=one.name,
                        theirs=one.currency,
                        rule=one.price_rule_id.name,
                        ours=currency.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "price_rule_id" in vals:
            self.connection_id._list_prices_due()
        return result

    @api.model
    def _import(self, connection, documents):
        rows = [
            {"external_ref": d.ref, "name": d.name or d.ref, "currency": d.currency}
            for d in documents
        ]
        found = self.union(*self._upsert(connection, rows).values())
        gone = self.search([("connection_id", "=", connection.id)]) - found
        gone.action_archive()
        return found

    @api.model
    def _filled(self, connection):
        """Those that are filled from here."""
        filled = Domain("price_rule_id", "!=", False)
        return self.search(filled & Domain("connection_id", "=", connection.id))

    def action_open_prices(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_price_list_price_action"
        )
        return action | {"domain": [("list_id", "in", self.ids)]}


class IntegrationPriceListPrice(models.Model):
    """What a channel was told; what it was not is due."""

    _name = "integration.price.list.price"
    _description = "Price on a Channel's Price List"
    _order = "list_id, id"
    _rec_name = "variant_binding_id"

    list_id = fields.Many2one(
        "integration.price.list", required=True, readonly=True, ondelete="cascade"
    )
    connection_id = fields.Many2one(
        related="list_id.connection_id", store=True, index=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    variant_binding_id = fields.Many2one(
        "integration.variant.binding",
        "Listed Variant",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    told = fields.Char("Price There", readonly=True)
    error = fields.Text("What Is Wrong", readonly=True)

    _once = models.UniqueIndex("(list_id, variant_binding_id)")

    @api.model
    def _count_by_list(self, lists, name):
        domain = Domain("list_id", "in", lists.ids) & Domain(name, "!=", False)
        rows = self._read_group(domain, ["list_id"], ["__count"])
        return {one.id: count for one, count in rows}

    @api.model
    def _of(self, lists, bindings):
        """{(list id, variant binding id): what was told}"""
        rows = self.search(
            Domain("list_id", "in", lists.ids)
            & Domain("variant_binding_id", "in", bindings.ids)
        )
        return {(row.list_id.id, row.variant_binding_id.id): row for row in rows}

    @api.model
    def _write_down(self, told):
        """{(list id, variant binding id): (price, error)}, made where there is none."""
        lists = self.env["integration.price.list"].browse({key[0] for key in told})
        bindings = self.env["integration.variant.binding"]
        bindings = bindings.browse({key[1] for key in told})
        known, new = self._of(lists, bindings), []
        by_vals = {}
        for key, (price, error) in told.items():
            # A refusal leaves what is there as it is.
            vals = {"error": error} if error else {"told": price, "error": False}
            if key in known:
                by_vals.setdefault(tuple(vals.items()), []).append(known[key].id)
            else:
                names = {"list_id": key[0], "variant_binding_id": key[1]}
                new.append(names | vals)
        self.create(new)
        for vals, ids in by_vals.items():
            self.browse(ids).write(dict(vals))


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    price_list_ids = fields.One2many("integration.price.list", "connection_id")

    def _list_prices_due(self):
        listings = self.env["integration.product.binding"].sudo()
        listings._set_due(DUE, Domain("connection_id", "in", self.ids))

    def action_read_price_lists(self):
        return self._request_by_person("price_list_import")


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    list_price_due = fields.Integer(readonly=True, copy=False)

    def _no_wish(self):
        return super()._no_wish() | {DUE}

    @api.model
    def _set_due(self, column, domain):
        """What may cost something else here may do so on every price list."""
        if column == "price_due":
            super()._set_due(column, domain)
            return self._set_due(DUE, domain)
        if column == DUE:
            lists = [("active", "=", True), ("price_rule_id", "!=", False)]
            filled = Domain("connection_id.price_list_ids", "any", lists)
            domain = Domain(domain) & filled & Domain("external_ref", "!=", False)
        return super()._set_due(column, domain)


class IntegrationPriceRule(models.Model):
    _inherit = "integration.price.rule"

    def _mark_listings(self):
        result = super()._mark_listings()
        lists = self.env["integration.price.list"].sudo()
        lists.search(
            [("price_rule_id", "in", self.ids)]
        ).connection_id._list_prices_due()
        return result
