"""The StreamField blocks of a page's body (`body.BodyBlock`)."""
