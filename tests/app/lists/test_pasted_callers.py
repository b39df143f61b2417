"""Callers that are pasted: nothing of them is dropped."""

import pytest


@pytest.mark.parametrize("text", ["0172 1, Müller, Anna", "Nummer,Notiz\n0172 1,Müller,Anna"])
def test_what_stands_behind_the_last_column_is_not_dropped(client, rows, vips, text):
    page = client.post(f"{vips}/add-many", data={"many": text})
    assert page.status_code == 422
    assert "This row has more cells than there are columns." in page.text
    assert len(rows()) == 3
    client.post(f"{vips}/add-many", data={"many": '0172 1, "Müller, Anna"'})
    assert rows()[3:] == [("+491721", "Müller, Anna")]


@pytest.mark.parametrize(("place", "more"), [("{}/add-many", {}), ("/settings/lists/new", {"label": "Friends"})])
def test_an_unclosed_quotation_mark_is_told_beside_the_field(client, vips, place, more):
    page = client.post(place.format(vips), data={"many": '0172 1\n"0172 2', **more})
    assert page.status_code == 422
    assert "The quotation mark that begins in line 2 is never closed." in page.text
    assert 'id="many-faults"' in page.text
