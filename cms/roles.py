"""Who may do what: one group per role, with its permissions. Applied by `cms.site_setup`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """`permissions` are `app.codename`; `pages` Wagtail page permission codenames on the whole tree;
    `uploads`: may add photos, videos and documents."""

    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    uploads: bool = False
    # Lets things out or governs what does: a password alone is not enough (`cms.second_factor`).
    second_factor: bool = False


READ_PRODUCTS = (
    "products.view_product",
    "products.view_verification",
    "products.view_place",
    "products.view_organisation",
    "products.view_recommendation",
    "products.view_brand",
)

# To make a draft in the other language of a page that they may edit.
TRANSLATE = "simple_translation.submit_translation"

ROLES: dict[str, Role] = {
    # Sees what the organisation's own products brought and asks for fixes (`products.scope.own_products`); nothing else.
    "grower": Role(),
    # New growers only for a government, in its own place (`products.admin.organisation_form`).
    "recommender": Role(
        (*READ_PRODUCTS, "products.add_product", "products.add_organisation", "products.recommend_product"),
        uploads=True,
    ),
    "inspector": Role(
        (
            *READ_PRODUCTS,
            "products.change_product",
            "products.visit_product",
            "products.assess_product",
            "products.take_in_recommendation",
            "products.add_brand",
            "products.change_brand",
            "products.view_personmet",
            "products.change_personmet",
        ),
        uploads=True,
    ),
    "confirmer": Role(
        (
            *READ_PRODUCTS,
            "products.confirm_product",
            "products.withdraw_product",
            "products.take_in_recommendation",
            "products.view_personmet",
            "products.change_personmet",
        ),
        second_factor=True,
    ),
    "author": Role((*READ_PRODUCTS, TRANSLATE), pages=("add_page", "change_page"), uploads=True),
    # `publish_page` is what Wagtail asks for unpublishing; publishing by a button stays closed to all (products.gate).
    "editor": Role(
        (*READ_PRODUCTS, TRANSLATE),
        pages=("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        uploads=True,
        second_factor=True,
    ),
    "operator": Role(
        (
            *READ_PRODUCTS,
            "channels.view_edition",
            "channels.change_edition",
            "channels.view_receipt",
            "channels.add_receipt",
            "channels.view_takedowntask",
            "channels.change_takedowntask",
            "channels.view_limitchange",
            "channels.add_limitchange",
            "channels.add_channeltoken",
            "channels.view_channeltoken",
            "channels.change_channeltoken",
            "commerce.add_webhooksecret",
            "commerce.view_webhooksecret",
            "commerce.change_webhooksecret",
            "commerce.view_purchaselink",
            "commerce.view_shopslot",
            "commerce.add_shopslot",
            "commerce.change_shopslot",
            "commerce.delete_shopslot",
        ),
        second_factor=True,
    ),
    "analyst": Role(
        (
            *READ_PRODUCTS,
            "commerce.add_orderimport",
            "commerce.view_orderimport",
            "commerce.undo_orderimport",
            "commerce.view_orderline",
            "commerce.change_orderline",
            "commerce.view_ledgerentry",
            "commerce.view_purchaselink",
            "commerce.view_campaign",
            "commerce.add_campaign",
            "commerce.change_campaign",
        )
    ),
}
