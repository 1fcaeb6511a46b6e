/* Runs in <head>, before anything is painted: what Material writes inline, and the palette.
   Material's bundle calls __md_scope, __md_hash, __md_get and __md_set by these names. */
(function () {
  "use strict";
  var script = document.currentScript;
  var root = document.documentElement;
  var scope = new URL(script.dataset.scope, location.href);

  root.classList.remove("no-js");
  root.classList.add("js");

  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, letter) {
      return (sum << 5) - sum + letter.charCodeAt(0);
    }, 0);
  };
  /* A reader may forbid storage: then nothing is remembered, and nothing breaks. */
  window.__md_get = function (key, storage, base) {
    try {
      return JSON.parse((storage || localStorage).getItem((base || scope).pathname + "." + key));
    } catch (error) {
      return null;
    }
  };
  window.__md_set = function (key, value, storage, base) {
    try {
      (storage || localStorage).setItem((base || scope).pathname + "." + key, JSON.stringify(value));
    } catch (error) {
      return;
    }
  };

  var palettes = JSON.parse(script.dataset.palette || "[]");
  var SYSTEM = "(prefers-color-scheme)";

  function matches(palette) {
    return Boolean(palette.media) && matchMedia(palette.media).matches;
  }

  /* The reader's choice; else the first palette whose media query holds, as the bundle does. */
  function chosen() {
    var stored = window.__md_get("__palette");
    var palette = (stored && palettes[stored.index]) || palettes.find(matches) || palettes[0];
    if (palette && palette.media === SYSTEM) {
      palette =
        palettes.find(function (one) {
          return one.media !== SYSTEM && matches(one);
        }) || palette;
    }
    return palette;
  }

  function dress(body) {
    var palette = chosen();
    if (!palette) return;
    body.setAttribute("data-md-color-media", palette.media || "");
    body.setAttribute("data-md-color-scheme", palette.scheme || "default");
    body.setAttribute("data-md-color-primary", palette.primary || "indigo");
    body.setAttribute("data-md-color-accent", palette.accent || "indigo");
  }

  /* Observers run before the browser paints, so the body never shows the other palette. */
  if (document.body) {
    dress(document.body);
  } else {
    new MutationObserver(function (changes, observer) {
      if (!document.body) return;
      observer.disconnect();
      dress(document.body);
    }).observe(root, { childList: true });
  }
})();
