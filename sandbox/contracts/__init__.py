"""Vendor contracts: where they lie, how they are fetched, how they are held up."""
