"""The papers of somebody's library, from the files that reference managers write. Pure."""
