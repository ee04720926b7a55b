from . import models, operations, platform
