from . import adapter, documents, models, operations, shopping, wizards
