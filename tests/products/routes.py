"""Who may open what of this room: the one table that `test_admin_routes` holds every address against.

A new address fails the test until it has a line here:
- a list or an empty form (no object in the address): `LISTS`, with the roles that get in; what stands in a
  list is scoped, and tested beside it;
- a page about one object: `RECORDS`, with the roles that get in where the object is their own organisation's,
  and where it is another's. The platform's team sees all, so it stands in both;
- a form without a page of its own (POST only): `DOORS`, with the fields that would pass. `test_doors` sends each
  as a person of another organisation and finds nothing changed;
- a page about one object that opens in a later state only: `LATER`, with a test of its own;
- a page for everybody: `PUBLIC`.

Roles are those of `cms.roles`, and: `other-county` and `shop`, recommenders of other organisations;
`homeless`, a recommender of none; `stranger`, an account without any role. A superuser opens all.
"""

from dataclasses import dataclass

TEAM = frozenset({"inspector", "confirmer", "editor", "operator", "analyst"})
RECOMMENDERS = frozenset({"recommender", "other-county", "shop", "homeless"})
READERS = TEAM | RECOMMENDERS | {"author"}
ROLES = sorted(READERS | {"stranger"})
OUTSIDERS = sorted(set(ROLES) - TEAM)
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Record:
    """Roles that open it where it is their own organisation's, or another's. `own` is the recommender's county's."""

    own: frozenset[str]
    other: frozenset[str]


def team_and(*roles: str) -> Record:
    return Record(TEAM | set(roles), TEAM)


ADMINISTRATORS = Record(NOBODY, NOBODY)

LISTS = {
    "product:index": READERS,
    "product:index_results": READERS,
    "product:add": RECOMMENDERS,
    "organisation:index": READERS,
    "organisation:index_results": READERS,
    # A government enters the growers of its own place.
    "organisation:add": {"recommender", "other-county"},
    "place:index": READERS,
    "place:index_results": READERS,
    "place:add": NOBODY,
    "recommendation:index": READERS,
    "recommendation:index_results": READERS,
    # Many at once from a file.
    "recommendation:sheet": RECOMMENDERS - {"homeless"},
    "recommendation:sheet_template": RECOMMENDERS - {"homeless"},
    "factchange:index": READERS,
    "factchange:index_results": READERS,
    "person_met:index": {"inspector", "confirmer"},
    "person_met:index_results": {"inspector", "confirmer"},
    "brand:index": READERS,
    "brand:index_results": READERS,
    "brand:add": {"inspector"},
    "verification:board": READERS,
    "verification:index": READERS,
    "verification:index_results": READERS,
    "verification:recommend": RECOMMENDERS,
    # The windows in which authors pick; they need no role of their own, and show what is in scope.
    "story_products:choose": READERS,
    "story_products:choose_results": READERS,
    "story_products:chosen_multiple": READERS,
    "story_offers:choose": READERS,
    "story_offers:choose_results": READERS,
    "story_offers:chosen_multiple": READERS,
    "story_facts:choose": READERS,
    "story_facts:choose_results": READERS,
    "story_facts:chosen_multiple": READERS,
    "story_people:choose": READERS,
    "story_people:choose_results": READERS,
    "story_people:chosen_multiple": READERS,
    "place_window:choose": READERS,
    "place_window:choose_results": READERS,
    "place_window:chosen_multiple": READERS,
    # Whoever may add a place may do so in the window too.
    "place_window:create": NOBODY,
}
RECORDS = {
    "product:inspect": team_and("recommender"),
    # What an organisation brought it may change until somebody confirmed it.
    "product:edit": Record(frozenset({"inspector", "recommender"}), frozenset({"inspector"})),
    "product:usage": Record(frozenset({"inspector"}), frozenset({"inspector"})),
    "product:history": Record(frozenset({"inspector", "recommender"}), frozenset({"inspector"})),
    "product:history_results": Record(frozenset({"inspector", "recommender"}), frozenset({"inspector"})),
    "product:delete": ADMINISTRATORS,
    "organisation:inspect": team_and("recommender"),
    "organisation:edit": ADMINISTRATORS,
    "organisation:usage": ADMINISTRATORS,
    "organisation:history": Record(frozenset({"recommender"}), NOBODY),
    "organisation:history_results": Record(frozenset({"recommender"}), NOBODY),
    "organisation:delete": ADMINISTRATORS,
    # Places are public names; nobody's.
    "place:inspect": Record(READERS, READERS),
    "place:edit": ADMINISTRATORS,
    "place:usage": ADMINISTRATORS,
    "place:history": ADMINISTRATORS,
    "place:history_results": ADMINISTRATORS,
    "place:delete": ADMINISTRATORS,
    "brand:inspect": team_and("recommender"),
    "brand:edit": Record(frozenset({"inspector"}), frozenset({"inspector"})),
    "brand:usage": Record(frozenset({"inspector"}), frozenset({"inspector"})),
    "brand:history": Record(frozenset({"inspector"}), frozenset({"inspector"})),
    "brand:history_results": Record(frozenset({"inspector"}), frozenset({"inspector"})),
    "brand:delete": ADMINISTRATORS,
    "verification:case": team_and("recommender"),
    "verification:visit": Record(frozenset({"inspector"}), frozenset({"inspector"})),
    "person_met:withdraw": Record(frozenset({"inspector", "confirmer"}), frozenset({"inspector", "confirmer"})),
    "story_products:chosen": team_and("recommender"),
    "story_offers:chosen": team_and("recommender"),
    "story_facts:chosen": team_and("recommender"),
    "story_people:chosen": team_and("recommender"),
    "place_window:chosen": Record(READERS, READERS),
    "product:stock": team_and("recommender"),
    "product:offer": team_and("recommender"),
    "recommendation:inspect": team_and("recommender"),
    "factchange:propose": Record(frozenset({"inspector"}), frozenset({"inspector"})),
    "factchange:change": team_and("recommender"),
}
# Fields that would pass, by address.
DOORS = {
    "verification:claim": {},
    "verification:release": {},
    "verification:due": {"due_on": "2026-12-24"},
    "verification:action": {},
    "recommendation:verdict": {},
    "recommendation:take_sheet": {},
}
# Doors about no object: what they take is the sender's own.
OWN_DOORS = {"recommendation:take_sheet"}
LATER = {"verification:renew": {"recommender"}}
PUBLIC = {
    "products:verify",
    "products:qr",
    "products:place-search",
    "products:recommend",
    "products:recommendation",
}

# Action of the case page → the state in which it is open, and the roles that may send its form then.
MAY_SEND = {
    "visit": ("recommended", {"inspector"}),
    "evidence": ("recommended", {"recommender", "inspector"}),
    "refuse": ("recommended", {"inspector"}),
    "assess": ("visited", {"inspector"}),
    "revisit": ("visited", {"inspector"}),
    "reassess": ("assessed", {"confirmer"}),
    "confirm": ("assessed", {"confirmer"}),
    "withdraw": ("confirmed", {"confirmer"}),
}
# Wagtail's own screens on this room's models, with Wagtail's own rights: people for administrators alone, pictures
# for those who may upload.
WAGTAILS_OWN = ("wagtailusers_users", "wagtailimages_chooser")
