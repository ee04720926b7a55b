"""What the three simulated platforms share: clock, faults, webhooks, journal, control."""
