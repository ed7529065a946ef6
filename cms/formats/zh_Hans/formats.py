"""49,960 as in accounts; Django's own file leaves the separator empty."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
