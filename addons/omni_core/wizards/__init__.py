from . import integration_pause
from . import integration_preview
from . import sync_job_change
