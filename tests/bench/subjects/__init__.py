"""What `make bench` measures, a module a subject. A module put here is found by itself.

Each has `figures(stage) -> list[Figure]`. What is measured inside Django stands in the same module, under
`if __name__ == "__main__"`, prints JSON, and is run by `stage.inside`. They run in the order of their names, on one
demo that they leave as it was; who fills the database takes a house of its own: `stage.another`.
"""
