"""A delivery method that is served by a connection: which service, and how to ship."""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..adapter import spends_money
from ..documents import Choice
from .delivery_documents import decimal_of

TO_FIXED = {"delivery_type": "fixed", "fixed_price": 0}


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    delivery_type = fields.Selection(
        selection_add=[("omni", "OmniRoute")],
        ondelete={"omni": lambda carriers: carriers.write(TO_FIXED)},
    )
    omni_connection_id = fields.Many2one(
        "integration.connection",
        "Connection",
        domain="[('ships_parcels', '=', True)]",
        check_company=True,
        help="The account that sells the labels.",
    )
    omni_rule = fields.Selection(
        [
            ("cheapest", "Cheapest"),
            ("fastest", "Fastest"),
            ("within", "Cheapest within some days"),
        ],
        "Take",
        default="cheapest",
        required=True,
        help="Among the services allowed below. With one service there is no choice.",
    )
    omni_within_days = fields.Integer(
        "Days",
        default=3,
        help="Services that take longer are left out.",
    )
    omni_service_ids = fields.Many2many(
        "integration.carrier.service",
        "delivery_carrier_omni_service_rel",
        string="Services",
        domain="[('connection_id', '=', omni_connection_id)]",
        help="None: all services of the account.",
    )
    omni_excluded_ids = fields.Many2many(
        "integration.carrier.service",
        "delivery_carrier_omni_excluded_rel",
        string="Never",
        domain="[('connection_id', '=', omni_connection_id)]",
        help="These services are never taken, however cheap.",
    )
    omni_most = fields.Monetary(
        "No Label Above", help="In the currency of the account. 0: no limit."
    )
    omni_package_type_id = fields.Many2one(
        "stock.package.type",
        "Default Package",
        help="For what is not packed: its size and the carrier's code of it.",
    )
    omni_format = fields.Selection(
        [("pdf", "PDF"), ("zpl", "ZPL"), ("png", "PNG")],
        "Label As",
        default="pdf",
        required=True,
        help="ZPL is for label printers.",
    )
    omni_layout = fields.Selection(
        [("4x6", "4 × 6 in"), ("letter", "Letter")],
        "Layout",
        default="4x6",
        required=True,
        help="4 × 6 in is a label of a roll; Letter is a sheet of paper.",
    )
    omni_confirmation = fields.Selection(
        [
            ("none", "None"),
            ("delivery", "Delivery"),
            ("signature", "Signature"),
            ("adult_signature", "Adult Signature"),
        ],
        "Confirmation",
        default="none",
        required=True,
        help="What the carrier asks for at the door. It may cost extra.",
    )

    omni_insurer = fields.Selection(
        [("carrier", "The Carrier"), ("platform", "The Platform")],
        "Insured By",
        default="carrier",
        required=True,
    )
    omni_insured_value = fields.Monetary(
        "Fixed Insured Value", help="Of each parcel, instead of the percentage."
    )
    omni_insure_above = fields.Monetary(
        "Insure Above", help="Parcels whose goods are worth no more are not insured."
    )
    omni_contents = fields.Selection(
        [
            ("merchandise", "Merchandise"),
            ("gift", "Gift"),
            ("sample", "Sample"),
            ("documents", "Documents"),
            ("returned_goods", "Returned Goods"),
        ],
        "Contents",
        default="merchandise",
        required=True,
        help="As declared to customs.",
    )
    omni_non_delivery = fields.Selection(
        [("return", "Comes Back"), ("abandon", "Is Abandoned")],
        "Not Delivered",
        default="return",
        required=True,
        help="What becomes of a parcel abroad that nobody takes.",
    )
    omni_address_check = fields.Selection(
        [
            ("none", "No"),
            ("note", "Yes, and Note What Is Wrong"),
            ("refuse", "Yes, and Buy No Label for a Wrong One"),
        ],
        "Check Addresses",
        default="none",
        required=True,
        help="In the carrier's register, once for each address. One call more for a "
        "new one; some plans charge for it.",
    )
    omni_return_pay = fields.Selection(
        [("now", "When It Is Bought"), ("use", "When It Is Used")],
        "Pay Returns",
        default="now",
        required=True,
        help="Where the carrier allows it, a return label costs nothing until the "
        "parcel comes back.",
    )

    @api.depends("delivery_type")
    def _compute_can_generate_return(self):
        super()._compute_can_generate_return()
        self.filtered(lambda c: c.delivery_type == "omni").can_generate_return = True

    @api.depends("delivery_type")
    def _compute_supports_shipping_insurance(self):
        super()._compute_supports_shipping_insurance()
        ours = self.filtered(lambda carrier: carrier.delivery_type == "omni")
        ours.supports_shipping_insurance = True

    @api.constrains("delivery_type", "omni_connection_id")
    def _check_omni_connection(self):
        for carrier in self:
            if carrier.delivery_type == "omni" and not carrier.omni_connection_id:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” needs a connection to a carrier account.",
                        name=carrier.name,
                    )
                )

    @api.constrains("omni_service_ids", "omni_excluded_ids", "omni_connection_id")
    def _check_omni_services(self):
        for carrier in self:
            services = carrier.omni_service_ids | carrier.omni_excluded_ids
            if services.connection_id - carrier.omni_connection_id:
                raise ValidationError(
                    self.env._("Choose services of the connection of this method.")
                )

    def _omni_choice(self):
        carrier = self.sudo()
        return Choice(
            rule=carrier.omni_rule,
            services=tuple(sorted(carrier.omni_service_ids.mapped("key"))),
            excluded=tuple(sorted(carrier.omni_excluded_ids.mapped("key"))),
            within_days=carrier.omni_within_days,
            most=decimal_of(carrier.omni_most) or None,
        )

    def _omni_is_test(self):
        """Unless both switches say production, no money is spent."""
        connection = self.omni_connection_id.sudo()
        return not (self.prod_environment and spends_money(connection))

    # -- what stock_delivery asks of a provider --

    def omni_send_shipping(self, pickings):
        """Validated without a label: wish for one. It is bought after the commit.

        This runs inside the validation; a purchase here would be lost with a rollback.
        """
        for picking, problem in pickings._omni_request_labels().items():
            picking._omni_warn(problem)
        return [{"exact_price": 0.0, "tracking_number": False} for _one in pickings]

    def omni_get_tracking_link(self, picking):
        links = [
            [label.tracking_number, label.tracking_url]
            for label in picking.sudo().omni_label_ids
            if label.state == "bought" and label.tracking_url
        ]
        if len(links) > 1:
            return json.dumps(links)  # stock_delivery's way to say several
        return links[0][1] if links else False

    def omni_get_return_label(self, pickings, tracking_number=None, origin_date=None):
        """The parcel back to us, bought like any other; its file comes a bit later."""
        pickings.action_omni_return_labels()

    def omni_cancel_shipment(self, pickings):
        labels = pickings.omni_label_ids.filtered(lambda one: one.state == "bought")
        if not labels:
            raise UserError(self.env._("There is no bought label to void."))
        labels.action_void()

    def _omni_get_default_custom_package_code(self):
        return "package"
