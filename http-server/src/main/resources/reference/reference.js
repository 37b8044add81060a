"use strict";
(async () => {
  const METHODS = ["get", "head", "post", "put", "patch", "delete"];
  const SERVED_BY = { ingest: "ingest-api", query: "query-service", every: "every server" };
  const main = document.querySelector("main");

  /* Builds an element; children are nodes or text, never markup. */
  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    for (const child of children.flat(Infinity)) if (child !== null && child !== undefined) node.append(child);
    return node;
  };

  let api;
  try {
    const answer = await fetch("/openapi.json");
    if (!answer.ok) throw new Error("status " + answer.status);
    api = await answer.json();
  } catch (failure) {
    document.getElementById("state").textContent = "/openapi.json could not be loaded: " + failure.message;
    return;
  }

  const resolve = (node) => {
    while (node && node.$ref) node = node.$ref.slice(2).split("/").reduce((at, key) => at[key], api);
    return node;
  };
  const nameOf = (schema) => (schema && schema.$ref ? schema.$ref.split("/").pop() : null);

  /* The little of Markdown that the document uses: paragraphs, `code`, **bold**, *stress*, [links](…). */
  const inline = (text) => text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)]+\))/).map((part) => {
    if (part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    if (part.startsWith("**")) return el("strong", {}, part.slice(2, -2));
    if (part.startsWith("*") && part.length > 2) return el("em", {}, part.slice(1, -1));
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    return link ? el("a", { href: link[2] }, link[1]) : part;
  });
  const prose = (text) => (text || "").trim().split(/\n\s*\n/).filter(Boolean).map((p) => el("p", {}, inline(p)));

  const typeOf = (schema) => {
    const name = nameOf(schema);
    schema = resolve(schema) || {};
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.oneOf) return schema.oneOf.map(typeOf).join(" or ");
    if (schema.type === "array") return "array of " + typeOf(schema.items);
    const type = [].concat(schema.type || "any").join(" or ");
    return name ? name + (schema.properties ? "" : " (" + type + ")") : type;
  };
  const bounds = (schema) => {
    schema = resolve(schema) || {};
    const said = [];
    const range = (min, max, unit) => {
      if (min !== undefined && max !== undefined) said.push(`${min}..${max}${unit}`);
      else if (max !== undefined) said.push(`≤ ${max}${unit}`);
      else if (min !== undefined) said.push(`≥ ${min}${unit}`);
    };
    range(schema.minLength, schema.maxLength, " characters");
    range(schema.minimum, schema.maximum, "");
    range(schema.minItems, schema.maxItems, " items");
    if (schema.enum && schema.enum.length <= 12) said.push("one of " + schema.enum.join(", "));
    if (schema.default !== undefined) said.push("default " + schema.default);
    return said.join("; ");
  };

  const typeCell = (schema) => {
    const limits = bounds(schema);
    return el("td", { class: "type" }, typeOf(schema), limits ? [el("br"), limits] : null);
  };
  const inner = (schema) => {
    schema = resolve(schema) || {};
    if (schema.type === "array") return inner(schema.items);
    return schema.properties ? schema : null;
  };
  const fields = (schema, depth = 0) => {
    const required = new Set(schema.required || []);
    const rows = Object.entries(schema.properties).map(([name, property]) => {
      const below = depth < 4 ? inner(property) : null;
      return el("tr", {},
        el("td", {}, el("code", {}, name), required.has(name) ? el("span", { class: "must" }, "always") : null),
        typeCell(property),
        el("td", {}, prose((resolve(property) || {}).description),
          below ? el("details", {}, el("summary", {}, "fields"), fields(below, depth + 1)) : null));
    });
    return el("table", {}, rows);
  };
  const shape = (schema) => {
    const object = inner(schema);
    return [el("p", { class: "type" }, typeOf(schema)), object ? fields(object) : null];
  };
  const sample = (content) => {
    const value = content.example !== undefined ? content.example
      : content.examples ? Object.values(content.examples)[0].value : undefined;
    if (value === undefined) return null;
    return el("pre", {}, el("code", {}, typeof value === "string" ? value.trimEnd() : JSON.stringify(value, null, 2)));
  };

  const parametersOf = (path, operation) => (api.paths[path].parameters || []).concat(operation.parameters || []).map(resolve);
  const parameterTable = (parameters) => el("table", {}, parameters.map((p) => el("tr", {},
    el("td", {}, el("code", {}, p.name), p.required ? el("span", { class: "must" }, "required") : null),
    el("td", { class: "type" }, p.in), typeCell(p.schema), el("td", {}, prose(p.description)))));

  const curl = (method, path, operation) => {
    const quote = (text) => "'" + text.replaceAll("'", "'\\''") + "'";
    const values = { user: "ada", session: "s-1", message: "m-1", position: "3:1842" };
    let target = path.replace(/\{(\w+)\}/g, (whole, name) => values[name] || name);
    const query = parametersOf(path, operation).filter((p) => p.in === "query" && p.required);
    if (query.length) target += "?" + query.map((p) => p.name + "=" + encodeURIComponent(p.example || "engine")).join("&");
    const lines = ["curl" + (method === "get" ? "" : " -X " + method.toUpperCase()) + " " + quote(location.origin + target)];
    const body = operation.requestBody;
    if (body) {
      const [type, content] = Object.entries(body.content).find(([, c]) => c.example !== undefined) || Object.entries(body.content)[0];
      lines.push("  -H " + quote("Content-Type: " + type));
      const example = content.example;
      lines.push("  --data-binary " + quote(example === undefined ? "…" : typeof example === "string" ? example.trimEnd() : JSON.stringify(example)));
    }
    return lines.join(" \\\n");
  };

  const article = (method, path, operation) => {
    const parameters = parametersOf(path, operation);
    const body = operation.requestBody;
    return el("article", { id: operation.operationId },
      el("h3", {}, el("a", { href: "#" + operation.operationId }, operation.summary)),
      el("div", { class: "target" },
        el("span", { class: "method " + method.toUpperCase() }, method.toUpperCase()), el("code", {}, path),
        el("span", { class: "by" }, "served by " + SERVED_BY[operation["x-served-by"]])),
      prose(operation.description),
      parameters.length ? [el("h4", {}, "Parameters"), parameterTable(parameters)] : null,
      body ? [el("h4", {}, "Body"), Object.entries(body.content).map(([type, content], i) => {
        const shown = [shape(content.schema), sample(content)];
        return i === 0 ? [el("p", {}, el("code", {}, type)), shown]
          : el("details", {}, el("summary", {}, type), shown);
      })] : null,
      el("h4", {}, "Try it"), el("pre", {}, el("code", {}, curl(method, path, operation))),
      el("h4", {}, "Answers"),
      el("table", {}, Object.entries(operation.responses).map(([status, response]) => {
        response = resolve(response);
        const headers = Object.entries(response.headers || {});
        const contents = Object.entries(response.content || {});
        return el("tr", {}, el("td", {}, el("code", {}, status)), el("td", {}, prose(response.description),
          headers.length ? el("details", {}, el("summary", {}, "headers"), el("table", {}, headers.map(([name, header]) =>
            el("tr", {}, el("td", {}, el("code", {}, name)), el("td", {}, prose(resolve(header).description)))))) : null,
          contents.map(([type, content]) => el("details", {}, el("summary", {}, type), shape(content.schema), sample(content)))));
      })),
      operation["x-errors"] ? [el("h4", {}, "Errors"), el("p", { class: "codes" },
        operation["x-errors"].map((code) => el("a", { href: "#" + code }, el("code", {}, code))))] : null);
  };

  const links = document.getElementById("links");
  const entry = (id, text, method) => el("li", {}, el("a", { href: "#" + id },
    method ? el("span", { class: "method " + method }, method) : null, text));
  main.replaceChildren(el("h1", {}, api.info.title + " API", el("small", {}, "version " + api.info.version)),
    prose(api.info.description), el("p", {}, el("a", { href: "/openapi.json" }, "OpenAPI " + api.openapi + " document")));
  for (const tag of api.tags) {
    const section = el("section", { id: "tag-" + tag.name }, el("h2", {}, tag.name), prose(tag.description));
    const list = el("ul");
    for (const [path, item] of Object.entries(api.paths)) {
      for (const method of METHODS) {
        if (item[method] && item[method].tags[0] === tag.name) {
          section.append(article(method, path, item[method]));
          list.append(entry(item[method].operationId, item[method].summary, method.toUpperCase()));
        }
      }
    }
    main.append(section);
    links.append(el("section", {}, el("h2", {}, tag.name), list));
  }
  main.append(el("section", { id: "errors" }, el("h2", {}, "Errors"),
    prose("Every error is an RFC 9457 problem with one of these codes. A code that is *retryable* may succeed later, unchanged."),
    el("table", {}, el("tr", {}, ["code", "status", "what happened", "what to do"].map((h) => el("th", {}, h))),
      api["x-error-codes"].map((e) => el("tr", { id: e.code }, el("td", {}, el("code", {}, e.code)),
        el("td", {}, String(e.status), e.retryable ? el("div", { class: "type" }, "retryable") : null),
        el("td", {}, e.title), el("td", {}, e.advice))))));
  links.append(el("section", {}, el("h2", {}, "More"), el("ul", {}, entry("errors", "Error catalogue"))));

  document.getElementById("filter").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const item of links.querySelectorAll("li")) {
      const target = document.getElementById(item.firstChild.getAttribute("href").slice(1));
      const path = target.querySelector(".target");
      item.hidden = !(item.textContent + (path ? path.textContent : "")).toLowerCase().includes(wanted);
    }
  });
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
})();
