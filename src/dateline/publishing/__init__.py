"""Incidents to GeoJSON, tables and maps."""
