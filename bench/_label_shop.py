"""A database with transfers that wait for their labels, and the platform that sells.

For tests and benchmarks that kill servers amid purchases.
"""

from __future__ import annotations

from sandbox.remote import Remote
from tools.omni import odoo_cli
from tools.omni.servers import OdooServer

PURCHASE = {"operation": "v2 POST /labels$"}

# Runs in Odoo's shell: a warehouse, a method of delivery, transfers ready to ship.
SHOP = """
connection = env["integration.connection"].create({{
    "name": "ShipStation", "platform": "shipstation", "base_url": "{url}/shipstation"}})
env["integration.credential"]._store_many(
    connection, {{"v2_key": ("sandbox-v2-key", None)}})
connection.state = "connected"
schedules = env["integration.schedule"].search([])
schedules.active = False
service = env["integration.carrier.service"].create({{
    "connection_id": connection.id, "key": "ups/ups_ground", "name": "Ground",
    "carrier_name": "UPS", "carrier_code": "ups", "code": "ups_ground",
    "carrier_ref": "{carrier}"}})
product = env["product.product"].create({{"name": "Freight", "type": "service"}})
method = env["delivery.carrier"].create({{
    "name": "UPS", "delivery_type": "omni", "product_id": product.id,
    "omni_connection_id": connection.id, "omni_service_ids": service.ids,
    "prod_environment": True}})
place = {{"street": "500 Main St", "city": "Austin", "zip": "78701",
    "country_id": env.ref("base.us").id, "state_id": env.ref("base.state_us_44").id}}
warehouse = env["stock.warehouse"].search([], limit=1)
warehouse.partner_id.write({{**place, "name": "Us", "phone": "512-555-0100"}})
customer = env["res.partner"].create({{**place, "name": "Jo Rider"}})
chain = env["product.product"].create({{
    "name": "Chain", "type": "consu", "is_storable": True, "weight": 1.2}})
stock = warehouse.lot_stock_id
env["stock.quant"]._update_available_quantity(chain, stock, {count})
customers = env.ref("stock.stock_location_customers")
for _number in range({count}):
    move = {{"product_id": chain.id, "product_uom_qty": 1, "location_id": stock.id,
        "location_dest_id": customers.id}}
    picking = env["stock.picking"].create({{
        "partner_id": customer.id, "picking_type_id": warehouse.out_type_id.id,
        "location_id": stock.id, "location_dest_id": customers.id,
        "carrier_id": method.id, "move_ids": [(0, 0, move)]}})
    picking.action_confirm()
    picking.action_assign()
    assert not picking._omni_request_labels()
"""


class LabelShop:
    """A database with transfers that wait for their labels, and who sells them."""

    def __init__(self, cluster, database, platform, count):
        self.cluster, self.database = cluster, database
        self.wanted = count
        self._account = platform.kernel.platforms["shipstation"].accounts[0]
        ups = next(one for one in self._account.carriers if one.kind.code == "ups")
        script = SHOP.format(url=platform.base_url, carrier=f"se-{ups.id}", count=count)
        # As a function: in a shell a blank line would end a block
        lines = "\n".join(f"    {line}" for line in script.splitlines() if line)
        odoo_cli.run_script(cluster, database, f"def make():\n{lines}\n\nmake()\n")

    def server(self):
        return OdooServer(
            self.database, cluster=self.cluster, workers=2, cron_threads=2
        )

    def sold(self):
        """What was sold: {our reference: tracking number}; a double would lack one.

        Read where it is kept: asking the API would use up the connection's budget.
        """
        labels = list(self._account.labels.values())
        named = {one.order.key: one.tracking_number for one in labels}
        assert len(named) == len(labels), "two labels under one reference"
        return named

    def all_sold(self):
        """Our reference of each label; one that comes twice was paid twice."""
        return [one.order.key for one in list(self._account.labels.values())]

    def sold_at(self):
        """When, the first one first."""
        return sorted(one.created for one in list(self._account.labels.values()))

    def under_way(self):
        """How many purchases are between their call and its being written down."""
        return len(self.all_sold()) - len(self.known())

    def query(self, sql):
        return self.cluster.query(sql, self.database)

    def known(self):
        """What Odoo knows to be bought."""
        rows = self.cluster.query(
            "SELECT ref || ' ' || tracking_number FROM integration_label "
            "WHERE state = 'bought'",
            self.database,
        )
        return dict(row.split(" ") for row in rows)


def answers_after(platform, seconds):
    """Labels are sold at once, and the answers take their time."""
    fault = {"platform": "shipstation", "match": PURCHASE, "args": {"seconds": seconds}}
    Remote(platform.base_url).fault("slow", **fault)
