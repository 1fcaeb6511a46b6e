"""The site: what MkDocs and the theme draw, and what the records bring."""
