"""What differs between databases: opening, locking, and searching space and words."""
