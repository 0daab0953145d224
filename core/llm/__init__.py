"""Any OpenAI-compatible endpoint, as it really is. Begin with `model`; nothing is imported here."""
