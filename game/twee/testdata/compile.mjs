// Reads Twee from the standard input as a Twine compiler does, and writes what it
// read as JSON: the story's facts, its passages, and the whole as one page of HTML
// with the story format. Arguments: the folder of Node packages, the format's file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, format] = process.argv.slice(2);
const require = createRequire(modules + "/");
const { parseTwee, parseStoryFormat, compileTwine2HTML } = await import(pathToFileURL(modules + "/extwee/index.js").href);
const warnings = [];
console.warn = (...list) => warnings.push(list.join(" "));
const story = parseTwee(readFileSync(0, "utf8"));
const html = compileTwine2HTML(story, parseStoryFormat(readFileSync(format, "utf8")));
const passages = story.passages.map((p) => ({ name: p.name, tags: p.tags, text: p.text }));
process.stdout.write(JSON.stringify({ name: story.name, ifid: story.IFID, format: story.format, start: story.start, script: story.storyJavaScript, warnings, passages, html }));
