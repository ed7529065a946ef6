"""The desk of those who write and approve: what waits for whom, and the list of all stories."""
