"""The encrypted store: SQLAlchemy and SQLCipher live here, and only here."""
