from . import bench_effect
