// In the editor of rich text: superscript and subscript survive a paste, and what does not is named.
// Draft.js, below Wagtail's editor, knows neither `<sup>` nor `<sub>`: 10⁶ became 106, without a word.
// A classic script: Wagtail takes the handlers of a paste over when it starts its editors.
(() => {
  if (!window.draftail || !window.DraftJS) return;
  const { CharacterMetadata, ContentState, EditorState, Modifier, convertFromHTML } = window.DraftJS;
  const messages = document.currentScript.dataset;
  const STYLES = {
    super: { tag: "sup", style: "SUPERSCRIPT", open: "\uE000", close: "\uE001" },
    sub: { tag: "sub", style: "SUBSCRIPT", open: "\uE002", close: "\uE003" },
  };
  const MARKS = /[\uE000-\uE003]/g;
  const KEPT_LINKS = /^(https?|mailto):/i;
  // A copy from another of Wagtail's editors, which brings its own form along.
  const INTERNAL = "[data-draftjs-conductor-fragment]";

  // Word gives positions to classes as well, such as that of a footnote's number.
  function positionsOfClasses(pasted) {
    const sheets = [...pasted.querySelectorAll("style")].map((style) => style.textContent).join("\n");
    const rules = sheets.matchAll(/\.([\w-]+)[^{}]*\{[^}]*vertical-align:\s*(super|sub)\b/gi);
    return new Map([...rules].map(([, name, position]) => [name, position.toLowerCase()]));
  }

  function positionOf(element, classes) {
    const own = /vertical-align:\s*(\w+)/i.exec(element.getAttribute("style") ?? "");
    if (own) return own[1].toLowerCase();
    if (element.matches("sup")) return "super";
    if (element.matches("sub")) return "sub";
    return classes.get([...element.classList].find((name) => classes.has(name)));
  }

  // Puts marks into the text, which pass through Draft.js; returns the styles that are marked.
  function markPositions(pasted) {
    const classes = positionsOfClasses(pasted);
    const marked = new Set();
    for (const element of pasted.body.querySelectorAll("*")) {
      const position = STYLES[positionOf(element, classes)];
      const isDone = position && element.parentElement.closest("[data-position]");
      if (!position || isDone || !element.textContent.trim()) continue;
      element.dataset.position = position.tag;
      element.prepend(position.open);
      element.append(position.close);
      marked.add(position.style);
    }
    return marked;
  }

  // The block without marks, and with the styles that they stood for.
  function withStyles(block) {
    const text = block.getText();
    if (text.search(MARKS) < 0) return block;
    let style = null;
    const isText = [];
    const styles = [...text].flatMap((sign) => Array(sign.length).fill(sign)).map((sign) => {
      const opened = Object.values(STYLES).find(({ open }) => open === sign);
      if (opened) style = opened.style;
      else if (Object.values(STYLES).some(({ close }) => close === sign)) style = null;
      isText.push(sign.search(MARKS) < 0);
      return style;
    });
    const characters = block
      .getCharacterList()
      .map((each, place) => (styles[place] ? CharacterMetadata.applyStyle(each, styles[place]) : each))
      .filter((_each, place) => isText[place]);
    return block.merge({ text: text.replace(MARKS, ""), characterList: characters });
  }

  function insert(pasted, editorState) {
    const { contentBlocks, entityMap } = convertFromHTML(pasted.body.innerHTML);
    const fragment = ContentState.createFromBlockArray(contentBlocks.map(withStyles), entityMap);
    const content = Modifier.replaceWithFragment(
      editorState.getCurrentContent(),
      editorState.getSelection(),
      fragment.getBlockMap(),
    );
    return EditorState.push(editorState, content, "insert-fragment");
  }

  function offersOf(wrapper) {
    const field = wrapper?.parentElement?.querySelector("[data-draftail-input]");
    const props = field?.draftailEditor?.props;
    return {
      styles: (props?.inlineStyles ?? []).map(({ type }) => type),
      entities: (props?.entityTypes ?? []).map(({ type }) => type),
    };
  }

  function dropped(pasted, marked, offers) {
    const links = [...pasted.body.querySelectorAll("a[href]")];
    const lost = {
      link: links.some((link) => !KEPT_LINKS.test(link.getAttribute("href"))),
      table: pasted.body.querySelector("table"),
      picture: pasted.body.querySelector("img, svg, object, video, iframe"),
      position: [...marked].some((style) => !offers.styles.includes(style)),
    };
    return Object.keys(lost).filter((name) => lost[name]).map((name) => messages[name]);
  }

  // Below the editor, in place of what was said of the paste before.
  function tell(wrapper, sentences) {
    wrapper?.parentElement?.querySelector("[data-paste-notice]")?.remove();
    if (!wrapper || !sentences.length) return;
    const notice = document.createElement("div");
    notice.className = "help-block help-warning";
    notice.dataset.pasteNotice = "";
    notice.setAttribute("role", "status");
    wrapper.after(notice);
    // After it is there, so that screen readers notice the change.
    setTimeout(() => {
      for (const sentence of sentences) {
        const line = document.createElement("p");
        line.textContent = sentence;
        notice.append(line);
      }
    }, 50);
  }

  const registry = window.draftail.registerPlugin({ type: "" }, "entityTypes");
  delete registry[""];
  const stock = registry.LINK.onPaste;

  registry.LINK.onPaste = (text, html, editorState, helpers, entityType) => {
    const wrapper = document.activeElement?.closest("[data-draftail-editor-wrapper]");
    const pasted = new DOMParser().parseFromString(html ?? "", "text/html");
    if (!html || pasted.querySelector(INTERNAL)) {
      tell(wrapper, []);
      return stock?.(text, html, editorState, helpers, entityType);
    }
    const marked = markPositions(pasted);
    tell(wrapper, dropped(pasted, marked, offersOf(wrapper)));
    if (!marked.size) return stock?.(text, html, editorState, helpers, entityType);
    helpers.setEditorState(insert(pasted, editorState));
    return "handled";
  };
})();
