"""The pages, one file a step."""

from importlib import import_module

from wizard.gui.page import Page
from wizard.gui.session import Session


def make_page(step_id: str, session: Session) -> Page:
    """Return the page of a step; its module is named like the step and holds the page as ``PAGE``."""
    page: Page = import_module(f"wizard.gui.pages.{step_id}").PAGE(session)
    return page
