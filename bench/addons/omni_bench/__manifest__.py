{
    "name": "OmniRoute: bench",
    "summary": "Operations that do nothing, wait, or leave a countable effect",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_core", "bench_effect"],
    "data": ["data/cron.xml"],
}
