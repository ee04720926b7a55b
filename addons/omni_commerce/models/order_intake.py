"""From staged documents to sales orders: a batch at a time, one read per question.

Nothing is half-written: what cannot become a sales order stays a staged record that
says why. What can, but should not go on by itself, becomes one that nobody can confirm.
"""

from odoo import models

from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.lib.errors import MappingError

from .. import holds as rules
from ..filters import left_out_by
from ..proof import prove
from .arrival import Arrival
from .order_verdict import standing

# The binding tells the story of the order; mails and messages to followers do not help.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "no_vat_validation": True,
    "sale_no_log_for_new_lines": True,
}


class IntegrationOrderIntake(models.AbstractModel):
    _name = "integration.order.intake"
    _description = "Makes Sales Orders of Staged Orders"

    def _process(self, bindings):
        """Do what the policy says; returns the jobs that wait for mappings."""
        follow_up = []
        for connection, mine in bindings.sudo().grouped("connection_id").items():
            intake = (
                self.sudo()
                .with_company(connection.company_id)
                .with_context(**QUIET, allowed_company_ids=connection.company_id.ids)
            )
            own = mine.with_env(intake.env).filtered(lambda b: b.state != "ignored")
            follow_up += intake._process_batch(connection.with_env(intake.env), own)
        return follow_up

    def _process_batch(self, connection, bindings):
        bindings._lock_refs(connection, bindings.mapped("external_ref"))
        bindings.order_id.fetch(["state", "channel_guard"])
        bindings = self._leave_out(connection, bindings)
        verdict = self.env["integration.order.verdict"]
        everything = [self._arrival(connection, binding) for binding in bindings]
        change = self.env["integration.order.change"]
        ours = [a for a in everything if _is_ours_by_now(a.binding)]
        for arrival in ours:
            change._take(connection, arrival)
        arrivals = [a for a in everything if a not in ours]
        parts = self.env["integration.order.parts"]
        parts._find_parts(connection, arrivals)
        ready = [a for a in arrivals if not a.is_blocked]
        parts._find_customers(connection, ready)
        ready = [a for a in ready if not a.is_blocked]
        parts._find_addresses(ready)
        self._write_orders(connection, ready)
        for arrival in arrivals:
            verdict._conclude(arrival)
        self.env["integration.order.confirmation"]._carry_out(
            connection, [a for a in ready if not a.record_only and not a.is_held]
        )
        self.env["integration.fulfilment.intake"]._take(everything)
        # What they waited for until now may be of no interest any more.
        waits = [(arrival, _wait_job(arrival.order.ref)) for arrival in everything]
        self.env["sync.job"]._look_again(connection, [wait for _arrival, wait in waits])
        return [wait for arrival, wait in waits if arrival.unmapped]

    def _leave_out(self, connection, bindings):
        """Those that are for us; an order that was made here once stays with us."""
        filters = connection.order_filter_ids._filters()
        if not filters:
            return bindings
        left = bindings.browse()
        for binding in bindings.filtered(lambda one: not one.order_id):
            if rule := left_out_by(binding._document(), filters):
                left += binding
                binding.write(
                    {"state": "skipped", "hold_codes": False, "hold_text": rule.name}
                )
        return bindings - left

    def _arrival(self, connection, binding):
        order = binding._document()
        record_only = connection.order_policy == "visibility" or rules.is_over(order)
        side = connection.order_currency
        arrival = Arrival(binding, order, side, prove(order, side), record_only)
        arrival.holds += rules.holds_of_document(order)
        if not record_only:
            arrival.holds += rules.holds_before_fulfilment(order)
            arrival.holds += rules.hold_for_risk(order, connection.hold_risk or "")
            if connection.hold_test:
                arrival.holds += rules.hold_for_test(order)
        return arrival

    def _require_mappings(self, binding):
        """Raises for the values that the order still waits for."""
        connection = binding.connection_id
        arrival = self._arrival(connection, binding)
        self.env["integration.order.parts"]._find_parts(connection, [arrival])
        if arrival.unmapped:
            raise MappingError(*arrival.unmapped)

    def _write_orders(self, connection, arrivals):
        builder = self.env["integration.order.builder"]
        verdict = self.env["integration.order.verdict"]
        tags = self._tags({tag for a in arrivals for tag in a.order.tags})
        line_vals = builder._same_for_all_lines()
        new, vals_list = [], []
        for arrival in arrivals:
            vals = builder._order_vals(connection, arrival, tags, line_vals)
            vals |= standing(arrival)
            if arrival.binding.order_id:
                arrival.sale = self._rewrite(arrival.binding.order_id, vals)
            else:
                new.append(arrival)
                vals_list.append(vals)
        sales = self.env["sale.order"].create(vals_list)
        for arrival, sale in zip(new, sales, strict=True):
            arrival.sale = sale
        for arrival in arrivals:
            verdict._compare_totals(connection, arrival)

    def _rewrite(self, sale, vals):
        """In three steps: Odoo reckons taxes anew for lines whose order is changing."""
        lines = vals.pop("order_line")
        del vals["company_id"]
        sale.order_line.unlink()
        sale.write(vals)
        sale.write({"order_line": lines})
        return sale

    def _tags(self, names):
        """{name: id} of the tags, new ones made."""
        model = self.env["crm.tag"]
        tags = model.search([("name", "in", list(names))])
        found = {tag.name: tag.id for tag in tags}
        missing = sorted(names - set(found))
        created = model.create([{"name": name} for name in missing])
        return found | dict(zip(missing, created.ids, strict=True))


def _is_ours_by_now(binding):
    """Confirmed, taken over or left to people to confirm: it is not rewritten."""
    return bool(binding.order_id) and not binding.order_id.channel_guard


def _wait_job(ref):
    """Not in line with the order's other jobs: news come while it waits."""
    return JobRequest("order_wait", {"ref": ref}, identity_key=f"order:{ref}")
