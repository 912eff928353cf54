/*
 * The status page without leaving it: tests a connection where its button stands, and asks before something is removed.
 * Without this script the same forms load the page anew.
 */
(function () {
  "use strict";

  function test(form) {
    const button = form.querySelector("button");
    const report = form.parentElement.querySelector(".planetscale-report");
    if (button.getAttribute("aria-disabled") === "true") {
      return;
    }
    button.setAttribute("aria-disabled", "true"); // and not disabled, which would lose the focus
    report.textContent = button.dataset.busy;
    const body = new URLSearchParams(new FormData(form));
    body.set("inPlace", "true");
    fetch(form.action, { method: "POST", body: body, headers: crumb.wrap({}) })
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(answer.status + " " + answer.statusText);
        }
        return answer.text();
      })
      .then(function (html) {
        report.innerHTML = html;
      })
      .catch(function (problem) {
        report.textContent = button.dataset.failed.replace("{0}", problem.message);
      })
      .finally(function () {
        button.removeAttribute("aria-disabled");
      });
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.classList.contains("planetscale-test")) {
      event.preventDefault();
      test(form);
    } else if (form.dataset.sure) {
      event.preventDefault();
      dialog.confirm(form.dataset.sure, { type: form.dataset.destructive ? "destructive" : "default" }).then(
        function () {
          form.submit();
        },
        function () {},
      );
    }
  });
})();
