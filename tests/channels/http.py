"""Addresses and expectations that the tests of the API share."""

FEED = "/api/v1/channels/small-one/feed"


def edition_path(story, tail: str = "") -> str:
    return f"/api/v1/channels/small-one/editions/{story.pk}{tail}"


def assert_problem(response, status: int, code: str) -> dict:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    data = response.json()
    assert (data["status"], data["code"]) == (status, code)
    assert data["title"]
    return data
