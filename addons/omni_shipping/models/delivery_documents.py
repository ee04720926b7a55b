"""From orders and transfers to the documents that adapters speak."""

from dataclasses import replace
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from ..documents import (
    Address,
    AddressState,
    Commodity,
    Customs,
    Money,
    Parcel,
    ShipRequest,
    Size,
    TaxId,
    Weight,
)

IOSS_LIMIT = 150  # euros; above that the parcel is cleared in the ordinary way


def decimal_of(number):
    """The number as people see it: 2.3, not 2.29999999999999982."""
    return Decimal(repr(round(number, 6))).normalize() + 0


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    def _omni_ship_request(self, label, package):
        """What to buy for one parcel. Raises what a person has to mend first.

        :param package: one of ``_omni_packages``
        """
        self.ensure_one()
        picking, service = label.picking_id, self.sudo().omni_service_ids
        # With a cap even the only service has to say its price first.
        is_decided = len(service) == 1 and not self.omni_most
        decided = label.service_id or (service if is_decided else service.browse())
        ours, theirs = self._omni_sender(picking), picking.partner_id
        is_return = label.is_return
        sender, receiver = (theirs, ours) if is_return else (ours, theirs)
        if not is_return:
            self._omni_refuse_wrong(receiver)
        return ShipRequest(
            ref=label.ref,
            ship_from=self._omni_address(sender),
            ship_to=self._omni_address(receiver),
            parcel=self._omni_parcel(package),
            choice=self._omni_choice(),
            ship_date=picking._omni_day(fields.Datetime.now()),
            order_name=picking.sale_id.name or picking.origin or picking.name,
            carrier_ref=decided.carrier_ref or "",
            carrier_code=decided.carrier_code or "",
            service_code=decided.code or "",
            confirmation=self.omni_confirmation,
            label_format=self.omni_format,
            label_layout=self.omni_layout,
            customs=self._omni_customs(picking, package, is_return),
            insurer=self.omni_insurer,
            check_address=not is_return and self._omni_has_to_check(receiver),
            refuse_wrong_address=self.omni_address_check == "refuse",
            is_return=is_return,
            pay_on_use=is_return and self.omni_return_pay == "use",
            test=label.test,
        )

    def _omni_has_to_check(self, partner):
        """Asked once for an address, not for each parcel."""
        return self.omni_address_check != "none" and not partner.omni_address_state

    def _omni_refuse_wrong(self, partner):
        wrong = partner.omni_address_state == AddressState.WRONG.value
        if wrong and self.omni_address_check == "refuse":
            raise UserError(
                self.env._(
                    "The carrier does not know the address of %(partner)s: %(text)s "
                    "Correct it, or press “Address Is Right” on the transfer.",
                    partner=partner.display_name,
                    text=partner.omni_verdict_text or "",
                )
            )

    def _omni_sender(self, picking):
        warehouse = picking.picking_type_id.warehouse_id
        return warehouse.partner_id or picking.company_id.partner_id

    # -- parcels --

    def _omni_packages(self, picking):
        """What goes into one parcel each, as Odoo packs: goods, weight and size."""
        return self.with_context(picking_id=picking.id)._get_packages_from_picking(
            picking.with_context(picking_id=picking.id), self.omni_package_type_id
        )

    def _omni_parcels_of_picking(self, picking):
        return [self._omni_parcel(one) for one in self._omni_packages(picking)]

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
        """A part of what is in it, or always the same; nothing for what is cheap."""
        worth, currency = package.total_cost, package.currency_id
        if not worth or worth <= self.omni_insure_above:
            return None
        value = currency.round(worth * self.shipping_insurance / 100)
        if self.omni_insured_value:
            value = self.omni_insured_value
        return Money(decimal_of(value), currency.name) if value else None

    # -- customs --

    def _omni_customs(self, picking, package, back=False):
        """The declaration of what is in this parcel, if it crosses a border."""
        sender, receiver = self._omni_sender(picking), picking.partner_id
        if sender.country_id == receiver.country_id:
            return None
        return Customs(
            goods=self._omni_goods(picking, package.commodities),
            contents="returned_goods" if back else self.omni_contents,
            abandon=self.omni_non_delivery == "abandon",
            tax_ids=() if back else self._omni_tax_ids(picking, sender, receiver),
        )

    def _omni_priced_in(self, picking, product):
        """Odoo values what was sold by the order, parts of kits by their own price."""
        order = picking.sale_id
        is_sold = product in order.order_line.product_id
        return order.currency_id if is_sold else product.currency_id

    def _omni_goods(self, picking, commodities):
        return tuple(
            Commodity(
                description=one.product_id.name,
                quantity=int(one.qty),
                value=self._omni_value(picking, one),
                origin=one.country_of_origin or "",
                hs_code=one.product_id.hs_code or "",
                sku=one.product_id.default_code or "",
            )
            for one in commodities
        )

    def _omni_value(self, picking, commodity):
        currency = self._omni_priced_in(picking, commodity.product_id)
        value = currency.round(commodity.monetary_value)
        return Money(decimal_of(value), currency.name)

    def _omni_tax_ids(self, picking, sender, receiver):
        company = self.company_id or self.env.company
        ours = company.country_id.code or sender.country_id.code
        theirs, owner = receiver.country_id, receiver.commercial_partner_id
        found = [
            TaxId("vat", company.vat or "", ours),
            TaxId("eori", company.omni_eori or "", ours),
            TaxId("vat", owner.vat or "", theirs.code, "receiver"),
        ]
        if self._omni_is_ioss(picking, theirs):
            found.append(TaxId("ioss", company.omni_ioss, theirs.code))
        return tuple(one for one in found if one.number)

    def _omni_is_ioss(self, picking, country):
        """Small consignments to people in the European Union, taxed where they were
        sold; all parcels of a transfer are one consignment."""
        company = self.company_id or self.env.company
        union, euro = self.env.ref("base.europe"), self.env.ref("base.EUR")
        if not company.omni_ioss or country not in union.country_ids:
            return False
        today = fields.Date.today()
        worth = sum(
            self._omni_priced_in(picking, line.product_id)._convert(
                line.sale_price, euro, company, today
            )
            for line in picking.move_line_ids
        )
        return worth <= IOSS_LIMIT

    # -- addresses --

    def _omni_address(self, partner):
        """And who lives there, as far as anybody knows."""
        address = self._omni_address_of(partner)
        return replace(address, residential=partner._omni_lives_there(address))

    def _omni_address_of(self, partner):
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
