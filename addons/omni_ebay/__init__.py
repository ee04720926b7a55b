from . import models, operations, platform, wizards
