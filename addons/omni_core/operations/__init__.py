from . import token_renew
