from . import integration_forget
from . import integration_pause
from . import sync_job_change
from . import integration_preview
