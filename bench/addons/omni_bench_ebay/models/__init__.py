from . import bench_side
