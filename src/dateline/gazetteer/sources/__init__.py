"""Where places come from: one module for each source, each giving places of the same shape."""
