"""Where eBay sends a seller back to, with a code or without.

Whoever calls this is an attacker until the state says otherwise: only the user who
pressed the button, within minutes and once, can end what that button began.
"""

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

CALLBACK = "/omni/ebay/callback"


class ConsentController(Controller):
    @route(CALLBACK, type="http", auth="user", methods=["GET"], readonly=False)
    def consented(self, state="", code="", **_other):
        connection = request.env["ebay.consent"]._redeem(state)
        if not connection:
            return request.make_response(
                request.env._(
                    "This sign-in was not begun here, or too long ago. Press “Sign In "
                    "to eBay” on the connection again."
                ),
                headers=[("Content-Type", "text/plain; charset=utf-8")],
                status=400,
            )
        if code:
            try:
                connection._ebay_signed_in(code)
            except UserError as error:
                connection._ebay_sign_in_failed(str(error))
        else:
            connection._ebay_sign_in_failed(
                request.env._("You did not agree on eBay's page: nothing has changed.")
            )
        return request.redirect(f"/odoo/connections/{connection.id}")
