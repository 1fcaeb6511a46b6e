/* Editions of the whole site hold its files unchanged, so that only an address tells one from
   another. On a page of an edition this says so; where mkdocs.yml asks for it, it puts Material's
   list of versions into the header, with the current site at its top. */
(function () {
  "use strict";
  var script = document.currentScript;
  var here = folder(new URL(script.dataset.scope, location.href));
  var current = here.pathname === script.dataset.site || here.pathname === "/";
  var root = current ? here : new URL("..", here);
  var name = current ? "" : decodeURIComponent(here.pathname.slice(root.pathname.length, -1));
  var place = document.querySelector("[data-gc-editions]");

  function folder(address) {
    if (!address.pathname.endsWith("/")) address.pathname += "/";
    return address;
  }

  function part(id) {
    return document.getElementById(id).content.firstElementChild.cloneNode(true);
  }

  function note() {
    var aside = part("gc-edition-note");
    var said = aside.querySelector("[data-gc-name]");
    var page = location.href.slice(here.href.length);
    said.textContent = said.textContent.replace("{}", name);
    aside.querySelector("a").href = new URL(page, root);
    document.querySelector(".md-header").before(aside);
  }

  function list(editions) {
    var shown = part("gc-edition-list");
    var items = shown.querySelector("ul");
    var first = items.firstElementChild;
    var button = shown.querySelector("button");
    button.textContent = name || first.textContent;
    button.setAttribute("aria-label", button.getAttribute("aria-label") + ": " + button.textContent);
    first.querySelector("a").href = root;
    editions.forEach(function (edition) {
      var item = first.cloneNode(true);
      var link = item.querySelector("a");
      link.textContent = edition.title || edition.version;
      link.href = new URL(encodeURIComponent(edition.version) + "/", root);
      items.append(item);
    });
    items.querySelectorAll("a").forEach(function (link) {
      if (link.href === here.href) link.setAttribute("aria-current", "true");
    });
    place.append(shown);
  }

  /* The address may just be that of a copy of the site: only the list can tell. */
  function show(editions) {
    var known = editions.some(function (edition) {
      return edition.version === name;
    });
    if (!current && !known) return;
    if (name) note();
    if (place && editions.length) list(editions);
  }

  if (current && !place) return;
  fetch(new URL("versions.json", root))
    .then(function (answer) {
      return answer.ok ? answer.json() : [];
    })
    .then(show)
    .catch(function () {});
})();
