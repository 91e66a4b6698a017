"""Scores on annotated corpora, and the training of what is learned from them."""
