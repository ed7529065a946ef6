"""What Wagtail's own search of pages shows at the desk."""

from bs4 import BeautifulSoup
from django.urls import reverse


def test_the_heading_names_no_kind_where_there_is_none(client, stories_zh, people):
    client.force_login(people["admin"])
    answer = client.get(reverse("wagtailadmin_pages:search"))
    shown = BeautifulSoup(answer.content, "html.parser").find("main").get_text()
    assert stories_zh.title in shown
    assert "None" not in shown
