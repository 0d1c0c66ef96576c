"""From the text of an article to proposed claims."""
