"""Pictures lose what they know about people and places, keep what is on them, and cannot fill the memory."""

import pytest

from mobile_office.devices import pictures
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import NotAllowed
from tests.devices.files import SECRET, bomb, picture, with_exif


def test_a_cameras_notes_are_gone_and_the_picture_stands_upright() -> None:
    taken = with_exif(picture(1200, 900))
    assert SECRET in taken
    kind, kept = pictures.clean(taken, Format.JPEG)
    assert (kind, SECRET in kept, b"Exif" in kept) == (Format.JPEG, False, False)
    shown = pictures.shown(kept, kind)
    assert (shown.width(), shown.height()) == (900, 1200)


def test_texts_of_a_png_are_gone() -> None:
    scanned = picture(format="PNG", text=SECRET.decode())
    assert SECRET in scanned
    kind, kept = pictures.clean(scanned, Format.PNG)
    assert (kind, SECRET in kept) == (Format.PNG, False)


@pytest.mark.parametrize(("width", "height"), [(3308, 4678), (4678, 3308)])
def test_what_is_larger_than_a_page_is_made_as_small(width: int, height: int) -> None:
    kind, kept = pictures.clean(picture(width, height), Format.JPEG)
    shown = pictures.shown(kept, kind)
    assert sorted((shown.width(), shown.height())) == [1654, 2339]
    assert (shown.width() > shown.height()) == (width > height)


def test_what_is_smaller_stays_as_large_as_it_is() -> None:
    _, kept = pictures.clean(picture(300, 200, "PNG"), Format.PNG)
    shown = pictures.shown(kept, Format.PNG)
    assert (shown.width(), shown.height()) == (300, 200)


@pytest.mark.qt_log_ignore("exceeds the current allocation limit")
def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(NotAllowed) as caught:
        pictures.clean(bomb(), Format.PNG)
    assert caught.value.code == "attachment_page_too_large"
    with pytest.raises(NotAllowed) as caught:
        pictures.clean(bomb(9_000, 9_000), Format.PNG)  # within the pixels, beyond the memory
    assert caught.value.code == "attachment_page_too_large"


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize("data", [b"\xff\xd8\xff", b"\xff\xd8\xff" + bytes(2000), picture()[:400]])
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(NotAllowed) as caught:
        pictures.clean(data, Format.JPEG)
    assert caught.value.code == "attachment_unreadable"
