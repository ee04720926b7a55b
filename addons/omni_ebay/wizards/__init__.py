from . import ebay_fitment_import, ebay_reply
