"""Channels in the admin: tokens, editions, reports."""
