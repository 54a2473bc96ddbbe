"""Papers: facts are decided in content, layout only draws them."""
