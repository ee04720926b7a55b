"""An error that nobody takes goes to the next person, as the connection wants it."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .integration_alert import ISSUE_ACTIVITY


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    next_user_id = fields.Many2one(
        "res.users",
        "Next Person",
        tracking=True,
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("omni_core.group_viewer").ids)
        ],
        help="Who is asked when nobody has taken care of an error for some hours.",
    )
    next_after = fields.Integer(
        "After (Hours)",
        default=4,
        tracking=True,
        help="So many hours after its owner was told. 0: at once, with the owner.",
    )

    _next_after_check = models.Constraint(
        "CHECK(next_after >= 0)", "An error cannot be passed on before it is there."
    )


class IntegrationIssue(models.Model):
    _inherit = "integration.issue"

    told_at = fields.Datetime(
        "Somebody Asked", readonly=True, help="When its activity was made."
    )
    passed_on_at = fields.Datetime(
        "Passed On", readonly=True, help="When the next person was asked as well."
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("user_id"):
            self._relieve_others()
        return result

    def _relieve_others(self):
        """Whoever takes it has the one activity; the others are no longer asked."""
        for issue in self.sudo():  # activities of others, which the taker may not touch
            asked = issue.activity_search([ISSUE_ACTIVITY])
            asked[1:].unlink()
            if asked[:1].user_id != issue.user_id:
                asked[:1].user_id = issue.user_id


class IntegrationAlert(models.AbstractModel):
    _inherit = "integration.alert"

    @api.model
    def _pass_on(self):
        """Once for each time that somebody was asked: nobody is nagged."""
        now = fields.Datetime.now()
        issues = self.env["integration.issue"]
        untaken = issues.search(
            issues._needing_attention()
            & Domain("user_id", "=", False)
            & Domain("told_at", "!=", False)
            & Domain("passed_on_at", "=", False)
            & Domain("connection_id.next_user_id", "!=", False)
        )
        for issue in untaken:
            connection = issue.connection_id
            if issue.told_at + timedelta(hours=connection.next_after) > now:
                continue
            issue.passed_on_at = now
            issue.activity_schedule(
                ISSUE_ACTIVITY,
                user_id=connection.next_user_id.id,
                summary=self.env._(
                    "Not taken by anybody since %s UTC",
                    issue.told_at.strftime("%Y-%m-%d %H:%M"),
                ),
                note=issue.advice,
            )
