"""Strokes: what is drawn is kept as it was within its bounds, taken back stroke by stroke, written down and read."""

import math

import pytest

from mobile_office.domain.strokes import (
    LONGEST,
    MOST_POINTS,
    MOST_STROKES,
    SHORTEST,
    Point,
    Surface,
    from_text,
    length,
    to_text,
)


def drawn(*strokes: tuple[tuple[float, float], ...]) -> Surface:
    surface = Surface()
    for stroke in strokes:
        for place, (x, y) in enumerate(stroke):
            (surface.move if place else surface.down)(Point(x, y, 0.5, place * 5))
        surface.up()
    return surface


LINE = ((0.1, 0.5), (0.3, 0.4), (0.6, 0.6))
CROSS = ((0.7, 0.2), (0.8, 0.8))


def test_what_is_drawn_is_there_in_its_order_with_pressure_and_time() -> None:
    surface = Surface()
    surface.down(Point(0.1, 0.5, 0.25, 0))
    surface.move(Point(0.2, 0.6, 0.75, 12))
    surface.up()
    assert surface.strokes == ((Point(0.1, 0.5, 0.25, 0), Point(0.2, 0.6, 0.75, 12)),)


def test_a_move_without_a_touch_is_none() -> None:
    surface = drawn(LINE)
    surface.move(Point(0.9, 0.9, 1, 99))
    assert [len(stroke) for stroke in surface.strokes] == [3]


def test_the_last_stroke_is_taken_back_and_then_all_of_them() -> None:
    surface = drawn(LINE, CROSS)
    surface.undo()
    assert len(surface.strokes) == 1
    surface.clear()
    surface.undo()
    assert surface.strokes == ()


def test_what_leaves_the_surface_stays_at_its_edge_and_what_is_no_number_is_not_taken() -> None:
    surface = drawn(((-3.0, 0.5), (0.5, 9.0)))
    surface.down(Point(math.nan, 0.5, 0.5, 0))
    surface.move(Point(0.5, math.inf, 0.5, 0))
    ((first, last),) = surface.strokes
    assert (first.x, last.y) == (0.0, 1.0)
    late = Surface()
    late.down(Point(0.5, 0.5, 7, LONGEST + 1))
    assert late.strokes == ((Point(0.5, 0.5, 1.0, LONGEST),),)


def test_a_pen_that_rests_adds_no_points() -> None:
    assert len(drawn(((0.5, 0.5), (0.5, 0.5), (0.5002, 0.5))).strokes[0]) == 1


def test_there_is_an_end_to_strokes_and_points() -> None:
    surface = drawn(*[CROSS] * (MOST_STROKES + 5))
    assert len(surface.strokes) == MOST_STROKES
    assert surface.is_full
    long = Surface()
    long.down(Point(0, 0, 0.5, 0))
    for place in range(MOST_POINTS + 50):
        long.move(Point(place % 2, 0.5, 0.5, place))
    assert sum(map(len, long.strokes)) == MOST_POINTS
    assert from_text(to_text(long.strokes)) == long.strokes


def test_a_slip_of_the_hand_is_no_signature_three_crosses_are() -> None:
    assert not drawn().is_enough
    assert not drawn(((0.5, 0.5), (0.52, 0.5))).is_enough
    assert drawn(*[((0.1, 0.4), (0.15, 0.6)), ((0.1, 0.6), (0.15, 0.4))] * 3).is_enough
    assert length(drawn(((0.0, 0.0), (0.0, 1.0))).strokes) == pytest.approx(1 / 3)
    assert SHORTEST < 0.2


def test_written_down_and_read_they_are_the_same() -> None:
    strokes = drawn(LINE, CROSS).strokes
    assert from_text(to_text(strokes)) == strokes
    assert from_text(to_text(())) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}x",
        "null",
        "[[]]",
        "[[[1,2,3]]]",
        "[[[1,2,3,-1]]]",
        "[[[1,2,10001,0]]]",
        "[[[0.5,0,0,0]]]",
        "[[[true,0,0,0]]]",
        f"[[[1,1,1,{LONGEST + 1}]]]",
        f"[{','.join(['[[1,1,1,1]]'] * (MOST_STROKES + 1))}]",
        "[" * 20_000,
    ],
)
def test_anything_else_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="stroke") as caught:
        from_text(text)
    assert "10001" not in str(caught.value)
