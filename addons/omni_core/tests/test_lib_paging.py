"""A list is complete only when the platform says so."""

from unittest import TestCase

from ..lib.errors import TransientError
from ..lib.paging import Page, items, pages


class TestPaging(TestCase):
    def walk(self, answers, start=None):
        return list(items(lambda cursor: answers[cursor], start))

    def test_all_pages_are_walked_to_the_end(self):
        answers = {
            None: Page([1, 2], "a", True),
            "a": Page([], "b", True),
            "b": Page([3]),
        }
        self.assertEqual(self.walk(answers), [1, 2, 3])
        self.assertEqual(self.walk(answers, start="b"), [3])

    def test_a_page_is_handed_on_before_the_next_is_fetched(self):
        asked = []

        def fetch(cursor):
            asked.append(cursor)
            return Page([1], f"{cursor}x", True)

        next(pages(fetch))
        self.assertEqual(asked, [None])

    def test_a_list_that_goes_in_circles_is_an_error(self):
        answers = {None: Page([1], "a", True), "a": Page([2], "a", True)}
        with self.assertRaises(TransientError):
            self.walk(answers)

    def test_a_list_that_merely_stops_is_an_error(self):
        with self.assertRaises(TransientError):
            self.walk({None: Page([1], None, True)})
