"""Discord: embeds, menus and buttons."""
