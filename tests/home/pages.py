"""Reading pages in tests."""

from bs4 import BeautifulSoup


def soup(client, url: str, status: int = 200) -> BeautifulSoup:
    """The page at `url`, which must answer with `status`."""
    answer = client.get(url)
    assert answer.status_code == status, url
    return BeautifulSoup(answer.content, "html.parser")
