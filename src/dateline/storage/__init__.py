"""Where reports, events and incidents are kept."""
