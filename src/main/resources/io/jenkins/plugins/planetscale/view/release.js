/*
 * Keeps the build page up to date: asks for what changed, writes new figures into the page, and fetches the HTML of an
 * entry anew when more than figures changed. Does nothing once the build is over. Other scripts may dispatch
 * "planetscale:refresh" at the document to have it ask at once, and hear "planetscale:entry" when an entry is new.
 */
(function () {
  "use strict";

  const PACE = 2000;
  const SLOWEST = 60000;
  let page;
  let version;
  let timer;
  let failures = 0;
  let asking = false;
  let again = false;
  let clock;

  function begin() {
    page = document.getElementById("planetscale-release");
    if (!page) {
      return;
    }
    version = page.dataset.version;
    setClock(Number(page.dataset.now));
    countDown();
    setInterval(countDown, 1000);
    document.addEventListener("planetscale:refresh", ask);
    if (page.dataset.building === "true") {
      document.addEventListener("visibilitychange", function () {
        clearTimeout(timer);
        if (!document.hidden) {
          countDown();
          ask();
        }
      });
      later(PACE);
    }
  }

  /* The server's time, by a clock that nobody sets. */
  function setClock(now) {
    clock = now - performance.now();
  }

  function later(pause) {
    clearTimeout(timer);
    if (page.dataset.building === "true" && !document.hidden) {
      timer = setTimeout(ask, pause);
    }
  }

  function ask() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    clearTimeout(timer);
    get("live?since=" + encodeURIComponent(version))
      .then(function (answer) {
        if (answer.status === 403 || answer.status === 404) {
          page.dataset.building = "false"; // nothing to see here any more
          return null;
        }
        if (answer.status !== 200 && answer.status !== 204) {
          throw new Error("status " + answer.status);
        }
        return answer.status === 200 ? answer.json().then(take) : null;
      })
      .then(
        function () {
          failures = 0;
        },
        function () {
          failures++;
        },
      )
      .then(function () {
        asking = false;
        if (again) {
          again = false;
          ask();
        } else {
          later(Math.min(PACE * Math.pow(2, failures), SLOWEST));
        }
      });
  }

  function get(what) {
    return Promise.resolve().then(function () {
      return fetch(page.dataset.url + what, { cache: "no-store", redirect: "error" });
    });
  }

  function take(live) {
    setClock(live.now);
    return live.entries
      .reduce(function (before, entry) {
        return before.then(function () {
          return update(entry);
        });
      }, Promise.resolve())
      .then(function () {
        countDown();
        page.dataset.building = String(live.building);
        version = live.version; // last, so that a failure in between is made good at the next time
      });
  }

  function update(entry) {
    const section = find(entry.id);
    if (section && section.dataset.shape === entry.shape) {
      figures(section, entry.bars || []);
      return null;
    }
    return get("entry?id=" + encodeURIComponent(entry.id))
      .then(function (answer) {
        if (answer.status !== 200) {
          throw new Error("status " + answer.status);
        }
        return answer.text();
      })
      .then(function (html) {
        replace(entry, section, html);
      });
  }

  function find(id) {
    return document.getElementById("planetscale-" + id);
  }

  function replace(entry, old, html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const fresh = document.importNode(parsed.getElementById("planetscale-" + entry.id), true);
    if (old) {
      keepFolds(old, fresh);
      const focused = old.contains(document.activeElement) ? document.activeElement : null;
      old.replaceWith(fresh);
      const target = focused && counterpart(focused, old, fresh);
      if (target) {
        target.focus();
      }
    } else {
      const none = page.querySelector(".planetscale-none");
      if (none) {
        none.remove();
      }
      page.querySelector('[data-place="' + (entry.say ? "requests" : "others") + '"]').append(fresh);
    }
    if (window.Behaviour) {
      window.Behaviour.applySubtree(fresh, true);
    }
    if (entry.say) {
      announce(entry.say);
    }
    document.dispatchEvent(new CustomEvent("planetscale:entry", { detail: { id: entry.id, element: fresh } }));
  }

  /* What the reader unfolded stays unfolded. */
  function keepFolds(old, fresh) {
    old.querySelectorAll("details[data-key]").forEach(function (before) {
      fresh.querySelectorAll("details[data-key]").forEach(function (details) {
        if (details.dataset.key === before.dataset.key) {
          details.open = before.open;
        }
      });
    });
  }

  /* Finds an element again by its id or, for a fold, its key. */
  function counterpart(element, old, fresh) {
    if (element.id) {
      return fresh.ownerDocument.getElementById(element.id);
    }
    const details = element.closest("details[data-key]");
    if (!details || !old.contains(details)) {
      return null;
    }
    const same = Array.prototype.filter.call(fresh.querySelectorAll("details[data-key]"), function (one) {
      return one.dataset.key === details.dataset.key;
    });
    return same.length ? same[0].querySelector("summary") : null;
  }

  function figures(section, bars) {
    const shown = section.querySelectorAll("[data-bar]");
    bars.forEach(function (bar, i) {
      if (shown[i]) {
        shown[i].querySelector("progress").value = bar[0] === null ? 0 : bar[0];
        write(shown[i].querySelector("span"), bar[1]);
      }
    });
  }

  function announce(sentence) {
    write(document.getElementById("planetscale-status"), sentence);
  }

  function countDown() {
    const now = clock + performance.now();
    page.querySelectorAll("[data-until]").forEach(function (element) {
      const left = Number(element.dataset.until) - now;
      write(element, left > 0 ? element.dataset.left.replace("{0}", span(left)) : element.dataset.over);
    });
  }

  /* 45 s, 3 min, 3 min 20 s, 2 h 5 min: as the server writes it. */
  function span(millis) {
    const seconds = Math.floor(millis / 1000);
    const minutes = Math.floor(seconds / 60);
    if (minutes === 0) {
      return seconds + " s";
    }
    if (minutes < 60) {
      return minutes + " min" + (seconds % 60 === 0 ? "" : " " + (seconds % 60) + " s");
    }
    return Math.floor(minutes / 60) + " h" + (minutes % 60 === 0 ? "" : " " + (minutes % 60) + " min");
  }

  function write(element, text) {
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
