/* Runs right after the content, before it is painted: opens the content tabs that the reader
   chose before, or that the address names. Material writes the same inline. */
(function () {
  "use strict";
  var script = document.currentScript;

  function open(set, names) {
    var labels = Array.from(set.querySelectorAll(":scope > .tabbed-labels > label"));
    names.some(function (name) {
      var label = labels.find(function (one) {
        return one.innerText.trim() === name;
      });
      var input = label && document.getElementById(label.htmlFor);
      if (input) input.checked = true;
      return Boolean(input);
    });
  }

  var names = window.__md_get("__tabs");
  if (script && "tabsLink" in script.dataset && Array.isArray(names)) {
    document.querySelectorAll(".tabbed-set").forEach(function (set) {
      open(set, names);
    });
  }

  /* The bundle takes every alternate for another language of the site, and asks for a sitemap
     beside it. Feeds and data files are none: a second word hides them from it. */
  document.head.querySelectorAll("link[rel=alternate]:not([hreflang])").forEach(function (link) {
    link.relList.add("related");
  });

  var target = document.getElementById(location.hash.slice(1));
  if (target && target.name && target.name.startsWith("__tabbed_")) target.checked = true;
})();
