"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const [left, right, order, zoom, large] = ["left", "right", "order", "zoom", "large"].map(byId);
  const sets = byId("sets");
  const grid = byId("cards");
  const cards = [...grid.querySelectorAll(".card")];

  const put = (card, side, key) => {
    let found = null;
    for (const layer of card.querySelectorAll(".layer")) {
      const chosen = layer.dataset.key === key;
      layer.classList.toggle(side, chosen);
      if (chosen) found = layer;
    }
    const select = side === "left" ? left : right;
    card.querySelector(".tag." + side).textContent =
      found ? found.dataset.label : select.selectedOptions[0].text + ": none";
  };

  const show = () => {
    for (const card of cards) {
      put(card, "left", left.value);
      put(card, "right", right.value);
      for (const row of card.querySelectorAll(".figures tbody tr")) {
        row.classList.toggle("shown", row.dataset.key === right.value || row.dataset.key === left.value);
      }
    }
  };

  /* Cards without an output of the chosen method come last. */
  const gainOf = (card, missing) => {
    const row = [...card.querySelectorAll(".figures tbody tr")].find((it) => it.dataset.key === right.value);
    return Number((row ? row.dataset.gain : card.dataset.gain) ?? missing);
  };
  const orders = {
    worst: (a, b) => gainOf(a, Infinity) - gainOf(b, Infinity) || byName(a, b),
    best: (a, b) => gainOf(b, -Infinity) - gainOf(a, -Infinity) || byName(a, b),
    name: (a, b) => byName(a, b),
  };
  const byName = (a, b) =>
    a.dataset.set.localeCompare(b.dataset.set)
    || a.dataset.name.localeCompare(b.dataset.name, undefined, { numeric: true });
  const arrange = () => {
    grid.append(...cards.sort(orders[order.value]));
    for (const card of cards) card.hidden = Boolean(sets && sets.value) && card.dataset.set !== sets.value;
  };

  const lookAt = (stage, x, y) => {
    const within = (value) => Math.min(Math.max(value, 0), 100);
    stage.style.setProperty("--x", within(x) + "%");
    stage.style.setProperty("--y", within(y) + "%");
  };
  const lookedAt = (stage, axis) => parseFloat(stage.style.getPropertyValue(axis) || "50");

  for (const card of cards) {
    const stage = card.querySelector(".stage");
    const slider = card.querySelector(".slider");
    slider.addEventListener("input", () => stage.style.setProperty("--at", slider.value + "%"));
    stage.addEventListener("pointermove", (event) => {
      if (zoom.value === "1" || event.buttons) return;
      const box = stage.getBoundingClientRect();
      lookAt(stage, (100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    });
    slider.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, -5], ArrowDown: [0, 5] }[event.key];
      if (!steps || !event.shiftKey) return;
      event.preventDefault();
      lookAt(stage, lookedAt(stage, "--x") + steps[0], lookedAt(stage, "--y") + steps[1]);
    });
    for (const button of card.querySelectorAll(".figures button")) {
      button.addEventListener("click", () => {
        right.value = button.closest("tr").dataset.key;
        show();
      });
    }
  }

  const step = (by) => {
    const visible = cards.filter((card) => !card.hidden);
    const here = visible.findIndex((card) => card.contains(document.activeElement));
    const next = visible[here < 0 ? 0 : Math.min(Math.max(here + by, 0), visible.length - 1)];
    if (!next) return;
    next.querySelector(".slider").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (/^[1-9]$/.test(event.key) && event.key <= right.options.length) {
      right.selectedIndex = event.key - 1;
      show();
    }
  });

  for (const select of [left, right]) select.addEventListener("change", show);
  for (const select of [order, right, sets]) if (select) select.addEventListener("change", arrange);
  zoom.addEventListener("change", () => grid.style.setProperty("--zoom", zoom.value));
  large.addEventListener("change", () => grid.classList.toggle("large", large.checked));

  /* What no image has, such as masks, is no choice. */
  const start = (select, key) => {
    for (const option of [...select.options]) {
      if (!grid.querySelector(`.layer[data-key="${option.value}"]`)) option.remove();
    }
    select.value = key;
    if (select.selectedIndex < 0) select.selectedIndex = select.options.length - 1;
  };
  start(left, grid.dataset.left);
  start(right, grid.dataset.right);
  for (const extra of [byId("bar"), byId("keys")]) extra.hidden = cards.length === 0;
  show();
  arrange();
})();
