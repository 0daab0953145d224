"""A third language, made from the English one: a folder, and nothing else. Its texts bear accents
no other has."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from locales.folders import folder

CODE = "fr"
TOLD = """
name = "Français"
aliases = ["gaulois"]
style = "français : phrases courtes et exactes"
locales = ["fr"]

[calls]
zh = "mandarin standard"

[script] # the Latin letters

[examples]
search = "agents"

[digest]
heading = "Articles du jour (résumés) - "
papers = "Articles (n.)"
link = "Lien"
organization = "Organisation"
score = "Points"
tags = "Étiquettes"
summary = "Résumé"
highlights = "Points forts"

[report] # the first label is the English one
link = "Link"
source = "Lu dans"

[report.points]
field = ["Domaine"]
contribution = ["Apport principal"]
usage = ["Mode d'emploi", "Usage"]
innovations = ["Innovations"]
results = ["Résultats", "Results"]

[report.usage] # "output" is an English name for something else
input = ["Output", "Entrée"]
output = ["Sortie"]
steps = ["Étapes"]
requirements = ["Besoins"]

[report.results]
datasets = ["Données"]
comparisons = ["Comparaisons"]
figures = ["Chiffres"]

[questions]
openings = ["quel", "quels", "combien", "pourquoi"]
framing = "quel quels est sont le la les de des combien pourquoi"
terms = "vitesse speed, faster; précision accuracy"
"""
_ACCENTS = str.maketrans("aeiou", "áéíóú")
_KEPT = re.compile(r"(\{[^}]*\}|\S*[/_{}]\S*)")


def marked(text: str) -> str:
    """The text with accents, its placeholders, commands and names of settings as they are."""
    return "".join(
        part if number % 2 else part.translate(_ACCENTS)
        for number, part in enumerate(_KEPT.split(text))
    )


def make(place: Path) -> None:
    """Put the folder there."""
    (place / CODE).mkdir()
    (place / CODE / "language.toml").write_text(TOLD, encoding="utf-8")
    with (folder("en") / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=CODE)
    for message in catalog:
        if message.id and not str(message.id).startswith("date."):
            told = message.string
            message.string = marked(told) if isinstance(told, str) else tuple(map(marked, told))
    with (place / CODE / "messages.po").open("wb") as file:
        write_po(file, catalog)
