"""Papers as tagged PDF: what is drawn is content of an element or an artifact, and same facts give same bytes."""
