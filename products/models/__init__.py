"""What is true of a product, who says so, and until when."""

from .assessment import Assessment, AssessmentResult, Score
from .brands import Brand
from .evidence import Evidence
from .facts import Fact, FactChange, FactChangeState
from .images import Photo, PhotoRendition
from .letters import Letter, Reminder
from .offers import Offer, OfferPrice, Platform, Seen
from .organisations import Organisation, OrganisationKind
from .pages import BrandPage, ProductIndexPage, ProductPage
from .people import User
from .places import Place, PlaceLevel
from .product import Product
from .recommendation import Recommendation, RecommendationFile, RecommendationState
from .stock import OfferStockChange, StockChange
from .verification import Step, StepKind, Verification, VerificationState
from .visit import ConsentForm, Measurement, PersonMet, Visit, VisitPhoto

__all__ = [
    "Assessment",
    "AssessmentResult",
    "Brand",
    "BrandPage",
    "ConsentForm",
    "Evidence",
    "Fact",
    "FactChange",
    "FactChangeState",
    "Letter",
    "Measurement",
    "Offer",
    "OfferPrice",
    "OfferStockChange",
    "Organisation",
    "OrganisationKind",
    "PersonMet",
    "Photo",
    "PhotoRendition",
    "Place",
    "PlaceLevel",
    "Platform",
    "Product",
    "ProductIndexPage",
    "ProductPage",
    "Recommendation",
    "RecommendationFile",
    "RecommendationState",
    "Reminder",
    "Score",
    "Seen",
    "Step",
    "StepKind",
    "StockChange",
    "User",
    "Verification",
    "VerificationState",
    "Visit",
    "VisitPhoto",
]
