"""Shopify, played from memory: Admin GraphQL API, OAuth, files, webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.kernel.kernel import Kernel

    from .platform import ShopifyPlatform


def build(kernel: Kernel) -> ShopifyPlatform:
    from .platform import ShopifyPlatform

    return ShopifyPlatform(kernel)
