"""`today`: the start page shown anew with 500 cases of the day, against a bare table of the same rows.

Ours reads the store, counts the day, and draws what has changed; the bare one selects the rows and puts them into a
table. Both until they are painted.
"""

from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView
from sqlalchemy import text

from mobile_office.store.remembered import forget
from mobile_office.store.transactions import reading
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.today import TodayPage
from tests.bench.bureau import bureau
from tests.bench.figure import Figure
from tests.bench.form_open import _nothing, _Window
from tests.bench.pairs import alternate, percentile, timed
from tests.bench.scale import Scale
from tests.samples import submit_sample

CASES = 500  # of one day: far more than two desks have
_ROWS = text("SELECT number, label, status, submitted_at FROM case_line ORDER BY submitted_at DESC")


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`today.ratio` of the slowest one in a hundred."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    style.apply(application, "light")
    words.use("de")
    with bureau(folder, "today") as here:
        for _ in range(min(CASES, scale.few)):
            submit_sample(here.desk, "id_exemption")
        background, ours, bare = Background(), _Window(), _Window()
        try:
            page = TodayPage(here.desk, background, _nothing, _nothing, _nothing)
            ours.put(lambda: page)
            table, model = QTableView(), _Rows()
            table.setModel(model)
            bare.put(lambda: table)
            engine = here.desk._place.journal.engine

            def fill() -> None:
                with reading(engine) as connection:
                    rows = connection.execute(_ROWS).all()
                model.put([tuple(map(str, row)) for row in rows])
                bare.wait_painted()

            def show() -> None:
                forget(engine)  # as after a write; nothing is asked again otherwise
                page.refresh()
                ours.wait_painted()

            pairs = alternate(timed(fill), timed(show), max(2, scale.submits))
        finally:
            for window in (ours, bare):
                window.end()
            background.close()
    ratio = percentile(pairs.ours, 0.99) / percentile(pairs.raw, 0.99)
    return (Figure("today.ratio", ratio, 2.0, pairs, note=f"{min(CASES, scale.few)} cases, p99"),)


class _Rows(QAbstractTableModel):
    """The least a table can be filled from."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, ...]] = []

    def put(self, rows: list[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, _: QModelIndex | None = None) -> int:  # type: ignore[override]
        return len(self._rows)

    def columnCount(self, _: QModelIndex | None = None) -> int:  # type: ignore[override]
        return 4

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # type: ignore[override]
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
