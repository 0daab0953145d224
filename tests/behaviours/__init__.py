"""How endpoints behave: each behaviour, met by one paper or by all of twelve, and what became of
everybody."""
