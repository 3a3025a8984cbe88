// A version that somebody else saved is asked about by the server, with a comparison of both.
// Wagtail's own dialog about the same version would be a second question, so it is not opened;
// its dialog about a broken connection is.
document.addEventListener(
  "click",
  () => {
    for (const session of document.querySelectorAll("[data-w-session-intercept-value=conflict]"))
      session.dataset.wSessionInterceptValue = "";
  },
  true,
);
