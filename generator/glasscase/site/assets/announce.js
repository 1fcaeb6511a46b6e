/* Hides the announcement that the reader has dismissed. Material writes the same inline. */
(function () {
  "use strict";
  var banner = document.querySelector("[data-md-component=announce]");
  var text = banner && banner.querySelector(".md-typeset");
  if (text && window.__md_hash(text.innerHTML) === window.__md_get("__announce")) {
    banner.hidden = true;
  }
})();
