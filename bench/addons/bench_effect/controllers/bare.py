"""The cheapest route that Odoo can have: what the webhooks are compared with."""

from odoo.http import Controller, Response, route


class BareController(Controller):
    @route("/bench/bare", type="http", auth="none", csrf=False, save_session=False)
    def bare(self, **_parameters):
        return Response("ok")
