"""What search knows of a page."""

from django.db import models


class SearchEntry(models.Model):
    """The texts of one live page, as they are shown in results.

    What is matched is kept beside it, by `search.backends`: folded words in the database's own
    full-text index.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    language = models.CharField(max_length=20, db_index=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return self.title


class SearchFacet(models.Model):
    """That a page, and all pages below it, can be chosen by a value: "conference", "2008"…

    Only the page that names it has a row; which pages stand below is read from the tree.
    """

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["facet", "value"], name="search_facet_value")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "facet"], name="search_facet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"


class SearchWord(models.Model):
    """A folded word that some page has or had: what a suggestion is looked for among.

    Whether a reader may learn of it is asked at the time of the search.
    """

    language = models.CharField(max_length=20)
    word = models.CharField(max_length=64)
    # Equal in a misspelt word more often than not; the same index for both databases.
    beginning = models.CharField(max_length=2)
    ending = models.CharField(max_length=2)
    length = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["language", "beginning", "length"], name="search_word_beginning"),
            models.Index(fields=["language", "ending", "length"], name="search_word_ending"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="search_word_once"),
        ]

    def __str__(self) -> str:
        return self.word
