"""What the simulated platforms share: clock, faults, webhooks, journal, control."""
