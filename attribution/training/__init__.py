"""From annotated corpora to a packaged model; nothing here is needed to annotate."""
