from . import channel, models
