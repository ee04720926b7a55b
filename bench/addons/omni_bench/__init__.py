from . import models, operations
