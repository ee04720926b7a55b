from . import integration_pause
