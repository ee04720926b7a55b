"""What orders and stock add to the control room: numbers, money at stake, people."""

from odoo import api, models
from odoo.tools import SQL

from .amount_text import amount_text, currencies_by_code

_STAKES = """
    SELECT issue_id, currency, sum(amount), count(*)
      FROM (SELECT about.issue_id,
                   COALESCE(binding.document->'total'->'buyer',
                            binding.document->'total'->'shop')->>'currency' AS currency,
                   (COALESCE(binding.document->'total'->'buyer',
                             binding.document->'total'->'shop')->>'amount')::numeric
                   AS amount
              FROM (SELECT DISTINCT job.issue_id, job.connection_id,
                           CASE WHEN job.operation = 'order_wait'
                                THEN job.payload->>'ref'  -- not in line: no order key
                                ELSE substr(job.order_key,
                                            length(job.connection_id || ':order:') + 1)
                            END AS ref
                      FROM sync_job job
                     WHERE job.issue_id = ANY(%s) AND job.solved_by_id IS NULL
                       AND (job.operation = 'order_wait'
                            OR starts_with(job.order_key,
                                           job.connection_id || ':order:'))
                       AND job.status IN ('pending', 'processing', 'failed')) about
              JOIN integration_order_binding binding
                ON binding.connection_id = about.connection_id AND binding.active
               AND binding.external_ref = about.ref) orders
     GROUP BY issue_id, currency
     ORDER BY issue_id, currency
"""


class IntegrationIssue(models.Model):
    _inherit = "integration.issue"

    def _stakes(self):
        """The orders behind the jobs, with what their buyers pay."""
        parts, rows = {}, self.env.execute_query(SQL(_STAKES, self.ids))
        known = currencies_by_code(self.env, {row[1] for row in rows})
        for id_, code, amount, count in rows:
            text = amount_text(self.env, known, amount, code)
            parts.setdefault(id_, []).append((text, count))
        return super()._stakes() | {
            id_: self._stake_text(rows) for id_, rows in parts.items()
        }

    def _stake_text(self, rows):
        sums = ", ".join(text for text, _count in rows)
        count = sum(count for _text, count in rows)
        if count == 1:
            return self.env._("1 order: %s", sums)
        return self.env._("%(count)s orders: %(sums)s", count=count, sums=sums)

    @api.model
    def get_attention(self):
        bindings = self.env["integration.order.binding"]
        count = bindings.search_count(bindings._in_need())
        if not count:
            return super().get_attention()
        action = self.env["integration.dashboard"]._open(
            bindings._name, list(bindings._in_need()), self.env._("Orders to Look At")
        )
        return [
            *super().get_attention(),
            {
                "key": "orders",
                "label": self.env._("Orders to look at"),
                "count": count,
                "tone": "warning",
                "action": action,
            },
        ]


class IntegrationDashboard(models.AbstractModel):
    _inherit = "integration.dashboard"

    @api.model
    def _cards(self, connections, sums, since):
        return [
            *super()._cards(connections, sums, since),
            self._card_of_orders(connections),
            self._card_of_drift(connections),
        ]

    def _card_of_orders(self, connections):
        bindings = self.env["integration.order.binding"]
        need = [("connection_id", "in", connections.ids), *bindings._in_need()]
        count = bindings.search_count(need)
        return {
            "key": "orders",
            "icon": "fa-shopping-bag",
            "title": self.env._("Held Orders"),
            **self._to_look_at(
                count, self.env._("held or refused"), self.env._("none")
            ),
            "open": self._open(bindings._name, need, self.env._("Orders to Look At")),
        }

    def _card_of_drift(self, connections):
        findings = self.env["integration.stock.finding"]
        domain = [("connection_id", "in", connections.ids), ("state", "=", "open")]
        count = findings.search_count(domain)
        return {
            "key": "drift",
            "icon": "fa-random",
            "title": self.env._("Stock Drift"),
            **self._to_look_at(
                count,
                self.env._("differ from the channel"),
                self.env._("stock agrees"),
            ),
            "open": self._open(findings._name, domain, self.env._("Stock Drift")),
        }
