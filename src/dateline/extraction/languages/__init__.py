"""Reports in Arabic, French, German, Portuguese, Russian, Spanish, Turkish and Ukrainian.

Their sentences are read word for word into the English that the rules of kinds, places and status are written in; every English word
keeps the span of the words that it stands for. So all languages share one set of rules, and a new one needs little but a table.
"""
