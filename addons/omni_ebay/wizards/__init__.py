from . import ebay_fitment_import
