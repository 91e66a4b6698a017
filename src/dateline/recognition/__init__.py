"""Reports to toponyms: which words name a place."""
