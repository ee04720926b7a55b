from . import test_groups, test_web_client
