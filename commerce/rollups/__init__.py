"""Roll-ups of ledger and clicks: how they are made, read and checked."""
