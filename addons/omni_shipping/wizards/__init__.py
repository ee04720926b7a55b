from . import integration_rates
