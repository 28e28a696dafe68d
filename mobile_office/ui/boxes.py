"""The fields of a card, each built when it is first looked at: what does not apply to this person is never made.

A mapping from path to field box in reading order; `built` are those there are by now.
"""

from collections.abc import Callable, Iterator, Mapping

from mobile_office.ui.fieldbox import FieldBox


class Boxes(Mapping[str, FieldBox]):
    """Makes the box of a path with what it was given for that path, once. Raises KeyError for another path."""

    def __init__(self, makers: Mapping[str, Callable[[], FieldBox]]) -> None:
        self._makers = makers
        self.built: dict[str, FieldBox] = {}

    def __getitem__(self, path: str) -> FieldBox:
        if path not in self.built:
            self.built[path] = self._makers[path]()
        return self.built[path]

    def __contains__(self, path: object) -> bool:
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
