/* Combines the ways to narrow the list of incidents. Without it, each leads to a list of its own. */
(function () {
  "use strict";
  var nav = document.querySelector("[data-gc-lists]");
  if (!nav || !window.fetch) return;
  var lists = new URL(nav.dataset.gcLists, location.href);
  var register = new URL("../", lists);
  var choices = Array.from(nav.querySelectorAll("[data-gc-facet]")).map(function (item) {
    return { item: item, facet: item.dataset.gcFacet, slug: item.dataset.gcFacet + "_" + item.dataset.gcValue };
  });

  /* The address says what is picked: one choice of a facet at most. */
  var asked = new URLSearchParams(location.search);
  var picked = choices.filter(function (choice) {
    return choice.facet + "_" + asked.get(choice.facet) === choice.slug;
  });
  /* Each choice keeps the list of its own as its address; a plain click begins to combine. */
  if (!picked.length) {
    choices.forEach(function (choice) {
      choice.item.querySelector("a").addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        location.assign(address([choice]));
      });
    });
    return;
  }
  var list = document.getElementById("list");
  list.hidden = true;

  fetch(lists)
    .then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    })
    .then(function (index) {
      relink(index);
      return narrow(index);
    })
    .catch(function () {
      /* The whole list is better than none. */
    })
    .then(function () {
      list.hidden = false;
    });

  /* The places of the incidents that are in all lists, the newest first. */
  function common(index, wanted) {
    return wanted
      .map(function (choice) {
        return new Set(index.lists[choice.slug]);
      })
      .reduce(function (found, other) {
        return new Set(
          Array.from(found).filter(function (place) {
            return other.has(place);
          })
        );
      });
  }

  function address(wanted) {
    var found = new URL(register);
    wanted.forEach(function (choice) {
      found.searchParams.set(choice.facet, choice.item.dataset.gcValue);
    });
    return found;
  }

  function without(facet) {
    return picked.filter(function (choice) {
      return choice.facet !== facet;
    });
  }

  /* Each choice leads to what it and the others have in common, and says how much that is. */
  function relink(index) {
    choices.forEach(function (choice) {
      var link = choice.item.querySelector("a");
      var isPicked = picked.indexOf(choice) >= 0;
      var wanted = without(choice.facet).concat(choice).sort(function (one, other) {
        return choices.indexOf(one) - choices.indexOf(other);
      });
      var count = common(index, wanted).size;
      choice.item.lastElementChild.textContent = count;
      if (isPicked) link.setAttribute("aria-current", "true");
      if (count || isPicked) link.href = address(isPicked ? without(choice.facet) : wanted);
      else link.removeAttribute("href");
    });
  }

  /* Entries are taken from the pages of the shortest list that has them all. */
  function narrow(index) {
    var found = Array.from(common(index, picked)).sort(function (one, other) {
      return one - other;
    });
    var shown = found.slice(0, index.page_size);
    var base = picked.reduce(function (best, other) {
      return index.lists[other.slug].length < index.lists[best.slug].length ? other : best;
    });
    var pages = shown.map(function (place) {
      return Math.floor(index.lists[base.slug].indexOf(place) / index.page_size) + 1;
    });
    return Promise.all(
      Array.from(new Set(pages)).map(function (page) {
        return entries(listPage(base, page));
      })
    ).then(function (parts) {
      var known = new Map([].concat.apply([], parts));
      var drawn = shown.map(function (place) {
        return known.get(index.incidents[place]);
      });
      if (drawn.indexOf(undefined) >= 0) throw new Error("The index is of another build.");
      lay(drawn, found.length, index.incidents.length);
    });
  }

  function listPage(choice, page) {
    return new URL("by/" + choice.slug + (page > 1 ? "_" + page : "") + "/", register);
  }

  /* The entries of a page by their ids, with links that lead from anywhere. */
  function entries(page) {
    return fetch(page)
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (text) {
        var read = new DOMParser().parseFromString(text, "text/html");
        return Array.from(read.querySelectorAll("#list .gc-entry")).map(function (entry) {
          entry.querySelectorAll("a[href]").forEach(function (link) {
            link.href = new URL(link.getAttribute("href"), page);
          });
          var withdrawn = entry.closest("[aria-labelledby=withdrawn]") !== null;
          var id = new URL(entry.querySelector("a[href]").href).pathname.split("/").slice(-2)[0];
          return [id, { entry: document.adoptNode(entry), withdrawn: withdrawn }];
        });
      });
  }

  function made(name, values, children) {
    var element = document.createElement(name);
    Object.keys(values).forEach(function (key) {
      element.setAttribute(key, values[key]);
    });
    element.append.apply(element, children);
    return element;
  }

  function lay(drawn, count, all) {
    var more = count > drawn.length ? " The newest " + drawn.length + " are shown." : "";
    var said = count ? count + " of " + all + " incident summaries." + more : "No incident summary has all of these.";
    var chips = picked.map(function (choice) {
      var title = choice.item.closest("section").querySelector("h2").textContent;
      var value = choice.item.querySelector("a").textContent;
      var link = made("a", { href: address(without(choice.facet)) }, ["Remove " + value]);
      return made("li", {}, [title + ": " + value + " ", link]);
    });
    chips.push(made("li", {}, [made("a", { href: register }, ["All incidents"])]));
    var whole = "";
    if (more && picked.length === 1) {
      whole = made("p", {}, [made("a", { href: listPage(picked[0], 1) }, ["The whole list"])]);
    }
    var sections = [false, true].map(function (withdrawn) {
      var part = drawn.filter(function (one) {
        return one.withdrawn === withdrawn;
      });
      if (!part.length) return "";
      var own = part.map(function (one) {
        return one.entry;
      });
      var entries = made("ul", { class: "gc-entries" }, own);
      if (!withdrawn) return made("section", { class: "gc-listing" }, [entries]);
      var title = made("h2", { id: "withdrawn" }, ["Withdrawn"]);
      return made("section", { class: "gc-listing", "aria-labelledby": "withdrawn" }, [title, entries]);
    });
    list.replaceChildren(
      made("ul", { class: "gc-narrowed", "aria-label": "Narrowed to" }, chips),
      made("p", { class: "gc-count", role: "status" }, [said]),
      sections[0],
      sections[1],
      whole
    );
    /* It counts all of them. */
    var chart = document.querySelector(".gc-history");
    if (chart) chart.remove();
  }
})();
