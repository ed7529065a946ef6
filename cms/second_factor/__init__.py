"""A code from a phone beside the password, by django-otp: who must have one, and what is asked of whom."""
