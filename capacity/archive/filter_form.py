"""The archive's filter form: fields, active filters and messages about ignored values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from capacity.archive import query_parameters
from capacity.archive.listing import ArchiveListing
from conference.models import PlanningInstrument, Topic
from core.caching import generation_cache
from core.text.collation import sort_key


@dataclass(frozen=True)
class Option:
    """One value of a field. `language` is set if the label is not in the page's language."""

    value: str
    text: str
    language: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Field:
    """A select field. `anything` is the label of the empty value."""

    name: str
    label: str
    anything: str = ""
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True)
class ActiveFilter:
    """One active filter, and the URL of the list without it.

    `text` is safe HTML: the value may be in another language than the page.
    """

    text: SafeString
    url: str


class ArchiveForm:
    """The filter form for the template: fields, active filters, messages."""

    def __init__(self, listing: ArchiveListing, address: str) -> None:
        self.listing = listing
        self.parameters = listing.parameters
        self.address = address

    @cached_property
    def topics(self) -> dict[str, tuple[str, str]]:
        """Topic key → (name, language of the name)."""
        if not (self.listing.counts.get("topic") or self.parameters.topic):
            return {}
        locale = self.listing.archive.locale
        return dict(
            generation_cache.get_or_make(("topics", locale.pk), lambda: Topic.objects.names(locale))
        )

    @property
    def fields(self) -> list[Field]:
        """The filters that have any values, then the sort order."""
        filters = [
            Field("year", pgettext("label", "Year"), gettext("All years"), self._years()),
            Field("topic", pgettext("label", "Topic"), gettext("All topics"), self._topics()),
            Field(
                "instrument",
                gettext("Planning instrument"),
                gettext("All planning instruments"),
                self._instruments(),
            ),
            Field(
                "language",
                pgettext("label", "Language"),
                gettext("All languages"),
                self._languages(),
            ),
        ]
        order = Field("sort", gettext("Sort by"), options=self._orders())
        return [*(each for each in filters if each.options), order]

    @property
    def chosen(self) -> list[ActiveFilter]:
        """The active filters, in the order of the form."""
        labels = {
            "q": pgettext("what to search for", "Words"),
            "year": pgettext("label", "Year"),
            "topic": pgettext("label", "Topic"),
            "instrument": gettext("Planning instrument"),
            "language": pgettext("label", "Language"),
        }
        return [
            ActiveFilter(
                _labelled(labels[name], *self._text(name, value)),
                self._url(self.parameters.without(name)),
            )
            for name, value in self.parameters.filters.items()
        ]

    @property
    def ignored(self) -> list[str]:
        """A sentence for each parameter value that is invalid."""
        message = gettext(
            "“%(value)s” is not a value that this list can be narrowed by; it was left out."
        )
        return [message % {"value": ignored.value} for ignored in self.listing.ignored]

    @property
    def count_sentence(self) -> str:
        """A sentence with the number of conferences found."""
        message = ngettext(
            "%(count)s conference found", "%(count)s conferences found", self.listing.total
        )
        return message % {"count": self.listing.total}

    def _url(self, view: query_parameters.QueryParameters) -> str:
        return f"{self.address}?{view.query}" if view.query else self.address

    def _text(self, name: str, value: str) -> tuple[str, str]:
        """Returns the label of a value, and its language if that is not the page's."""
        here = self.listing.archive.locale.language_code
        if name == "topic":
            text, language = self.topics.get(value, (value, here))
            return text, "" if language == here else language
        if name == "instrument":
            kinds = dict(PlanningInstrument.Kind.choices)
            return str(kinds.get(value, value)), ""
        if name == "language":
            return dict(settings.LANGUAGES).get(value, value), "" if value == here else value
        return value, ""

    def _options(self, name: str) -> Iterator[Option]:
        """Yields the values that the other filters leave, and the selected one, with counts."""
        counts = dict(self.listing.counts.get(name, {}))
        value = getattr(self.parameters, name)
        if value:
            counts.setdefault(value, 0)
        # Translators: a value to choose, and how many conferences have it: "2009 (12)".
        message = pgettext("value and number", "%(value)s (%(count)s)")
        for key, count in counts.items():
            text, language = self._text(name, key)
            yield Option(
                key, message % {"value": text, "count": count}, language, is_chosen=key == value
            )

    def _years(self) -> list[Option]:
        return sorted(self._options("year"), key=lambda option: option.value, reverse=True)

    def _topics(self) -> list[Option]:
        return sorted(self._options("topic"), key=lambda option: sort_key(option.text))

    def _instruments(self) -> list[Option]:
        order = list(PlanningInstrument.Kind.values)
        known = [option for option in self._options("instrument") if option.value in order]
        return sorted(known, key=lambda option: order.index(option.value))

    def _languages(self) -> list[Option]:
        order = list(dict(settings.LANGUAGES))
        known = [option for option in self._options("language") if option.value in order]
        return sorted(known, key=lambda option: order.index(option.value))

    def _orders(self) -> list[Option]:
        texts = {
            query_parameters.NEWEST: gettext("Newest first"),
            query_parameters.OLDEST: gettext("Oldest first"),
            query_parameters.TITLE: pgettext("order of a list", "Title"),
        }
        return [
            Option(value, text, is_chosen=value == self.parameters.sort)
            for value, text in texts.items()
        ]


def _labelled(label: str, value: str, language: str) -> SafeString:
    """Returns for example "Year: 2009" as safe HTML; a value in another language gets `lang`."""
    # Translators: a filter and its value, for example "Year: 2009".
    message = gettext("%(label)s: %(value)s") % {"label": "{label}", "value": "{value}"}
    marked = format_html('<span lang="{}">{}</span>', language, value) if language else value
    return format_html(message, label=label, value=marked)
