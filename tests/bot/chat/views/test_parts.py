"""What several views share."""

from __future__ import annotations

import pytest

from bot.chat.views.parts import organization_in
from bot.chat.views.prose import cells


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kite Lab", "Kite Lab"),
        ("University of Oxford", "Oxford"),
        ("The University of Tokyo", "Tokyo"),
        ("University of California, Berkeley", "California…"),
        ("National University of Singapore", "Singapore"),
        ("University of Science and Technology of China", "Science and Tech…"),
        ("The Hong Kong Polytechnic University", "Hong Kong…"),
        ("Hong Kong University of Science and Technology", "Hong Kong…"),
        ("Beijing Academy of Artificial Intelligence", "Beijing Academy…"),
        ("Institute of Automation, Chinese Academy of Sciences", "Automation…"),
        ("Institute for the Study of Kites", "Study of Kites"),
        ("Massachusetts Institute of Technology", "Massachusetts…"),
        ("Université de Montréal", "Montréal"),
        ("Universität Heidelberg", "Heidelberg"),
        ("Universidade de São Paulo", "São Paulo"),
        ("University College London", "University Colle…"),
        ("National Institute of Informatics", "Informatics"),
        ("National Taiwan University", "National Taiwan…"),
        ("The Theory of Everything Company", "Theory of Everyt…"),
        ("清华大学智能产业研究院北京", "清华大学智能产…"),
        ("The of the and of the and of the", "of the and of th…"),
    ],
)
def test_an_organization_is_cut_to_what_names_it(name: str, shown: str) -> None:
    assert organization_in(name, 17) == shown
    assert cells(shown) <= 17
