"""The style sheet's text. `$name` is a colour of the theme, `@name` a type size, `~8px` a length.

`style.stylesheet` fills it. Widgets are chosen by the property `look` or `tone`, never by object name,
which belongs to tests and accessibility.
"""

SHEET = """
QWidget { color: $text; font-size: @body; }
QMainWindow, QWidget[look="page"], QScrollArea[look="page"], QScrollArea[look="page"] > QWidget > QWidget[look="page"] { background: $page; }
QScrollArea { border: none; background: transparent; }
QLabel { background: transparent; }
QToolTip { background: $card; color: $text; border: 1px solid $edge; padding: ~4px; }

QFrame[look="card"] { background: $card; border: 1px solid $line; border-radius: ~10px; }
QLabel[look="title"] { font-size: @title; font-weight: 600; }
QLabel[look="heading"] { font-size: @heading; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="muted"] { color: $muted; font-size: @small; }
QLabel[look="error"] { color: $bad; font-size: @small; }
QLabel[look="hint"] { color: $warn; font-size: @small; }

QLabel[look="pill"] { font-weight: 600; border-radius: ~10px; padding: ~4px 16px; }
QLabel[look="pill"][tone="good"] { color: $good; background: $good_soft; border: 1px solid $good_edge; }
QLabel[look="pill"][tone="warn"] { color: $warn; background: $warn_soft; border: 1px solid $warn_edge; }
QLabel[look="pill"][tone="bad"] { color: $bad; background: $bad_soft; border: 1px solid $bad_edge; }
QLabel[look="pill"][tone="calm"] { color: $calm; background: $calm_soft; border: 1px solid $calm_edge; }
QLabel[look="pill"][small="true"] { font-size: @small; padding: ~4px ~10px; border-radius: ~8px; }

QFrame[look="notice"] { border-radius: ~10px; border: 1px solid transparent; }
QFrame[look="notice"][tone="good"] { background: $good_soft; border-color: $good; }
QFrame[look="notice"][tone="warn"] { background: $warn_soft; border-color: $warn; }
QFrame[look="notice"][tone="bad"] { background: $bad_soft; border-color: $bad; }
QFrame[look="notice"][tone="calm"] { background: $calm_soft; border-color: $line; }
QFrame[look="notice"][tone="good"] QLabel { color: $good; }
QFrame[look="notice"][tone="warn"] QLabel { color: $warn; }
QFrame[look="notice"][tone="bad"] QLabel { color: $bad; }
QFrame[look="notice"][tone="calm"] QLabel { color: $text; }

QPushButton { background: $card; color: $text; border: 1px solid $edge; border-radius: ~8px;
    padding: ~7px ~16px; min-height: ~20px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $calm_soft; }
QPushButton:focus { border: 2px solid $focus; padding: ~6px ~16px; }
QPushButton:disabled { color: $muted; border: 1px $off $line; background: $page; }
QPushButton[look="primary"] { background: $primary; color: $primary_text; border-color: $primary;
    font-weight: 600; padding: ~7px ~20px; }
QPushButton[look="primary"]:hover { background: $primary_hover; }
QPushButton[look="primary"]:focus { border: 4px double $primary; background-clip: padding; padding: ~4px ~16px; }
QPushButton[look="primary"]:disabled { background: $calm_soft; color: $muted; border: 1px $off $line; }
QPushButton::menu-indicator { image: url($arrow); width: ~12px; height: ~12px; subcontrol-origin: padding;
    subcontrol-position: right center; right: ~8px; }
QPushButton[look="danger"] { color: $bad; border-color: $bad; }
QPushButton[look="danger"]:hover { background: $bad_soft; }
QPushButton[look="link"] { border: 2px solid transparent; background: transparent; color: $focus;
    padding: ~6px ~8px; text-align: left; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid $focus; }
QPushButton[look="choice"] { text-align: left; padding: ~12px ~16px; border-radius: ~10px; }
QPushButton[look="choice"]:hover { border-color: $primary; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox { background: $card; color: $text;
    border: 1px solid $edge; border-radius: ~6px; padding: ~6px ~10px; min-height: ~20px;
    selection-background-color: $primary; selection-color: $primary_text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus,
QSpinBox:focus { border: 2px solid $focus; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $muted; background: $page;
    border-style: $off; }
*[look="wrong"] { border: 2px solid $bad; }
QComboBox::drop-down { border: none; width: ~36px; }
QComboBox::down-arrow { image: url($arrow); width: ~16px; height: ~16px; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $edge;
    selection-background-color: $primary; selection-color: $primary_text; }
QListView[look="found"] { background: $card; border: 1px solid $edge; outline: none; }
QListView[look="found"]::item { padding: ~6px ~8px; border-radius: ~6px; }
QListView[look="found"]::item:selected { background: $primary; color: $primary_text; }
QCheckBox, QRadioButton { background: transparent; spacing: ~8px; min-height: ~20px; padding: ~6px ~4px;
    border: 2px solid transparent; border-radius: ~6px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: ~18px; height: ~18px; background: $card;
    border: 2px solid $edge; border-radius: ~4px; }
QRadioButton::indicator { border-radius: ~10px; }
QCheckBox::indicator:checked { background: $primary; border-color: $primary; image: url($check); }
QRadioButton::indicator:checked { background: $primary; }

QTableView { background: $card; border: 2px solid transparent; border-radius: ~6px; gridline-color: transparent;
    selection-background-color: $chosen; selection-color: $text; outline: none; }
QTableView:focus { border-color: $focus; }
QTableView::item { padding: ~4px ~10px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $chosen; border-bottom: 2px solid $focus; }
QHeaderView { background: $card; }
QHeaderView::section { background: $card; color: $muted; font-size: @small; border: none;
    border-bottom: 1px solid $line; padding: ~8px ~10px ~8px $head; text-align: left; }
QScrollBar:vertical { background: transparent; width: ~12px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: ~4px; min-height: ~36px; margin: 2px 0 2px ~4px; }
QScrollBar:horizontal { background: transparent; height: ~12px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; border-radius: ~4px; min-width: ~36px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: 1px solid $line; border-radius: ~4px; background: $page; text-align: center; }
QProgressBar::chunk { background: $primary; border-radius: ~4px; }
QProgressBar[tone="bad"]::chunk { background: $bad; }
QProgressBar[tone="good"]::chunk { background: $good; }

QFrame[look="rail"] { background: $rail; border: none; }
QFrame[look="rail"] QLabel { color: $rail_text; font-size: @heading; font-weight: 600; }
QPushButton[look="rail"] { background: transparent; color: $rail_text; border: 2px solid transparent;
    border-radius: ~8px; text-align: left; padding: ~8px ~10px; }
QPushButton[look="rail"]:hover { border-color: $rail_active; background: transparent; }
QPushButton[look="rail"][current="true"] { background: $rail_active; color: $rail_strong; font-weight: 600; }
QPushButton[look="rail"]:focus { border: 2px solid $rail_text; }
QPushButton[look="rail"][current="true"]:focus { border: 4px double $rail_ring; background-clip: padding;
    padding: ~6px ~8px; }
QFrame[look="top"] { background: $card; border: none; border-bottom: 1px solid $line; }
QFrame[look="who"] { background: $card; border: 1px solid $edge; border-radius: ~8px; }
QPushButton[look="inside"] { border: 2px solid transparent; background: transparent; padding: ~4px 8px; }
QPushButton[look="inside"]:hover { background: $hover; }
QPushButton[look="inside"]:focus { border: 2px solid $focus; padding: ~4px 8px; }
QLabel[look="product"] { color: $focus; font-weight: 600; }
QLabel[look="digits"] { font-size: @large; font-weight: 600; }
QLabel[look="figure"] { font-size: @title; font-weight: 600; }
QMenu { background: $card; color: $text; border: 1px solid $edge; padding: ~4px; }
QMenu::item { padding: ~8px ~16px; border-radius: ~6px; }
QMenu::item:selected { background: $primary; color: $primary_text; }
"""
