// The addresses that the filter and search forms of a page ask for as they stand.
() => [...document.querySelectorAll("form")].filter((form) => form.method === "get")
  .map((form) => `${new URL(form.action).pathname}?${new URLSearchParams(new FormData(form))}`)
