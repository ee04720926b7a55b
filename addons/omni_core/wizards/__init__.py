from . import integration_pause
from . import integration_preview
