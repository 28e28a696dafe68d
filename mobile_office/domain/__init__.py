"""The domain: pure values and rules. No Qt, no SQL, no HTTP, no files."""
