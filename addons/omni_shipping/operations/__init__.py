from . import (
    address_check,
    hub_poll,
    hub_put,
    label_buy,
    label_recover,
    label_void,
    parcel_track,
    service_fetch,
)
