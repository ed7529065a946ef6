"""Addresses of this room: `localized` under each language, `plain` without one."""
