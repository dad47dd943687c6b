"""Components for other people's pipelines."""
