from . import test_codec
from . import test_proof
