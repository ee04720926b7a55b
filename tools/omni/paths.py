"""Where things lie: the clone, its private folder, the user's download cache."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"

# Everything that belongs to this clone; git ignores it and `./omni clean` removes it.
STATE = ROOT / ".omni"
LOGS = STATE / "log"
VENV = STATE / "venv"
STAMPS = STATE / "stamps"
RUNNING = STATE / "running"

# What was downloaded once and serves every clone of this user.
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "omniroute"

PYTHON = VENV / "bin" / "python"
ODOO = VENV / "bin" / "odoo"  # its start script, for servers
