/* Remembers what the reader consented to. Material writes the same inline. */
(function () {
  "use strict";
  var form = document.forms.consent;
  var stored = window.__md_get("__consent");
  var fields = Array.from(form.elements).filter(function (field) {
    return field.name;
  });

  if (stored) {
    fields.forEach(function (field) {
      field.checked = stored[field.name] || false;
    });
  } else if (location.protocol !== "file:") {
    setTimeout(function () {
      document.querySelector("[data-md-component=consent]").hidden = false;
    }, 250);
  }

  function store(event) {
    event.preventDefault();
    if (event.type === "reset") {
      fields.forEach(function (field) {
        field.checked = false;
      });
    }
    var given = Array.from(new FormData(form).keys(), function (key) {
      return [key, true];
    });
    window.__md_set("__consent", Object.fromEntries(given));
    location.hash = "";
    location.reload();
  }
  form.addEventListener("submit", store);
  form.addEventListener("reset", store);
})();
