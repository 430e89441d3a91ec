"""Every message of a refusal on a wide and on a narrow screen, spoken, and in JSON with what is offered."""

from __future__ import annotations

import json

import pytest

from decompdrill import answers
from decompdrill.frontends import quiz_screen
from decompdrill.frontends.display import Display
from decompdrill.mathtext import Style, width
from decompdrill.model import Form, Outcome, Typed, Unreadable, Verdict
from tests.answers.test_phone_notebook_chat import FORMS
from tests.answers.test_refusals import REFUSED
from tests.answers.test_typed_by_people import ASKED, NAMED_OTHERWISE

ANY: tuple[str, ...] = ()


def refusals() -> list[tuple[Form, tuple[str, ...], str, Unreadable]]:
    """Return every text of the tables that is refused, with its refusal; those of one message and one number of offers once."""
    texts: list[tuple[Form, tuple[str, ...], str]] = [
        (form, ("U", "S", "Vt") if form is Form.FACTORS else ANY, text) for form, text, *_ in REFUSED
    ]
    texts += [(Form(form), ANY, text) for form, text, _ in ASKED]
    texts += [(Form.FACTORS, tuple(names.split(",")), text) for names, text, _ in NAMED_OTHERWISE]
    for form, both in FORMS.items():
        texts += [(Form(form), row[0] if form == "factors" else ANY, row[1]) for rows in both for row in rows]
    found: dict[object, tuple[Form, tuple[str, ...], str, Unreadable]] = {}
    for form, parts, text in texts:
        refused = answers.read(form, text, parts)
        if isinstance(refused, Unreadable):
            found.setdefault((form, refused.message, len(refused.offers)), (form, parts, text, refused))
    return list(found.values())


TABLE = refusals()
SCREENS = [Display(style, columns) for style in (Style.UNICODE, Style.ASCII, Style.SPEECH) for columns in (80, 40)]


def shown(text: str, refused: Unreadable, display: Display) -> list[str]:
    verdict = Verdict(Outcome.UNREADABLE, 0.0, "", (), None, refused.message, "", refused)
    return [row.text for row in quiz_screen.grounds(verdict, text, display)]


@pytest.mark.parametrize("display", SCREENS, ids=[f"{d.style.name}-{d.width}" for d in SCREENS])
def test_a_refusal_fits_the_screen_says_its_message_and_what_could_be_typed(display: Display) -> None:
    assert len(TABLE) >= 200
    for _, _, text, refused in TABLE:
        rows = shown(text, refused, display)
        longest = max((len(word) for word in " ".join(rows).split()), default=0) + 4
        for row in rows:
            assert width(row) <= max(display.width, longest), (text, row)
        said = "".join("".join(rows).split())
        if display.style is Style.UNICODE:
            assert "".join(refused.message.split()) in said, (text, rows)
            for offer in refused.offers[: quiz_screen.MOST_OFFERED]:
                assert "".join(offer.split()) in said or not offer.isprintable(), (text, offer, rows)
        if display.spoken:
            assert not any("^^" in row or row.startswith(" ") for row in rows), rows
            assert any(row.startswith("At character ") for row in rows)
        else:
            assert any(set(row.split()[-1:][0]) == {"^"} for row in rows if row.split()), rows


def test_a_refusal_stands_in_json_with_its_offers_each_of_which_reads() -> None:
    for form, parts, text, refused in TABLE:
        line = json.dumps(answers.unreadable_to_json(refused), ensure_ascii=False)
        read = json.loads(line)
        assert list(read) == ["message", "span", "offers"]
        assert "\n" not in line
        assert read["message"].isprintable(), text
        assert 0 <= read["span"][0] <= read["span"][1] <= len(text)
        for offer in read["offers"]:
            assert isinstance(answers.read(form, offer, parts), Typed), (text, offer)
