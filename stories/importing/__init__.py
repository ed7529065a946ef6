"""Texts that authors already have, read into drafts.

`sources` turns a file or a paste into HTML with its pictures, within limits; `cleaning` straightens
what word processors and sites write; `converter` turns the tree into the blocks of a story and keeps
a `Report` in which every element of the source is accounted for; `service` stores the draft.
"""
