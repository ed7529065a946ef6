"""Public pages written once as files and served ahead of Django (docs/adr/0018).

`products.showing` records what a page is made from; `middleware` writes its file, `serving` answers with it.
`statements` sees in the SQL itself which rows and tables are written to, `sets` knows which lists a page of the tree
belongs to; `following` writes both down in the writer's transaction and throws the files away after its commit.
`reconcile` finds what was missed.
"""
