"""What speaks for or against two tellings being of one incident: one aspect a file."""
