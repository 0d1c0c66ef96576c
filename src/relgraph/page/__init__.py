"""The page: one file that shows who is with whom on any day, as told by any day, and asks no host for anything.

selection.py  which entities and ties of a read model go in, and what is left out
effects.py    what each claim did, on each day of knowledge
data.py       all of that as the values that the page is made of
words.py      what a kind of tie is called on the page, and how it looks
layout.py     where each entity stands
network.py    nodes and lines, held by pyvis
script.py     the page's JavaScript, module after module
build.py      the template filled: one HTML file
"""
