from . import controllers, engine, lib, models, operations, wizards
