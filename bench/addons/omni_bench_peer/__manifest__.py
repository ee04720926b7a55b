{
    "name": "OmniRoute: bench of the peer",
    "summary": "The same jobs for OCA queue_job, fetched for the benchmarks alone",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["queue_job", "bench_effect"],
}
