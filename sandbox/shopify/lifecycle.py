"""The app comes and goes."""

from __future__ import annotations

from .state.store import Store


def uninstall(store: Store) -> None:
    """Tokens die at once; `app/uninstalled` is the last word the app hears."""
    installation = store.installation
    if installation is None or not installation.installed:
        return
    store.emit("app/uninstalled", {"id": store.id})
    installation.revoke_all()
    installation.installed = False
