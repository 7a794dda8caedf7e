// Elements that do something only where scripts run: htmx on what is neither a link nor part of a form.
() => [...document.querySelectorAll("[hx-get], [hx-post], [hx-put], [hx-delete], [hx-patch]")]
  .filter((el) => !(el.matches("a[href], form, [data-poll]") || el.form))
  .map((el) => el.outerHTML.slice(0, 120))
