"""What the field form's script says, in the person's language. `{n}` and the like are filled in there."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    return {
        "saved": _("Saved {time}"),
        "saving": _("Saving: {what}"),
        "waiting": _("Waiting for the network: {what}. Kept on this phone."),
        "signed_out": _("You are signed out. Sign in again in another tab; everything is kept on this phone."),
        "attention": _("Not saved, look below: {what}"),
        "photo": _("1 photo"),
        "photos": _("{n} photos"),
        "document": _("1 document"),
        "documents": _("{n} documents"),
        "entry": _("1 entry"),
        "entries": _("{n} entries"),
        "queued": _("Waiting to be sent"),
        "sending": _("Sending {percent}%"),
        "not_taken": _("Not taken: {reason}"),
        "too_large": _("The file is larger than 10 MB."),
        "no_room": _("This phone has no room to keep the file. Send it now and stay on this page."),
        "kept": _("Kept on this phone"),
        "entry_saved": _("Saved {time}"),
        "not_saved": _("Not saved yet: {reason}"),
        "locating": _("Looking for the place …"),
        "located": _("Accurate to {metres} m"),
        "not_located": _("The phone gave no place: {reason}"),
        "try_again": _("Try again"),
        "leave_out": _("Leave it out"),
        "sure": _("Really remove it?"),
    }
