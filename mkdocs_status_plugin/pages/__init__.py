"""SNAPSHOT → page bodies, with their templates, assets and words."""

from mkdocs_status_plugin.pages.model import Content, Page, Settings
from mkdocs_status_plugin.pages.site import pages
from mkdocs_status_plugin.pages.static_files import static_files

__all__ = ["Content", "Page", "Settings", "pages", "static_files"]
