"""PDF of HTML: with our own faces and style sheets, and nothing that lies outside static/."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import weasyprint

from app.documents.model import Direction

STATIC = Path(__file__).parents[2] / "static"
TURNED = {"rtl": ":root { direction: rtl }", "ltr": ""}


class OwnFiles(weasyprint.urls.URLFetcher):  # type: ignore[misc]
    """Reads files below static/; every other address is refused, and what it was to show is left out."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Raises ValueError, which the library takes for a file that is missing."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if parts.netloc or not path.is_relative_to(STATIC.resolve()):
                raise ValueError(f"not below static/: {url}")
        return super().fetch(url, headers)


def to_pdf(html: str, direction: Direction) -> bytes:
    """The bytes of the PDF. Addresses in the HTML are relative to static/."""
    page = weasyprint.HTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=OwnFiles())
    sheets = [weasyprint.CSS(string=TURNED[direction])] if TURNED[direction] else []
    written: bytes = page.write_pdf(stylesheets=sheets, presentational_hints=True)
    return written
