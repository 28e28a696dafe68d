"""The bare form: the widgets of an opened form built again as Qt's own, in the same layouts, with the same words.

What is copied is what can be seen and what shapes it (look, sizes, entries of a list), hidden parts too where
ours builds them; nothing of what ours does: no answers, no checks, no signals, no help.
"""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

_KINDS: tuple[type[QWidget], ...] = (
    QScrollArea, QLabel, QPlainTextEdit, QLineEdit, QComboBox, QCheckBox, QPushButton, QFrame, QWidget,
)  # fmt: skip
_LOOKS = ("look", "tone", "small")
_Place = tuple[int, int, int, int]


@dataclass
class Plan:
    """How to build one widget, or one layout where `kind` is none."""

    kind: type[QWidget] | None
    texts: str = ""
    entries: tuple[str, ...] = ()
    chosen: int = -1
    is_typed: bool = False
    looks: dict[str, Any] = field(default_factory=dict)
    is_hidden: bool = False
    wraps: bool = False
    least: tuple[int, int] = (0, 0)
    most: tuple[int, int] = (0, 0)
    layout: "Layout | None" = None
    inner: "Plan | None" = None

    @property
    def count(self) -> int:
        """How many widgets it builds."""
        below = self.layout.count if self.layout else 0
        return 1 + below + (self.inner.count if self.inner else 0)


@dataclass
class Layout:
    """How to build a layout with what is in it."""

    kind: type[QLayout]
    margins: tuple[int, int, int, int]
    gaps: tuple[int, int]
    parts: list[tuple["Plan | Layout | int", _Place]]
    direction: Any = None

    @property
    def count(self) -> int:
        """How many widgets it builds."""
        return sum(part.count for part, _ in self.parts if not isinstance(part, int))


def plan(widget: QWidget) -> Plan:
    """The plan of a widget as it stands on the screen now."""
    kind = next(kind for kind in _KINDS if isinstance(widget, kind))
    made = Plan(kind, is_hidden=widget.isHidden())
    made.looks = {name: value for name in _LOOKS if (value := widget.property(name))}
    made.least = (widget.minimumWidth(), widget.minimumHeight())
    made.most = (widget.maximumWidth(), widget.maximumHeight())
    if isinstance(widget, QLabel | QPushButton | QCheckBox | QLineEdit):
        made.texts = widget.text()
    if isinstance(widget, QPlainTextEdit):
        made.texts = widget.toPlainText()
    if isinstance(widget, QLabel):
        made.wraps = widget.wordWrap()
    if isinstance(widget, QComboBox):
        made.entries = tuple(widget.itemText(n) for n in range(widget.count()))
        made.chosen, made.is_typed = widget.currentIndex(), widget.isEditable()
        return made
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        made.inner = plan(inside) if inside is not None else None
    elif (layout := widget.layout()) is not None:
        made.layout = _layout(layout)
    return made


def _layout(layout: QLayout) -> Layout:
    margins = layout.contentsMargins()
    gaps = (layout.spacing(), layout.spacing())
    if isinstance(layout, QGridLayout):
        kind: type[QLayout] = QGridLayout
        gaps = (layout.horizontalSpacing(), layout.verticalSpacing())
    else:  # a row that wraps is a row here
        kind = QVBoxLayout if isinstance(layout, QVBoxLayout) else QHBoxLayout
    edges = (margins.left(), margins.top(), margins.right(), margins.bottom())
    made = Layout(kind, edges, gaps, [])
    if isinstance(layout, QBoxLayout):
        made.direction = layout.direction()
    for n in range(layout.count()):
        item, place = layout.itemAt(n), (n, 0, 1, 1)
        assert item is not None
        if isinstance(layout, QGridLayout):
            place = layout.getItemPosition(n)  # type: ignore[assignment]
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            made.parts.append((plan(widget), place))
        elif inner is not None:
            made.parts.append((_layout(inner), place))
        else:
            made.parts.append((layout.stretch(n) if isinstance(layout, QBoxLayout) else 0, place))
    return made


def build(made: Plan) -> QWidget:
    """The bare widgets of a plan, built as one would by hand."""
    assert made.kind is not None
    widget = made.kind()
    for name, value in made.looks.items():
        widget.setProperty(name, value)
    _fill(widget, made)
    widget.setMinimumSize(*made.least)
    widget.setMaximumSize(*made.most)
    if made.inner is not None and isinstance(widget, QScrollArea):
        widget.setWidgetResizable(True)
        widget.setWidget(build(made.inner))
    elif made.layout is not None:
        _build_layout(made.layout, widget)
    return widget


def _fill(widget: QWidget, made: Plan) -> None:
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(made.texts)
    elif isinstance(widget, QComboBox):
        widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        widget.setMinimumContentsLength(8)
        widget.setEditable(made.is_typed)
        widget.addItems(made.entries)
        widget.setCurrentIndex(made.chosen)
    elif made.texts and isinstance(widget, QLabel | QPushButton | QCheckBox | QLineEdit):
        widget.setText(made.texts)
    if isinstance(widget, QLabel):
        widget.setWordWrap(made.wraps)


def _build_layout(made: Layout, parent: QWidget | None) -> QLayout:
    layout = made.kind(parent)
    layout.setContentsMargins(*made.margins)
    if isinstance(layout, QGridLayout):
        layout.setHorizontalSpacing(made.gaps[0])
        layout.setVerticalSpacing(made.gaps[1])
    elif isinstance(layout, QBoxLayout):
        layout.setSpacing(made.gaps[0])
        if made.direction is not None:
            layout.setDirection(made.direction)
    for part, place in made.parts:
        if isinstance(part, int):
            assert isinstance(layout, QBoxLayout)
            layout.addStretch(part)
            continue
        if isinstance(part, Layout):
            inner = _build_layout(part, None)
            layout.addLayout(inner, *place) if isinstance(layout, QGridLayout) else layout.addLayout(inner)  # type: ignore[attr-defined]
            continue
        child = build(part)
        layout.addWidget(child, *place) if isinstance(layout, QGridLayout) else layout.addWidget(child)
        if part.is_hidden:
            child.hide()
    return layout
