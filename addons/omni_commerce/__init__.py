from . import adapter, documents, mapping_kinds, models, operations, wizards
