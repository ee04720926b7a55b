"""From orders and transfers to the documents that adapters speak."""

from datetime import datetime, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import models
from odoo.exceptions import UserError

from ..documents import (
    Address,
    Commodity,
    Money,
    Parcel,
    ShipRequest,
    Size,
    Weight,
)


def decimal_of(number):
    """The number as people see it: 2.3, not 2.29999999999999982."""
    return Decimal(repr(round(number, 6))).normalize() + 0


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    def _omni_ship_request(self, picking, parcel, ref, test):
        """What to buy for one parcel. Raises what a person has to mend first."""
        self.ensure_one()
        service = self.sudo().omni_service_ids
        decided = service if len(service) == 1 else service.browse()
        ours, theirs = self._omni_sender(picking), picking.partner_id
        is_return = picking.is_return_picking
        sender, receiver = (theirs, ours) if is_return else (ours, theirs)
        return ShipRequest(
            ref=ref,
            ship_from=self._omni_address(sender),
            ship_to=self._omni_address(receiver),
            parcel=parcel,
            choice=self._omni_choice(),
            ship_date=self._omni_ship_date(picking),
            order_name=picking.sale_id.name or picking.origin or picking.name,
            carrier_ref=decided.carrier_ref or "",
            carrier_code=decided.carrier_code or "",
            service_code=decided.code or "",
            confirmation=self.omni_confirmation,
            label_format=self.omni_format,
            label_layout=self.omni_layout,
            customs=self._omni_customs(picking),
            is_return=is_return,
            test=test,
        )

    def _omni_ship_date(self, picking):
        """Today where the parcel leaves: a carrier refuses a day that is over."""
        warehouse = picking.picking_type_id.warehouse_id
        zone = warehouse.partner_id.tz or picking.company_id.partner_id.tz or "UTC"
        return datetime.now(timezone.utc).astimezone(ZoneInfo(zone)).date()

    def _omni_sender(self, picking):
        warehouse = picking.picking_type_id.warehouse_id
        return warehouse.partner_id or picking.company_id.partner_id

    # -- parcels --

    def _omni_parcels_of_picking(self, picking):
        packages = self.with_context(picking_id=picking.id)._get_packages_from_picking(
            picking.with_context(picking_id=picking.id), self.omni_package_type_id
        )
        return [self._omni_parcel(package) for package in packages]

    def _omni_parcels_of_order(self, order):
        packages = self._get_packages_from_order(order, self.omni_package_type_id)
        return [self._omni_parcel(package) for package in packages]

    def _omni_parcel(self, package):
        unit = self.env["product.template"]._get_weight_uom_id_from_ir_config_parameter
        pound = self.env.ref("uom.product_uom_lb")
        if package.weight <= 0:
            raise UserError(
                self.env._(
                    "%(parcel)s has no weight. Enter the weight of its products, or "
                    "weigh the package.",
                    parcel=package.name or self.env._("The parcel"),
                )
            )
        return Parcel(
            weight=Weight(
                decimal_of(package.weight), "lb" if unit() == pound else "kg"
            ),
            size=self._omni_size(package.dimension),
            package_code=package.packaging_type or "",
            insured=self._omni_insured(package),
        )

    def _omni_size(self, dimension):
        length, width, height = (
            decimal_of(dimension[side] or 0) for side in ("length", "width", "height")
        )
        if not (length and width and height):
            return None
        templates = self.env["product.template"]
        foot = self.env.ref("uom.product_uom_foot")
        is_foot = templates._get_length_uom_id_from_ir_config_parameter() == foot
        return Size(length, width, height, "ft" if is_foot else "mm")

    def _omni_insured(self, package):
        if not self.shipping_insurance or not package.total_cost:
            return None
        value = package.currency_id.round(
            package.total_cost * self.shipping_insurance / 100
        )
        return Money(decimal_of(value), package.currency_id.name)

    def _omni_customs(self, picking):
        """The declaration, for what crosses a border."""
        if self._omni_sender(picking).country_id == picking.partner_id.country_id:
            return ()
        currency = picking.company_id.currency_id.name
        goods = self._get_commodities_from_stock_move_lines(picking.move_line_ids)
        return tuple(
            Commodity(
                description=one.product_id.name,
                quantity=int(one.qty),
                value=Money(decimal_of(round(one.monetary_value, 2)), currency),
                origin=one.country_of_origin or "",
                hs_code=one.product_id.hs_code or "",
                sku=one.product_id.default_code or "",
            )
            for one in goods
        )

    # -- addresses --

    def _omni_address(self, partner):
        """Complete enough to ship, or an error that says what is missing."""
        needed = {
            "name": self.env._("name"),
            "street": self.env._("street"),
            "city": self.env._("city"),
            "country_id": self.env._("country"),
        }
        owner = partner.commercial_partner_id
        name = partner.name or owner.name
        missing = [
            label
            for field, label in needed.items()
            if not (name if field == "name" else partner[field])
        ]
        if missing:
            raise UserError(
                self.env._(
                    "The address of %(partner)s is not complete: %(missing)s.",
                    partner=partner.display_name or self.env._("the customer"),
                    missing=", ".join(missing),
                )
            )
        company = owner.name if owner.is_company and owner.name != name else ""
        return Address(
            name=name,
            company=company,
            street=partner.street,
            street2=partner.street2 or "",
            city=partner.city,
            state=partner.state_id.code or "",
            zip=partner.zip or "",
            country=partner.country_id.code,
            phone=partner.phone or "",
            email=partner.email or "",
        )
