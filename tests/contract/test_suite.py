"""The suite itself has teeth: it fails when there is nothing to bite on."""

from __future__ import annotations

from sandbox.kernel.config import PLATFORMS


def test_all_platforms_are_mounted_and_held_against_their_contracts(kernel):
    assert kernel.warnings == []
    assert set(kernel.platforms) == set(PLATFORMS)
