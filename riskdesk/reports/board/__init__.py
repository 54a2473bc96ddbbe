"""The board paper and its chapters, and what they share with the papers on one risk."""
