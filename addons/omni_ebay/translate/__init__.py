from .orders import order_document

__all__ = ["order_document"]
