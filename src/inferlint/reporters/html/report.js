
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const by = (id) => document.getElementById(id);

  // A link may lead into a folded article.
  const reveal = () => {
    const target = by(location.hash.slice(1));
    const fold = target && target.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  const table = document.querySelector(".scroll table");
  if (!table) return;
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const FIRST = 3;
  const items = [...body.rows].map((row, order) => ({
    row, order,
    article: by(row.querySelector("a").hash.slice(1)),
    said: [...row.cells].map((cell) => cell.textContent.trim()),
  }));
  const states = [...by("by-state").options].map((option) => option.value).slice(1);

  // Checks sort by how bad they came out, required ones by their share, the rest by its letters.
  const worth = (column, said) => {
    if (column === 0) return said;
    if (column === 2) { const [good, all] = said.split(" of "); return all > 0 ? good / all : 1; }
    return said ? states.indexOf(said) : states.length;
  };
  const sort = (column, down) => {
    const sign = down ? -1 : 1;
    items.sort((a, b) => {
      const [x, y] = [worth(column, a.said[column]), worth(column, b.said[column])];
      return x < y ? -sign : x > y ? sign : a.order - b.order;
    });
    body.append(...items.map((item) => item.row));
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(column, down);
    });
  });

  const inputs = ["by-check", "by-state", "by-verdict", "by-path"].map(by);
  const filter = () => {
    const [check, state, verdict, path] = inputs.map((input) => input.value);
    const at = check ? FIRST - 1 + Number(check) : 0;
    let shown = 0;
    for (const { row, article, said } of items) {
      const asked = at ? [said[at]] : said.slice(FIRST);
      const fits = asked.some((one) => (state ? one === state : !at || one))
        && (!verdict || said[1] === verdict)
        && said[0].toLowerCase().includes(path.trim().toLowerCase());
      row.hidden = article.hidden = !fits;
      shown += fits;
    }
    by("shown").textContent = `${shown} of ${items.length} articles`;
  };
  inputs.forEach((input) => input.addEventListener("input", filter));
  by("clear").addEventListener("click", () => {
    inputs.forEach((input) => { input.value = ""; });
    filter();
  });
  filter();

  // A shortcut for the mouse; the keyboard goes by the link of the article.
  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td[class]");
    if (!cell) return;
    const article = cell.parentElement.querySelector("a").hash;
    location.hash = cell.cellIndex < FIRST ? article : `${article}c${cell.cellIndex - FIRST + 1}`;
  });

  const fold = (open) => () => items.forEach((item) => { item.article.open = open && !item.article.hidden; });
  by("open").addEventListener("click", fold(true));
  by("close").addEventListener("click", fold(false));
})();
