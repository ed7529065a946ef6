"""The yardstick for pages made anew: what `wagtail start` and Wagtail's own documentation lead to.

Settings as the project template has them; a page type with a StreamField, a template for each block, `{% image %}`.
The page is filled with the words and pictures of a story as our own site answers it.
"""
