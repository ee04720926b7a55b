"""Two things that only Odoo's dispatcher can do for the webhook controller."""

from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from odoo import models
from odoo.http import request

from ..controllers.webhook import PREFIX, tiny


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        super()._pre_dispatch(rule, args)
        if rule.endpoint.routing.get("omni_raw_body"):
            wire = request.httprequest
            limit = wire.max_content_length
            if (wire.content_length or 0) > limit:
                raise RequestEntityTooLarge()
            # The dispatcher reads forms first and leaves nothing for the signature,
            # unless the bytes are cached before. The fields themselves would come as
            # arguments of the controller, under names that the sender chooses.
            body = wire.get_data(cache=True)
            if wire.content_length is None and len(body) >= limit:
                raise RequestEntityTooLarge()  # chunked, and cut off without a word
            wire.form = wire.files = wire.args = ImmutableMultiDict()

    @classmethod
    def _handle_error(cls, exception):
        """No page and no traceback: only the status."""
        path = request.httprequest.path
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            is_http = isinstance(exception, HTTPException)
            return tiny((is_http and exception.code) or 503)
        return super()._handle_error(exception)
