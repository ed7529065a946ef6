"""Demo content: an installation that looks lived in, made from the data files beside this module."""
