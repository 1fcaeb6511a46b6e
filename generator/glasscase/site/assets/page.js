/* Small comforts, after Material's bundle. Every page is complete without them. */
(function () {
  "use strict";

  /* A wide table scrolls inside its region and must be reachable by keyboard; where it fits,
     a stop with nothing to do would only be in the way. */
  function fit(region) {
    if (region.scrollWidth > region.clientWidth + 1) region.setAttribute("tabindex", "0");
    else region.removeAttribute("tabindex");
  }
  var watcher =
    "ResizeObserver" in window &&
    new ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        fit(entry.target);
      });
    });

  /* Drawer and search are check boxes, so that the drawer works without scripts. With them,
     real buttons move the boxes and tell whether they are open. */
  function dress(button) {
    var toggle = document.getElementById(button.dataset.gcToggle);
    if (!toggle || button.gcDressed) return;
    button.gcDressed = true;
    button.addEventListener("click", function () {
      document.querySelector('.md-header label[for="' + toggle.id + '"]').click();
      if (toggle.checked && toggle.id === "__drawer") {
        var stops = document.querySelectorAll(".md-sidebar--primary :is(a[href], label[tabindex])");
        var first = Array.from(stops).find(function (stop) {
          return stop.offsetWidth && getComputedStyle(stop).visibility === "visible";
        });
        if (first) first.focus({ preventScroll: true });
      }
    });
    toggle.addEventListener("change", function () {
      button.setAttribute("aria-expanded", String(toggle.checked));
    });
  }
  document.addEventListener("keydown", function (event) {
    var drawer = document.getElementById("__drawer");
    if (event.key === "Escape" && drawer && drawer.checked) {
      drawer.click();
      document.querySelector("[data-gc-toggle=__drawer]").focus();
    }
  });

  /* The bundle copies the address that a search had before its last letter. */
  document.addEventListener(
    "click",
    function (event) {
      var share = event.target.closest("[data-md-component=search-share]");
      if (share) share.setAttribute("data-clipboard-text", share.href);
    },
    true
  );

  /* The palette switch is three boxes of which one is shown; its label leads to the next.
     The bundle knows the Enter key. */
  document.addEventListener("keydown", function (event) {
    var form = event.target.closest("[data-md-component=palette]");
    if (!form || !/^( |Arrow.*)$/.test(event.key)) return;
    event.preventDefault();
    form.querySelector("label:not([hidden])").click();
    form.querySelector(".md-option:has(+ label:not([hidden]))").focus();
  });

  /* In the drawer, titles and arrows lead from one list to another: they must take the focus.
     Beside the text the lists are all open, and most of the labels do nothing. */
  var narrow = matchMedia("(max-width: 76.234375em)");
  function reach() {
    document.querySelectorAll(".md-sidebar--primary label[for]").forEach(function (label) {
      if (label.gcStop === undefined) label.gcStop = label.hasAttribute("tabindex");
      if (narrow.matches || label.gcStop) label.setAttribute("tabindex", "0");
      else label.removeAttribute("tabindex");
    });
  }
  narrow.addEventListener("change", reach);

  /* Material puts the buttons of a code block into a <nav>; a page has one navigation. */
  function quiet(content) {
    content.querySelectorAll(".md-code__nav:not([role])").forEach(function (nav) {
      nav.setAttribute("role", "presentation");
    });
  }

  function start() {
    if (watcher) {
      document.querySelectorAll(".gc-scroll").forEach(function (region) {
        watcher.observe(region);
      });
    }
    /* Some browsers restore check boxes on reload: a page must not start behind its drawer. */
    var drawer = document.getElementById("__drawer");
    if (drawer) drawer.checked = false;
    document.querySelectorAll("[data-gc-toggle]").forEach(dress);
    reach();
    document.querySelectorAll(".md-content").forEach(function (content) {
      quiet(content);
      new MutationObserver(function () {
        quiet(content);
      }).observe(content, { childList: true, subtree: true });
    });
  }

  if (window.document$) window.document$.subscribe(start);
  else start();
})();
