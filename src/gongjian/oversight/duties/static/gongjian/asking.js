/* A field that only some choices ask for is away while another is chosen; it stands behind the form, so that nothing jumps. */
(function () {
  "use strict";
  const ask = () => document.querySelectorAll("[data-asked-when]").forEach((el) => {
    const chosen = el.form.elements[el.dataset.askedWhen];
    el.closest(".f").hidden = chosen.closest(".f").hidden || !el.dataset.askedFor.split("|").includes(chosen.value);
  });
  document.addEventListener("change", ask);
  ask();
})();
