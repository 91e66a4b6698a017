"""Files, pages, feeds and tables to reports."""
