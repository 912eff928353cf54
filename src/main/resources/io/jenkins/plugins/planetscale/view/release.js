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

  async function ask() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    clearTimeout(timer);
    try {
      const answer = await fetch(page.dataset.url + "live?since=" + encodeURIComponent(version), {
        cache: "no-store",
        redirect: "error",
      });
      if (answer.status === 403 || answer.status === 404) {
        page.dataset.building = "false"; // nothing to see here any more
      } else if (answer.status === 200) {
        await take(await answer.json());
      } else if (answer.status !== 204) {
        throw new Error("status " + answer.status);
      }
      failures = 0;
    } catch (e) {
      failures++;
    }
    asking = false;
    if (again) {
      again = false;
      ask();
    } else {
      later(Math.min(PACE * Math.pow(2, failures), SLOWEST));
    }
  }

  async function take(live) {
    setClock(live.now);
    for (const entry of live.entries) {
      let section = find(entry.id);
      if (!section || section.dataset.shape !== entry.shape) {
        section = await replace(entry, section);
      }
      figures(section, entry.bars || []);
    }
    countDown();
    page.dataset.building = String(live.building);
    version = live.version; // last, so that a failure in between is made good at the next time
  }

  function find(id) {
    return document.getElementById("planetscale-" + id);
  }

  async function replace(entry, old) {
    const answer = await fetch(page.dataset.url + "entry?id=" + encodeURIComponent(entry.id), {
      cache: "no-store",
      redirect: "error",
    });
    if (!answer.ok) {
      throw new Error("status " + answer.status);
    }
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.importNode(parsed.getElementById("planetscale-" + entry.id), true);
    if (old) {
      keepFolds(old, fresh);
      const focused = old.contains(document.activeElement) ? path(document.activeElement, old) : null;
      old.replaceWith(fresh);
      const target = focused && fresh.querySelector(focused);
      if (target) {
        target.focus();
      }
    } else {
      const none = page.querySelector(".planetscale-none");
      if (none) {
        none.remove();
      }
      page.append(fresh);
    }
    if (window.Behaviour) {
      window.Behaviour.applySubtree(fresh, true);
    }
    if (entry.say) {
      announce(entry.say);
    }
    document.dispatchEvent(new CustomEvent("planetscale:entry", { detail: { id: entry.id, element: fresh } }));
    return fresh;
  }

  /* What the reader unfolded stays unfolded. */
  function keepFolds(old, fresh) {
    for (const details of fresh.querySelectorAll("details[data-key]")) {
      const before = old.querySelector('details[data-key="' + CSS.escape(details.dataset.key) + '"]');
      if (before) {
        details.open = before.open;
      }
    }
  }

  /* Finds an element again by its id or, for a fold, its key. */
  function path(element, within) {
    if (element.id) {
      return "#" + CSS.escape(element.id);
    }
    const details = element.closest("details[data-key]");
    return details && within.contains(details)
      ? 'details[data-key="' + CSS.escape(details.dataset.key) + '"] > summary'
      : null;
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
    for (const element of page.querySelectorAll("[data-until]")) {
      const left = Number(element.dataset.until) - now;
      write(element, left > 0 ? element.dataset.left.replace("{0}", span(left)) : element.dataset.over);
    }
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
