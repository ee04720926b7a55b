from . import connect, errors, moments, v1, v2, webhook
