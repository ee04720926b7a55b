"""The queue: how fast it drains, starts and fills, side by side with OCA queue_job."""
import time
from tools.omni import clusters
from .common import Report, options
from .lab import OURS, Lab, cpu_seconds, exchange_server
from . import peer

def drain(report, lab, client, server, what, op, n):
    lab.clear()
    at = client.call("put", op, n)["at"]
    c=cpu_seconds(server)
    lab.wait_until_drained()
    s = time.time()-at
    report.note(f"{lab.side.name} {what}", rate=n/s, seconds=s, cpu_ms=1000*(cpu_seconds(server)-c)/n)
    return n/s

def main():
    o = options("queue")
    r = Report("queue", o)
    with clusters.bench().running() as cl, exchange_server() as url:
        for side in (OURS, peer.side()) if "peer" in o.only else (OURS,):
            with Lab.open(side, cl) as lab, lab.client() as client:
                client.call("set_up", url=url, workers=2)
                for mode in ("threaded", "prefork"):
                    with lab.server(mode) as server:
                        drain(r, lab, client, server, mode+" warm", "noop", 200)
                        n = 2000
                        drain(r, lab, client, server, mode+" noop", "noop", n)
                        if side is OURS: drain(r, lab, client, server, mode+" batch", "noop_batch", 10000)
                        drain(r, lab, client, server, mode+" http", "http", 600)
    return r.finish()

if __name__ == "__main__":
    raise SystemExit(main())
