"""What speaks for and against a span's being a place name: a weight for each feature, added up and put through a logistic.

These weights are set by hand; training starts from them.
"""

BIAS = -1.7

WEIGHTS: dict[str, float] = {
    # what the gazetteer knows
    "tier0": 0.2,
    "tier1": 0.7,
    "tier2": 1.4,
    "tier3": 2.3,
    "tier4": 3.2,
    "tier5": 4.6,
    "unknown": -1.4,
    "several words known": 1.3,
    "noun in name": 2.2,
    "street": 4.0,
    "stands for its state": 3.0,
    "institution": -0.3,
    "union": 3.5,
    "opens an organization": -4.0,
    # the words before
    "place preposition": 2.2,
    "loose preposition": 0.7,
    "place noun of": 3.2,
    "place noun before": 2.2,
    "direction before": 2.0,
    "place verb before": 1.4,
    "demonym before": 0.6,
    "title before": -4.5,
    "small title before": -3.0,
    "given name before": -4.0,
    "initial before": -4.0,
    "capital before": -1.4,
    "article before": -0.2,
    # the words behind
    "place noun behind": 1.8,
    "said to be a place": 2.8,
    "role behind": 1.0,
    "authority behind": 1.2,
    "house behind": -2.5,
    "capital behind": -1.7,
    "speech behind": -1.6,
    "governing behind": 0.8,
    "age behind": -3.5,
    "based behind": 3.0,
    "thing behind": -3.5,
    # structure
    "in its parent": 3.0,
    "parent of another": 3.8,
    "in a list of places": 1.4,
    "dateline": 4.0,
    "hyphened onto a word": -1.2,
    # the word itself
    "given name": -1.8,
    "common word": -1.9,
    "written small elsewhere": -1.9,
    "sentence head": -0.5,
    "acronym": -1.8,
    "title case line": -0.6,
    "Cyrillic name known": 0.8,
    "uncased": -1.0,
    "uncased common word": -3.0,
    "uncased with clitic": -0.4,
    "maybe given name": -0.3,
    "common surname": -0.3,
    "surname": -0.1,
    "ends with surname": -0.8,
    "state abbreviation": 2.0,
    "other name": 0.0,
    "sole place": 0.0,
    "many places": 0.0,
    "local authority": 0.0,
    "maybe given name before": -2.0,
    "surname behind": -0.5,
    "party before": 3.0,
    # the run of capitalized words around it
    "looks like a person": -1.5,
    "whole run": 0.0,
    "run head": 0.0,
    "run tail": -0.5,
    "run middle": -1.5,
    "longer name known": -2.5,
    "holds a known name": -0.5,
    "of inside": 0.0,
    # the rest of the report
    "surname elsewhere": -4.0,
    "organization elsewhere": -0.5,
    "met often": 0.0,
    "home region": 0.3,
    "home country": 0.0,
    "far from home": 0.0,
}
"""Natural logarithm of the odds that each feature adds."""

CONSISTENCY = 0.65
"""How much the other mentions of the same name count, as a share of their mean."""
