"""The tables of the office's own care belong to the office's tables."""

from mobile_office.backoffice import care_tables, tables


def test_they_are_made_and_checked_with_all_others() -> None:
    assert tables.metadata is care_tables.metadata
    assert {"office_turn", "office_deed", "office_outcome", "office_backup"} | {
        "office_legal_hold",
        "office_last_call",
    } <= set(tables.metadata.tables)
