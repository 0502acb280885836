// Reads a list of flowcharts from the standard input as Mermaid does, and writes
// of each what it would show, or why it refuses. The argument is the folder of
// Node packages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.argv[2] + "/");
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(require.resolve("mermaid")).href);
mermaid.initialize({ startOnLoad: false, maxEdges: 10000, maxTextSize: 10000000 });

// decode is what Mermaid does before it draws a label.
const decode = (text) => {
  const area = window.document.createElement("textarea");
  area.innerHTML = text.replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";");
  return area.value;
};
const list = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const vertices = [...db.getVertices().values()].map((v) => ({ ID: v.id, Text: decode(v.text) }));
    list.push({ Vertices: vertices, Edges: db.getEdges().map((e) => ({ Start: e.start, End: e.end, Text: decode(e.text) })) });
  } catch (e) {
    list.push({ Error: String(e.message) });
  }
}
process.stdout.write(JSON.stringify(list));
