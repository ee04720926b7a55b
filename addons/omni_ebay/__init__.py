from . import controllers, models, operations, platform, wizards
