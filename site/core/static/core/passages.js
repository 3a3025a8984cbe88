// In the editor of rich text: passages in another language keep their language and direction.
// A classic script: Wagtail takes plugins over when it starts its editors.
(() => {
  if (!window.draftail) return;
  const Passage = ({ entityKey, contentState, children }) => {
    const { lang, dir } = contentState.getEntity(entityKey).getData();
    return window.React.createElement("span", { lang, dir }, children);
  };
  window.draftail.registerPlugin({ type: "PASSAGE", decorator: Passage }, "entityTypes");
})();
