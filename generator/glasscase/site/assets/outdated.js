/* Shows the "outdated version" banner where the bundle has found one. Material writes the same inline. */
(function () {
  "use strict";
  var banner = document.querySelector("[data-md-component=outdated]");
  var scope = new URL(document.currentScript.dataset.scope, location.href);
  if (banner && window.__md_get("__outdated", sessionStorage, scope) === true) banner.hidden = false;
})();
