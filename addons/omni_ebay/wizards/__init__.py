from . import ebay_reply
