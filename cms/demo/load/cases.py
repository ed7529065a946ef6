"""Cases in progress: through the same services, with their days moved back to when they are told to have happened."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from wagtail.log_actions import registry as log_registry

from products import assessments, claims, rubric, services
from products.assessments import Judgement
from products.models import Organisation, Product, User, Verification

from .content import read

SENT_BACK = {"revisit": services.send_back_to_visit, "reassess": services.send_back_to_assessment}


def load_cases() -> int:
    """Return how many cases were made; those that are there stay as they are."""
    people = {person.username: person for person in User.objects.select_related("organisation")}
    organisations = {organisation.key: organisation for organisation in Organisation.objects.all()}
    rows = [row for row in read("cases")["case"] if not Product.objects.filter(slug=row["slug"]).exists()]
    for row in rows:
        product = _product(row, organisations, people[row["steps"][0]["by"]].organisation)
        case = None
        for step in row["steps"]:
            case = _take(case, product, step, people[step["by"]])
            _move_back(case, step["ago"])
        if "claimed_by" in row:
            claims.claim(case, people[row["claimed_by"]])
        if "overdue_by" in row:
            Verification.objects.filter(pk=case.pk).update(due_on=_day(row["overdue_by"]))
    return len(rows)


def _product(row: dict, organisations: dict[str, Organisation], brought_by: Organisation) -> Product:
    fields = ("code", "slug", "kind", "name_zh", "name_en", "season_start", "season_end", "supply_kg")
    return Product.objects.create(
        **{field: row[field] for field in fields},
        place_id=row["place"],
        producer=organisations[row["producer"]],
        brought_by=brought_by,
    )


def _take(case: Verification | None, product: Product, step: dict, person: User) -> Verification:
    action, on = step["do"], _day(step["ago"])
    if action == "recommend":
        return services.recommend(product, person, on=on, note_zh=step["zh"], note_en=step["en"])
    if action == "visit":
        return services.record_visit(case, person, on=on, note_zh=step["zh"], note_en=step["en"])
    if action == "assess":
        return _assess(case, person, on=on, note_zh=step["zh"], note_en=step["en"])
    if action == "refuse":
        return services.refuse(case, person, reason=step["zh"])
    return SENT_BACK[action](case, person, reason=step["zh"])


def _assess(case: Verification, person: User, **step) -> Verification:
    """One point below the highest for every criterion, with the note as the reason."""
    scores = {one.key: Judgement(one.highest - 1, step["note_zh"]) for one in rubric.current().criteria}
    return assessments.record(case, person, scores=scores, result="passed", **step).verification


def _move_back(case: Verification, ago: int) -> None:
    """What was stored just now is told to have happened at noon `ago` days before."""
    then = timezone.make_aware(datetime.combine(_day(ago), time(12)))
    recent = timezone.now() - timedelta(hours=1)
    case.steps.filter(recorded_at__gte=recent).update(recorded_at=then)
    log_registry.get_logs_for_instance(case).filter(timestamp__gte=recent).update(timestamp=then)
    changed = {"due_on": case.due_on - timedelta(days=ago)} if case.due_on else {}
    for name in ("created_at", "sent_back_at", "refused_at"):
        if getattr(case, name) and getattr(case, name) >= recent:
            changed[name] = then
    Verification.objects.filter(pk=case.pk).update(**changed)
    case.refresh_from_db()


def _day(ago: int):
    return timezone.localdate() - timedelta(days=ago)
