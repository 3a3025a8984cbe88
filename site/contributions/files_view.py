"""Serves attached files as downloads to those who may read the contribution."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from contributions.conference_registry import known
from contributions.models import Attachment
from contributions.moderation_rights import may_moderate


@require_safe
def serve(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Of what is published, for everybody; before that, for its author and the moderators."""
    found = Attachment.objects.select_related("contribution").filter(pk=pk, name=name).first()
    if found is None or not _may_have(request, found):
        raise Http404
    try:
        file = found.file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
    is_public = found.contribution.is_published
    patch_cache_control(response, no_cache=True, **{"public" if is_public else "private": True})
    return response


def _may_have(request: HttpRequest, attachment: Attachment) -> bool:
    contribution = attachment.contribution
    if contribution.is_published:
        return known().of_session(contribution.session_key, contribution.language) is not None
    participant = getattr(request, "participant", None)
    if participant is not None and contribution.participant_id == participant.pk:
        return True
    return may_moderate(request.user, contribution)
