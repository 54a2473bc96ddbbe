"""Papers as one web page each."""
