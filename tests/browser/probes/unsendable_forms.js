// Forms without a button, or that change something without a token.
() => [...document.querySelectorAll("form")].filter((form) => {
  const buttons = [...form.elements].filter((el) => el.type === "submit");
  const alone = form.querySelectorAll("input[type=search], input[type=text]").length === 1;
  const safe = form.method !== "post" || form.querySelector("[name=csrfmiddlewaretoken]");
  return !(buttons.length || alone) || !safe;
}).map((form) => form.outerHTML.slice(0, 160))
