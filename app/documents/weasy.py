"""The press, as a program: HTML comes in, PDF goes out, files are read from one folder only."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.urls import URLFetcher


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Reads what lies in a folder, and what the page brings along; nothing else, and nothing over the net."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("file:") and not Path(unquote(urlsplit(url).path)).resolve().is_relative_to(self._folder):
            raise ValueError(f"{url} is not in the folder of the page")
        return super().fetch(url, headers)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    page = HTML(string=sys.stdin.buffer.read().decode(), base_url=f"{folder.as_uri()}/", url_fetcher=Fetcher(folder))
    sys.stdout.buffer.write(page.write_pdf())
