"""Demo illustrations and short films, drawn entirely by code.

Needs skia-python, numpy and (for films) PyAV, at development time only.
"""
