"""One module per place; each has land, work, still and village."""
