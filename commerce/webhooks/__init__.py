"""Orders that are sent to us, signed after Standard Webhooks 1.0."""
