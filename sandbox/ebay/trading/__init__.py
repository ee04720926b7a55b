"""The Trading API: one XML gateway for what the REST APIs do not do."""

from . import calls, listing_calls, message_calls, sale_calls
from .gateway import handle

__all__ = ["calls", "handle", "listing_calls", "message_calls", "sale_calls"]
