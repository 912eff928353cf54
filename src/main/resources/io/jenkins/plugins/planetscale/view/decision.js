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
    const question = { title: data.question, okText: data.ok, type: data.type, submitButton: false };
    window.dialog.form(contents(data), Object.assign(question, { minWidth: "", maxWidth: "600px" })).then(
      function (answered) {
        send(form, answered.get("comment"));
      },
      function () {
        busy = false; // thought better of it
      },
    );
  }

  /* What happens, and a field for the person's own words. */
  function contents(data) {
    const asked = document.createElement("form");
    const effect = document.createElement("p");
    effect.className = "planetscale-effect";
    effect.textContent = data.effect;
    const label = document.createElement("label");
    label.className = "jenkins-form-label";
    const words = document.createElement("span");
    words.textContent = data.comment;
    const field = document.createElement("input");
    field.className = "jenkins-input";
    field.type = "text";
    field.name = "comment";
    field.maxLength = 2000;
    field.autocomplete = "off";
    label.append(words, field);
    asked.append(effect, label);
    return asked;
  }

  function send(form, comment) {
    const id = form.closest(".planetscale-entry").id;
    enable(id, false);
    post(form, comment)
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

  function post(form, comment) {
    const body = new URLSearchParams(new FormData(form));
    body.set("comment", comment);
    return fetch(form.dataset.post, {
      method: "POST",
      headers: window.crumb.wrap({
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
      }),
      body: body,
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
