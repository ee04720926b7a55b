from . import shipstation_keys, shipstation_subscribe
