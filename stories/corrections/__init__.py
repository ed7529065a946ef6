"""Correcting what is out: listing it, drafting the new text, following it to the release that mends it."""
