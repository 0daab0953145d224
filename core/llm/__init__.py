"""Any OpenAI-compatible endpoint, as it really is. `model` is the door; nothing is imported before
it is needed."""
