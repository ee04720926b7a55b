"""The seeded world of a motor-parts seller, in nobody's vendor language."""
