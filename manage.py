#!/usr/bin/env python
"""Django's command line for Fengshou."""

import sys

from cms import environment


def main() -> None:
    environment.read()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
