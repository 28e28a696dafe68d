"""What the form's figures are measured with: the largest service filled, and a bare form that is the same."""

from collections import Counter
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from tests.bench.bare_form import build, plan
from tests.bench.bureau import bureau
from tests.bench.family import family
from tests.whole import make_whole

_SEEN = (QLabel, QLineEdit, QComboBox, QPushButton)


def seen(page: QWidget) -> Counter[str]:
    """How many of each kind can be seen."""
    found = (widget for widget in page.findChildren(QWidget) if widget.isVisibleTo(page))
    return Counter(kind.__name__ for widget in found for kind in _SEEN if isinstance(widget, kind))


def test_the_family_leaves_nothing_of_the_largest_service_to_be_answered(tmp_path: Path) -> None:
    with bureau(tmp_path, "family") as here:
        draft = family(here.desk)
        sizes = {one.id: sum(len(part.fields) for part in one.sections) for one in here.desk.services()}
        assert draft.service == max(sizes, key=sizes.__getitem__)
        assert not [found for found in here.desk.problems(draft) if found.code == "required"]


def test_the_bare_form_shows_as_many_widgets_as_ours(tmp_path: Path, qapp: QApplication) -> None:
    background = Background()
    with bureau(tmp_path, "form") as here:
        page = FormPage(here.desk, background, family(here.desk), lambda _: None, lambda *_: None)
        make_whole(page)
        bare = build(plan(page))
        assert seen(bare) == seen(page)
        assert seen(page)["QLineEdit"] > 8
        for widget in (page, bare):
            widget.deleteLater()
        background.close()
