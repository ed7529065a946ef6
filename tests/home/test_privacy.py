import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("zh-hans", "48 小时"), ("en", "48 hours")])
def test_the_page_speaks_both_languages_and_every_page_leads_there(client, language, said):
    page = client.get(f"/{language}/privacy/")
    assert page.status_code == 200
    assert said in page.content.decode()
    assert f'href="/{language}/privacy/"' in page.content.decode()
    assert not page.cookies
