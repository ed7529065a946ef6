"""What is true of a product, who says so, and until when."""

from .evidence import Evidence
from .facts import Fact
from .images import Photo, PhotoRendition
from .offers import Offer, Platform
from .organisations import Organisation, OrganisationKind
from .pages import ProductIndexPage, ProductPage
from .people import User
from .places import Place, PlaceLevel
from .product import Product
from .verification import Step, StepKind, Verification, VerificationState

__all__ = [
    "Evidence",
    "Fact",
    "Offer",
    "Organisation",
    "OrganisationKind",
    "Photo",
    "PhotoRendition",
    "Place",
    "PlaceLevel",
    "Platform",
    "Product",
    "ProductIndexPage",
    "ProductPage",
    "Step",
    "StepKind",
    "User",
    "Verification",
    "VerificationState",
]
