"""Jobs made from outside, over XML-RPC and JSON-2; Python code calls ``enqueue``."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.plain import as_user_error
from ..engine.platform import JobRequest


class SyncJob(models.Model):
    _inherit = "sync.job"

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Checked like any other wish; the engine's own fields cannot be set."""
        self.check_access("create")
        jobs = self.browse()
        for vals in vals_list:
            jobs += self._create_one(dict(vals))
        return jobs

    def _create_one(self, vals):
        connection = self.env["integration.connection"].browse(
            vals.pop("connection_id", None) or ()
        )
        connection.check_access("read")
        platform = vals.pop("platform", None) or connection.platform
        if connection and platform != connection.platform:
            raise ValidationError(
                self.env._(
                    "The connection “%(name)s” is not one of %(platform)s.",
                    name=connection.name,
                    platform=platform,
                )
            )
        operation = vals.pop("operation", None)
        allowed = set(JobRequest.__dataclass_fields__) - {"operation"}
        if unknown := set(vals) - allowed:
            raise ValidationError(
                self.env._(
                    "A job cannot be created with: %s.", ", ".join(sorted(unknown))
                )
            )
        if vals.get("eta"):
            vals["eta"] = fields.Datetime.to_datetime(vals["eta"])
        self._demand_record(vals.get("model"), vals.get("record_id"))
        with as_user_error(self.env):
            return self.enqueue(connection, operation, platform=platform, **vals)

    def _demand_record(self, model, record_id):
        """What the job is about: its operation may act for the superuser."""
        if model and model not in self.env:
            raise ValidationError(self.env._("There is no model “%s”.", model))
        if model and record_id:
            self.env[model].browse(record_id).check_access("read")
