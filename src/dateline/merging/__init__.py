"""Events to incidents: what several reports tell of one occurrence."""
