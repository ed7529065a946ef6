"""Settings: `base` is the embedded default, `dev`, `test` and `production` change it.

Each concern has its own small module in `parts/`; everything that differs
between installations is read from the environment there and nowhere else.
"""
