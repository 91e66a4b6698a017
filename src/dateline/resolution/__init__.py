"""Toponyms to resolutions: which place a name means."""
