from . import test_moments
from . import test_webhook
