from . import (
    account_deletion,
    call_limits,
    cancel_answer,
    message_poll,
    message_send,
    notification_check,
    notification_key,
    signing_key,
)
