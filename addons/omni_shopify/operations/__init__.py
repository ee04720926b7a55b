from . import app_uninstalled, privacy_request, webhook_check
