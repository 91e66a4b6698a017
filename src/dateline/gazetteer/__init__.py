"""Names to places: compiling the sources into one memory-mapped index, folding names, searching."""
