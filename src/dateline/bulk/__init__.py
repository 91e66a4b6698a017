"""Archives of reports to incidents on a Dask cluster: read part by part, then merged across all parts, month by month."""
