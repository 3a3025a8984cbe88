"""Something for every address of the admin to name: one thing of each kind, and pages in several
standings.

`World.rows_of` says with which things an address is tried. An address for whose arguments nothing
is known raises LookupError with its name: give it something here.
"""

from collections.abc import Callable
from typing import Any

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.conftest import PageFinder
from tests.security.walking import Address
from tests.security.world import things
from tests.security.world.pages import Standing, Values
from translation.review.views import STEPS

PAGE_ARGUMENTS = {"page_id", "parent_page_id", "page_to_move_id", "page_pk", "object_id"}
PAGE_NAMES = {
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_api:pages:action",
    "wagtailadmin_api:pages:find",
    "wagtailadmin_pages:revisions_compare",
}
TRANSLATION_ARGUMENTS = {"translation_id", "translation_source_id", "record_id"}
# Addresses that hold many: each of these words is a row of its own.
WORDS = {
    "wagtailadmin_api:pages:action": ("action_name", list(PagesAdminAPIViewSet.actions)),
    "translation_review:step": ("action", list(STEPS)),
}


class World:
    """Made inside a test's transaction, on the seeded site."""

    def __init__(self, page_at: PageFinder, account: Callable[[str], Any]) -> None:
        public, hidden = Standing("public", page_at, account), Standing("hidden", page_at, account)
        self.pages: dict[str, Values] = {
            "English": public.values("en"),
            "French": public.values("fr"),
            "French of a draft": hidden.values("fr"),
        }
        hidden.take_offline()
        self.topics = {"English": {"pk": things.topic("en")}, "French": {"pk": things.topic("fr")}}
        self.common = things.values(account)

    def rows_of(self, address: Address) -> dict[str, Values]:
        """Words of the table → arguments; under "?" what is asked, under "form" what is filled in.

        Under the name of an address stands what is for that one only.
        """
        if address.name == "wagtail_bulk_action":
            return self._bulk_rows()
        argument, words = WORDS.get(address.name, ("", [""]))
        rows = {}
        for subject, values in self._subjects_of(address).items():
            own = self.common | self.common.get(address.name, {})
            own |= values | values.get(address.name, {})
            for word in words:
                row = f"{word}, {subject}" if word else subject
                more = values.get(f"{address.name} {word}", {})
                rows[row] = own | more | ({argument: word} if word else {})
        return rows

    def _subjects_of(self, address: Address) -> dict[str, Values]:
        arguments = set(address.arguments)
        if arguments & TRANSLATION_ARGUMENTS:
            return {subject: each for subject, each in self.pages.items() if subject != "English"}
        if arguments & PAGE_ARGUMENTS or address.name in PAGE_NAMES:
            return self.pages
        if "conference_topic" in address.name and "pk" in arguments:
            return self.topics
        return {"": {}}

    def _bulk_rows(self) -> dict[str, Values]:
        bulk_action_registry.get_bulk_actions_for_model("", "")
        return {
            f"{model}, {action}, {subject}": {
                "app_label": app,
                "model_name": model,
                "action": action,
                "?": {"id": pk},
            }
            for app, models in bulk_action_registry.actions.items()
            for model, actions in models.items()
            for action in actions
            for subject, pk in self._bulk_subjects(f"{app}.{model}").items()
        }

    def _bulk_subjects(self, model: str) -> dict[str, int]:
        if model == "wagtailcore.page":
            return {subject: values["page_id"] for subject, values in self.pages.items()}
        if model == "conference.topic":
            return {subject: values["pk"] for subject, values in self.topics.items()}
        if model not in self.common["bulk"]:
            raise LookupError(f"bulk actions of {model}: nothing is known to select")
        return {"one": self.common["bulk"][model]}
