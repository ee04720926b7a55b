"""Long lists of names, written as one string."""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())
