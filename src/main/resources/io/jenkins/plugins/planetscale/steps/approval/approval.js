/*
 * Keeps somebody from deciding about a change that is not the one that is asked about any more: asks every two seconds
 * what the build asks for, takes the buttons away from what it does not, and says that the page is to be reloaded. Does
 * nothing once the build is over.
 */
(function () {
  "use strict";

  const PACE = 2000;
  const SLOWEST = 60000;
  let page;
  let timer;
  let asking = false;
  let failures = 0;

  function begin() {
    page = document.getElementById("planetscale-approvals");
    if (!page) {
      return;
    }
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden) {
        ask();
      }
    });
    later(PACE);
  }

  function later(pause) {
    clearTimeout(timer);
    if (page.dataset.building === "true" && !document.hidden) {
      timer = setTimeout(ask, pause);
    }
  }

  function ask() {
    if (asking || page.dataset.building !== "true") {
      return;
    }
    asking = true;
    clearTimeout(timer);
    Promise.resolve()
      .then(function () {
        return fetch(page.dataset.url, { cache: "no-store", redirect: "error" });
      })
      .then(function (answer) {
        if (answer.status === 403 || answer.status === 404) {
          page.dataset.building = "false"; // nothing to see here any more
          return null;
        }
        if (answer.status !== 200) {
          throw new Error("status " + answer.status);
        }
        return answer.json().then(take);
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
        later(Math.min(PACE * Math.pow(2, failures), SLOWEST));
      });
  }

  function take(asked) {
    const open = asked.offers
      .filter(function (offer) {
        return offer.open;
      })
      .map(function (offer) {
        return offer.id;
      });
    page.querySelectorAll('[data-open="true"]').forEach(function (section) {
      if (open.indexOf(section.dataset.offer) < 0) {
        outdated(section);
      }
    });
    const shown = Array.prototype.map.call(page.querySelectorAll("[data-offer]"), function (section) {
      return section.dataset.offer;
    });
    const isNew = open.some(function (id) {
      return shown.indexOf(id) < 0;
    });
    if (isNew) {
      reveal(document.getElementById("planetscale-more"));
    }
  }

  function outdated(section) {
    section.dataset.open = "false";
    section.querySelectorAll("form button").forEach(function (button) {
      button.disabled = true;
    });
    reveal(section.querySelector(".planetscale-changed"));
  }

  function reveal(message) {
    if (message && message.hidden) {
      message.hidden = false;
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
