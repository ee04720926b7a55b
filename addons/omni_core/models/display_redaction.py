"""What people may see of a payload: the same rules as for the record of calls."""

from ..engine.platform import find_platform
from ..lib.redact import Redactor

_CAP = 200_000


def redactor_of(connection):
    """Knows no secret values: they are not needed here, and reading them is a risk."""
    platform = find_platform(connection.platform or "")
    return Redactor(
        (),
        platform.sensitive if platform else (),
        keep_personal=connection.call_personal_data,
        body_cap=_CAP,
    )
