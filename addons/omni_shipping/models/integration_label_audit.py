"""The other half of paid-label safety: what the platform says we bought."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.omni_core.engine.platform import JobRequest


class IntegrationLabel(models.Model):
    _inherit = "integration.label"

    @api.model
    def _reconcile(self, connection_id, remote_labels):
        """Compare labels of the platform with ours; only those that we bought."""
        prefix = self._ref_prefix()
        ours = [one for one in remote_labels if one.ref.startswith(prefix)]
        named = Domain("ref", "in", [one.ref for one in ours])
        # A second label under one reference has a row of its own.
        met = Domain("connection_id", "=", connection_id) & Domain(
            "remote_ref", "in", [one.remote_ref for one in ours]
        )
        rows = self.search(named | met)
        by_ref = {row.ref: row for row in rows}
        by_remote = {row.remote_ref: row for row in rows if row.remote_ref}
        for remote in ours:
            row = by_remote.get(remote.remote_ref) or by_ref.get(remote.ref)
            if row and row.connection_id.id != connection_id:
                continue  # the same account connected twice: the other one's to audit
            if remote.voided_at:
                self._reconcile_voided(row, remote)
            elif row or not remote.is_return:  # returns that people make are theirs
                self._reconcile_valid(connection_id, row, remote)

    def _reconcile_voided(self, row, remote):
        """Somebody gave it back on the platform itself."""
        is_same = row and row.remote_ref == remote.remote_ref
        if is_same and row.state in ("bought", "orphan"):
            row._note_voided()

    def _reconcile_valid(self, connection_id, row, remote):
        if row and row.remote_ref == remote.remote_ref and row.state != "voided":
            return
        if row and row.state == "intent" and row._is_under_way():
            return  # its own job will find it
        if row and row.state in ("intent", "failed") and not row.remote_ref:
            row._note_orphan(remote)
        elif row and row.remote_ref == remote.remote_ref:
            row._note_orphan(remote)  # we took it for void, and it still counts
        else:
            values = {"connection_id": connection_id, "ref": remote.ref}
            if row:  # a second label under one reference: keep it apart
                values |= {"ref": f"{remote.ref}:{remote.remote_ref}"}
                values |= {"picking_id": row.picking_id.id}
            self.create({**values, "state": "orphan"})._note_orphan(remote)

    def _is_under_way(self):
        return self.job_id.status in ("pending", "processing")

    def _note_orphan(self, remote):
        currency = self.env["res.currency"].with_context(active_test=False)
        self.write(
            {
                "state": "orphan",
                "remote_ref": remote.remote_ref,
                "tracking_number": remote.tracking_number,
                "carrier_code": remote.carrier_code,
                "service_code": remote.service_code,
                "cost": remote.cost.amount,
                "currency_id": currency.search(
                    [("name", "=", remote.cost.currency)], limit=1
                ).id,
                "bought_at": remote.created_at.replace(tzinfo=None),
            }
        )

    def action_adopt(self):
        """Use an orphan for its parcel: its job looks it up and fetches the files."""
        self._demand_stock_user()
        for label in self.sudo():
            if label.state != "orphan" or not label.picking_id or not label.carrier_id:
                raise UserError(
                    self.env._(
                        "It is not known which transfer this label was for. Void it."
                    )
                )
            label.write({"state": "intent", "remote_ref": False})
            label._enqueue_purchase()
        return True

    def _tracking_job(self, lane=None):
        return JobRequest(
            "parcel_track",
            model=self._name,
            record_id=self.id,
            identity_key=self.ref,
            lane=lane,
        )

    @api.model
    def _still_moving(self, connection_id):
        """Real labels whose parcels are not yet delivered, one of each parcel."""
        since = fields.Datetime.subtract(fields.Datetime.now(), days=45)
        return self.search(
            [
                ("connection_id", "=", connection_id),
                ("state", "=", "bought"),
                ("test", "=", False),
                ("rides_along", "=", False),
                ("delivered_at", "=", False),
                ("bought_at", ">", since),
            ]
        )
