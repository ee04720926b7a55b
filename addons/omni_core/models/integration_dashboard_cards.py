"""The numbers of the dashboard that stand alone, each a card."""

from odoo import api, models
from odoo.tools import formatLang

from .integration_metric import Sums


class IntegrationDashboard(models.AbstractModel):
    _inherit = "integration.dashboard"

    @api.model
    def _cards(self, connections, sums, since):
        """Numbers that stand alone; an add-on appends those it knows.

        Each is {key, title, value, text, tone, icon, open}; ``tone`` is one of
        Bootstrap's, ``open`` an action or False.
        """
        total = Sums(sums, connections.ids)
        return [
            self._card_of_calls(total, since),
            self._card_of_times(total, since),
            self._card_of_records(total, since),
            self._card_of_recovery(total, since),
            self._card_of_events(total, since),
            self._card_of_unmapped(connections),
        ]

    def _card_of_calls(self, total, since):
        return {
            "key": "calls",
            "icon": "fa-exchange",
            "title": self.env._("Calls"),
            "value": self._number(total.calls),
            "text": self.env._("%s %% failed", self._percent(total.error_rate)),
            "tone": "warning" if total.error_rate > 0.05 else "",
            "open": self._open_sums(since, "calls"),
        }

    def _card_of_times(self, total, since):
        p50, p95 = total.percentile(0.5), total.percentile(0.95)
        slow = self.env._("95 of 100 answer in %s ms", self._number(p95 or 0))
        return {
            "key": "times",
            "icon": "fa-clock-o",
            "title": self.env._("Response Time"),
            "value": f"{self._number(p50)} ms" if p50 is not None else "–",
            "text": slow if p95 is not None else self.env._("no call yet"),
            "tone": "warning" if (p95 or 0) > 5000 else "",
            "open": self._open_sums(since, "times"),
        }

    def _card_of_records(self, total, since):
        records = total.of("records", "exchanged")
        each = records / total.calls if total.calls else None
        return {
            "key": "records",
            "icon": "fa-cubes",
            "title": self.env._("Records per Call"),
            "value": self._number(each, 1) if each is not None else "–",
            "text": self.env._("%s records exchanged", self._number(records)),
            "tone": "",
            "open": self._open_sums(since, "records"),
        }

    def _card_of_recovery(self, total, since):
        recovered, failed = total.of("jobs", "recovered"), total.of("jobs", "failed")
        share = recovered / (recovered + failed) if recovered + failed else None
        return {
            "key": "recovery",
            "icon": "fa-life-ring",
            "title": self.env._("Healed by Itself"),
            "value": f"{self._percent(share)} %" if share is not None else "–",
            "text": self.env._("no try has failed")
            if share is None
            else self.env._(
                "%(recovered)s recovered, %(failed)s failed",
                recovered=self._number(recovered),
                failed=self._number(failed),
            ),
            "tone": "warning" if share is not None and share < 0.5 else "",
            "open": self._open_jobs(
                [
                    ("finished_at", ">=", str(since)),
                    ("retry_count", ">", 0),
                    ("status", "in", ("done", "failed")),
                ]
            ),
        }

    def _card_of_events(self, total, since):
        verified = sum(
            total.of("events", k) for k in ("processed", "ignored", "failed")
        )
        again, refused = total.of("events", "duplicate"), total.of("events", "refused")
        parts = [
            (verified, self.env._("%s verified")),
            (again, self.env._("%s twice")),
            (total.of("events", "late"), self.env._("%s late")),
            (refused, self.env._("%s refused")),
        ]
        said = ", ".join(text % self._number(n) for n, text in parts if n)
        return {
            "key": "events",
            "icon": "fa-bolt",
            "title": self.env._("Webhooks"),
            "value": self._number(verified + again + refused),
            "text": said or self.env._("none has come"),
            "tone": "warning" if refused else "",
            "open": self._open(
                "integration.event",
                [("received_at", ">=", str(since))],
                self.env._("Events"),
            ),
        }

    def _card_of_unmapped(self, connections):
        count = sum(connections.mapped("unmapped_count"))
        title = self.env._("Unmapped Values")
        return {
            "key": "unmapped",
            "icon": "fa-puzzle-piece",
            "title": title,
            **self._to_look_at(
                count, self.env._("jobs wait for them"), self.env._("nothing to map")
            ),
            "open": self._open(
                "integration.mapping", [("state", "=", "unmapped")], title
            ),
        }

    # -- in words ----------------------------------------------------------------------

    def _number(self, value, digits=0):
        """As the language of the reader writes it."""
        return formatLang(self.env, value, digits=digits)

    def _percent(self, share):
        """Small shares are what one looks for: they keep a digit."""
        return self._number(100 * share, int(0 < share < 0.1))

    def _to_look_at(self, count, some, none):
        """What a card says of things that should not be there."""
        return {
            "value": self._number(count),
            "text": some if count else none,
            "tone": "warning" if count else "",
        }
