// Forms with something to fill in but no button, or that change something without a token.
() => [...document.querySelectorAll("form")].filter((form) => {
  const buttons = [...form.elements].filter((el) => el.type === "submit");
  const alone = form.querySelectorAll("input[type=search], input[type=text]").length === 1;
  const safe = form.method !== "post" || form.querySelector("[name=csrfmiddlewaretoken]");
  const asks = [...form.elements].some((el) => el.type !== "hidden" && el.type !== "fieldset");
  return (asks && !buttons.length && !alone) || !safe;
}).map((form) => form.outerHTML.slice(0, 160))
