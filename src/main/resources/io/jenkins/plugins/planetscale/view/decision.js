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

  async function ask(form) {
    const entry = form.closest(".planetscale-entry");
    const data = form.dataset;
    if (busy) {
      return;
    }
    busy = true;
    try {
      await window.dialog.confirm(data.question, { message: data.effect, okText: data.ok, type: data.type });
    } catch (cancelled) {
      busy = false;
      return;
    }
    const buttons = entry.querySelectorAll(".planetscale-decisions button");
    buttons.forEach(function (button) {
      button.disabled = true;
    });
    const said = await post(form);
    busy = false;
    answers.set(entry.id, said);
    const shown = document.getElementById(entry.id) || entry;
    show(shown);
    shown.querySelectorAll(".planetscale-decisions button").forEach(function (button) {
      button.disabled = said.ok;
    });
    refresh();
  }

  async function post(form) {
    try {
      const answer = await fetch(form.dataset.post, {
        method: "POST",
        headers: window.crumb.wrap({
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
        }),
        body: new URLSearchParams(new FormData(form)),
        cache: "no-store",
      });
      if (answer.status === 403 && !(answer.headers.get("Content-Type") || "").includes("json")) {
        return { ok: false, message: form.dataset.forbidden };
      }
      const json = await answer.json();
      return { ok: answer.ok && json.ok === true, message: json.message || form.dataset.failed };
    } catch (e) {
      return { ok: false, message: form.dataset.failed };
    }
  }

  function show(entry) {
    const said = answers.get(entry.id);
    const place = entry.querySelector(".planetscale-decided");
    if (said && place) {
      place.textContent = said.message;
      place.classList.toggle("error", !said.ok);
      if (said.ok) {
        place.dataset.underWay = place.dataset.underWay || "true";
      }
    }
  }

  function refresh() {
    document.dispatchEvent(new CustomEvent("planetscale:refresh"));
  }
})();
