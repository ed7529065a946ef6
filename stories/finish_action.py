"""What `WAGTAIL_FINISH_WORKFLOW_ACTION` names.

Apart from `stories.approval`, as Wagtail imports it in the middle of its own models.
"""


def publish_approved(workflow_state, user=None) -> None:
    """See `stories.approval.publish_approved`."""
    from stories import approval

    approval.publish_approved(workflow_state, user=user)
