/*
 * The buttons of a deploy request: asks, posts, and shows in place what Jenkins answers. Without this script each
 * button leads to a page that asks. The entry around a button is drawn anew by release.js, so what was answered is kept
 * here and written into the fresh one.
 */
(function () {
  "use strict";

  const PACE = 2000;
  const answers = new Map();
  let busy = false;

  document.addEventListener("submit", function (event) {
    const form = event.target.closest("form.planetscale-decision");
    if (form) {
      event.preventDefault();
      ask(form);
    }
  });

  document.addEventListener("planetscale:entry", function (event) {
    show(event.detail.element);
  });

  /* The build may be over, and its page at rest, while a decision is carried out. */
  setInterval(function () {
    if (!document.hidden && document.querySelector('.planetscale-decided[data-under-way="true"]')) {
      refresh();
    }
  }, PACE);

  function ask(form) {
    const data = form.dataset;
    if (busy) {
      return;
    }
    busy = true;
    window.dialog.confirm(data.question, { message: data.effect, okText: data.ok, type: data.type }).then(
      function () {
        send(form);
      },
      function () {
        busy = false; // thought better of it
      },
    );
  }

  function send(form) {
    const id = form.closest(".planetscale-entry").id;
    enable(id, false);
    post(form)
      .catch(function () {
        return { ok: false, message: form.dataset.failed };
      })
      .then(function (said) {
        busy = false;
        answers.set(id, said);
        const entry = document.getElementById(id);
        if (entry) {
          show(entry);
          entry.querySelector(".planetscale-decided").dataset.underWay = String(said.ok);
        }
        enable(id, !said.ok);
        refresh();
      });
  }

  /* An entry that was drawn anew meanwhile has buttons of its own. */
  function enable(id, enabled) {
    const entry = document.getElementById(id);
    if (entry) {
      entry.querySelectorAll(".planetscale-decisions button").forEach(function (button) {
        button.disabled = !enabled;
      });
    }
  }

  function post(form) {
    return fetch(form.dataset.post, {
      method: "POST",
      headers: window.crumb.wrap({
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
      }),
      body: new URLSearchParams(new FormData(form)),
      cache: "no-store",
    }).then(function (answer) {
      const json = (answer.headers.get("Content-Type") || "").indexOf("json") >= 0;
      if (answer.status === 403 && !json) {
        return { ok: false, message: form.dataset.forbidden };
      }
      return answer.json().then(function (told) {
        return { ok: answer.ok && told.ok === true, message: told.message || form.dataset.failed };
      });
    });
  }

  function show(entry) {
    const said = answers.get(entry.id);
    const place = entry.querySelector(".planetscale-decided");
    if (said && place) {
      place.textContent = said.message;
      place.classList.toggle("error", !said.ok);
    }
  }

  function refresh() {
    document.dispatchEvent(new CustomEvent("planetscale:refresh"));
  }
})();
