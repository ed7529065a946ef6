"""Loads the demo content through the same services that people use; a second run changes nothing."""
