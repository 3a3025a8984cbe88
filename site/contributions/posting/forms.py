"""The form for writing a contribution; works without JavaScript."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contributions.conference_registry import Session
from contributions.honeypot_field import HiddenWebsiteMixin, website_field
from contributions.posting import attached_files
from core.languages.language_names import language_choices

_OPENED = TimestampSigner(salt="contributions.form")


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each of them checked."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the valid files; raise ValidationError for the first that is not accepted."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        found = [super(FilesField, self).clean(file, initial) for file in given if file]
        for file in found:
            attached_files.check(file)
        return found


class ContributionForm(HiddenWebsiteMixin, forms.Form):
    """`opened` is signed: whether the form was open before the closing is not for others to say."""

    question = forms.ChoiceField(label=_("What you answer"), required=False)
    language = forms.ChoiceField(label=_("Language of your contribution"))
    title = forms.CharField(label=pgettext_lazy("label", "Title"), max_length=200)
    text = forms.CharField(
        label=pgettext_lazy("label", "Text"),
        max_length=settings.CONTRIBUTIONS_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Leave an empty line between paragraphs. *Italic*, **bold**, lists with “- ”, "
            "quotations with “> ”, links as [text](https://…). #12 leads to contribution 12."
        ),
    )
    files = FilesField(  # type: ignore[assignment]
        label=pgettext_lazy("label", "Files"),
        required=False,
        help_text=_("Text, PDF, office documents or archives."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    reply = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    quote = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    website = website_field()

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        numbered = [
            (str(question.key), f"{question.number}. {question.text[:120]}")
            for question in session.questions
        ]
        general = ("", gettext("The session in general"))
        self.fields["question"].choices = [general, *numbered]  # type: ignore[attr-defined]

    @property
    def opened_at(self) -> datetime | None:
        """When the form was first shown (UTC); None where that is not known for sure."""
        try:
            value = _OPENED.unsign(self.data.get("opened", ""))
            return datetime.fromtimestamp(float(value), UTC)
        except (BadSignature, ValueError, OverflowError):
            return None


def opening_mark(at: datetime) -> str:
    """The value of the field `opened` of a form that is shown at that instant."""
    return _OPENED.sign(str(at.timestamp()))
