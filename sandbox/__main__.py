"""python -m sandbox: Shopify, eBay and ShipStation on this machine."""

from __future__ import annotations

import argparse
import logging

from aiohttp import web

from sandbox.kernel.app import build_app
from sandbox.kernel.config import PLATFORMS, Config
from sandbox.kernel.kernel import KERNEL, Kernel


def parsed(arguments: list[str] | None = None) -> Config:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--seed", type=int, default=1, help="repeats a run exactly")
    parser.add_argument("--orders-per-minute", type=float, default=0.0, metavar="N")
    parser.add_argument("--scale", choices=("small", "full"), default="small")
    parser.add_argument("--no-data", action="store_true", help="start empty")
    parser.add_argument("--public-url", help="the address that links and webhooks name")
    parser.add_argument("--allow-remote-webhooks", action="store_true")
    parser.add_argument("--only", action="append", choices=PLATFORMS, metavar="CODE")
    args = parser.parse_args(arguments)
    return Config(
        host=args.host,
        port=args.port,
        seed=args.seed,
        orders_per_minute=args.orders_per_minute,
        scale=args.scale,
        load_data=not args.no_data,
        public_url=args.public_url,
        allow_remote_webhooks=args.allow_remote_webhooks,
        platforms=tuple(args.only or PLATFORMS),
    )


def main() -> None:
    config = parsed()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    app = build_app(config)
    try:
        web.run_app(
            app,
            host=config.host,
            port=config.port,
            access_log=None,
            print=lambda *_: print(banner(app[KERNEL]), flush=True),
        )
    except OSError:
        raise SystemExit(
            f"Nobody can listen on {config.host}:{config.port}: it is taken, perhaps "
            "by another sandbox, or not allowed; --port gives this one another door."
        ) from None


def banner(kernel: Kernel) -> str:
    """What runs where, in one block."""
    lines = [f"OmniRoute sandbox on {kernel.base_url}/  (seed {kernel.config.seed})"]
    for code, platform in kernel.platforms.items():
        counts = platform.snapshot()["counts"].items()
        held = ", ".join(f"{n:,} {name}" for name, n in counts if n).replace("_", " ")
        lines.append(f"  {code:<12} {kernel.base_url}/{code}/  {held or 'empty'}")
        for name, value in platform.credentials().items():
            lines.append(f"  {'':<14} {name:<18} {value}")
    lines.append(f"  control      {kernel.base_url}/control/openapi.yaml")
    lines += [f"  ! {warning}" for warning in kernel.warnings]
    lines.append("  Ctrl+C ends it")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
