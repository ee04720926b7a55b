from . import bench_side
from . import ir_cron
