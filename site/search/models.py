"""Search models: texts, facets and vocabulary of the indexed pages."""

from django.db import models


class SearchEntry(models.Model):
    """The texts of one live page, as shown in results.

    The full-text index itself is kept by `search.backends`.
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
    """A facet value of a page, which applies to its descendants, too.

    Only the page that defines the value has a row; descendants are found by the tree.
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
    """A folded word of the pages indexed so far, for spelling suggestions.

    Whether a reader may see the word is checked at search time.
    """

    language = models.CharField(max_length=20)
    word = models.CharField(max_length=64)
    # First or last two letters, usually right in a misspelt word; indexed on both databases.
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
