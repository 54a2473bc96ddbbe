"""Papers: a kind of paper decides its facts from sources, makes a document of blocks of them, and a printer draws it.

`kinds` lists what can be asked for and `issue` is the one way in which it is made. `board` and `audit` hold the two
large papers, `public` what the public may see, and `pdf`, `web` and `word` the three printers, which know no register.
"""
