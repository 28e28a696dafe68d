"""What an office offers, found by everyday words: "Umzug", "Perso", "Pass weg".

Every typed word has to begin a word of the service's name or of its keywords, in any spelling and in any of its languages.
"""

from collections.abc import Iterable, Sequence

from mobile_office.domain.service import Service
from mobile_office.domain.text import search_form


def matching(services: Sequence[Service], typed: str) -> tuple[Service, ...]:
    """The services the words mean, all for no words.

    First those that are called just so, then those whose name says it, then those with a keyword that begins so
    and goes on with nothing else, then those that know the words.
    """
    wanted = search_form(typed).split()
    if not wanted:
        return tuple(services)
    found = [one for one in services if _begins(wanted, (*_names(one), *_keywords(one)))]
    return tuple(sorted(found, key=lambda one: _rank(one, wanted)))


def _rank(service: Service, wanted: Sequence[str]) -> int:
    called = (*_names(service), *_keywords(service))
    if any(search_form(name).split() == wanted for name in called):
        return 0
    if _begins(wanted, _names(service)):
        return 1
    whole = (known for known in _keywords(service) if len(search_form(known).split()) == len(wanted))
    return 2 if any(_begins(wanted, [known]) for known in whole) else 3


def _names(service: Service) -> tuple[str, ...]:
    return (*service.name.values(), *service.short.values())


def _keywords(service: Service) -> tuple[str, ...]:
    return tuple(word for known in service.keywords.values() for word in known)


def _begins(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    words = [word for text in texts for word in search_form(text).split()]
    return all(any(word.startswith(part) for word in words) for part in wanted)
