"""Plan coverage: what of each module the cases of a session have tried, and what nobody has tried yet."""
