from . import adapter, client, models, operations, platform
