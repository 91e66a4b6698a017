"""Reports to events: what is told to have happened, where, when, by whom and how sure."""
