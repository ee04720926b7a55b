"""Forget what is old enough, in portions that never hold up the tables."""

from odoo.tools import SQL

_PORTION = 5_000
_DEFAULT_DAYS = {
    "omni_core.keep_failed_days": 180,
    "omni_core.event_body_days": 7,
    "omni_core.metric_days": 400,
}


def delete_old(records, parameter, moment, condition=None):
    """Delete one portion of rows that are older than the days of a setting.

    Returns (deleted, remaining) as Odoo's vacuum wants it: it commits and calls again
    as long as something remains. 0 days keeps everything.

    :param moment: SQL of the column that tells the age
    :param condition: SQL of what else must hold
    """
    action = SQL("DELETE FROM %s", SQL.identifier(records._table))
    return _on_old(records, parameter, moment, condition or SQL("TRUE"), action)


def scrub_old(records, parameter, moment, condition, assignments):
    """The same, but the rows stay, without what ``assignments`` take from them."""
    action = SQL("UPDATE %s SET %s", SQL.identifier(records._table), assignments)
    return _on_old(records, parameter, moment, condition, action)


def _on_old(records, parameter, moment, condition, action):
    default = _DEFAULT_DAYS.get(parameter, 30)
    days = records.env["ir.config_parameter"].sudo().get_param(parameter, default)
    if not int(days):
        return 0, 0
    records.env.cr.execute(
        SQL(
            """%(action)s
                WHERE id IN (SELECT id FROM %(table)s
                              WHERE %(moment)s < now() AT TIME ZONE 'UTC' - %(age)s
                                AND %(condition)s
                              ORDER BY %(moment)s
                              LIMIT %(portion)s
                                FOR UPDATE SKIP LOCKED)""",
            action=action,
            table=SQL.identifier(records._table),
            moment=moment,
            age=SQL("make_interval(days => %s)", int(days)),
            condition=condition,
            portion=_PORTION,
        )
    )
    done = records.env.cr.rowcount
    records.invalidate_model(flush=False)
    return done, int(done == _PORTION)
