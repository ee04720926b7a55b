from . import consent
from . import monitor
from . import webhook
