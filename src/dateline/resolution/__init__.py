"""Toponyms to resolutions: which place a name means.

A resolution's place is the plain place that is named: "Idlib" in "20 km south of Idlib" resolves to Idlib. What the words around a name
make of it (an offset, a direction, a countryside) is an `Expression` of `expressions.py`, whose place is derived from it.
"""
