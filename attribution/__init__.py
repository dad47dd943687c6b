"""Who says so: sources, cues, contents and a label for every sentence of a news article."""
