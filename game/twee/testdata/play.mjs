// Plays a compiled story in a browser without a screen, by clicking what a reader
// would click, and writes what came of it. The standard input is JSON:
//   { html, start, texts, runs: [{ variant, steps: [{ n } or { ticks: [n…] } or { roll }] }], vars: [name…] }
// and the answer is a list of runs: { passages: [name…], vars: {name: value}, errors: [text…], text, texts }.
// variant is the place of its link on the first page. A roll is what the dice of
// the next chance are to show.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.argv[2] + "/");
const { JSDOM, VirtualConsole } = require("jsdom");
const plan = JSON.parse(readFileSync(0, "utf8"));
const errors = [];
const quiet = new VirtualConsole();
quiet.on("jsdomError", (e) => {
  if (!/not implemented/i.test(e.message)) errors.push(e.message);
});
const alerts = [];
const dom = new JSDOM(plan.html, {
  runScripts: "dangerously", url: "http://localhost/story.html", pretendToBeVisual: true, virtualConsole: quiet,
  beforeParse(window) {
    // SugarCube waits 40 ms before it turns a page, for the eye.
    const later = window.setTimeout;
    window.setTimeout = (f, ms, ...args) => later(f, ms <= 50 ? 0 : ms, ...args);
    window.alert = (text) => alerts.push(text);
    window.scroll = window.scrollTo = () => {};
    window.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {} });
  },
});
const { window } = dom;
const tick = (ms) => new Promise((go) => setTimeout(go, ms));
for (let i = 0; i < 400 && !(window.SugarCube && window.document.querySelector("#passages .passage h1")); i++) await tick(25);
const { SugarCube, document } = window;
const { State, Engine, setup } = SugarCube;
// With a short memory a page is turned sooner, and what was visited long ago is
// still to be known.
SugarCube.Config.history.maxStates = 3;

const tags = () => SugarCube.Story.get(State.passage).tags;
const shown = () => document.querySelector("#passages .passage:last-child") ?? document.querySelector("#passages");
async function settle(before) {
  for (let i = 0; i < 2000 && (State.turns === before || Engine.state !== "idle"); i++) await tick(1);
}
function press(query) {
  const link = shown().querySelector(query);
  if (!link) throw new Error(`${State.passage}: nothing to press at ${query}: ${shown().textContent}`);
  link.click();
}
// on goes to the next passage, through what is said of the choice if anything is.
// Each link is pressed twice, as hasty readers do.
async function on(query, passages) {
  const turn = State.turns;
  const link = shown().querySelector(query);
  texts.push(shown().textContent);
  press(query);
  link.click();
  texts.push(shown().textContent);
  if (shown().querySelector("#decide > .feedback, #decide > ul.ticks")) {
    press("#decide > .way a");
    press("#decide > .way a");
  }
  await settle(turn);
  passages.push(State.passage);
}

const list = [];
let texts = [];
for (const run of plan.runs) {
  const passages = [];
  const out = { passages, errors: [], alerts: [] };
  list.push(out);
  try {
    let rolls = run.steps.filter((s) => s.roll !== undefined).map((s) => s.roll);
    setup.roll = () => rolls.shift();
    const steps = run.steps.filter((s) => s.roll === undefined);
    const ways = [...shown().querySelectorAll("p.way > a")];
    const turn = State.turns;
    ways[run.variant].click();
    ways[run.variant].click();
    await settle(turn);
    passages.push(State.passage);
    while (!tags().includes("ending")) {
      for (const e of shown().querySelectorAll(".error")) out.errors.push(State.passage + ": " + e.textContent);
      if (out.errors.length > 0 || passages.length > 1000) break;
      if (tags().includes("chance") || tags().includes("route")) {
        await on("#decide p.way[data-n] a", passages);
        continue;
      }
      const step = steps.shift();
      if (!step) throw new Error("no step left in " + State.passage);
      if (step.ticks) {
        for (const n of step.ticks) press(`ul.ticks > li[data-n="${n}"] input`);
        await on("#decide > p.way > a", passages);
      } else {
        await on(`ul.choices > li[data-n="${step.n}"] a`, passages);
      }
    }
    for (const e of shown().querySelectorAll(".error")) out.errors.push(State.passage + ": " + e.textContent);
    out.left = steps.length + rolls.length;
  } catch (e) {
    out.errors.push(String(e.message).slice(0, 600));
  }
  out.errors.push(...errors.splice(0), ...alerts.splice(0));
  out.vars = Object.fromEntries(plan.vars.map((name) => [name, State.variables[name]]));
  out.text = shown().textContent;
  out.pwned = window.pwned !== undefined;
  if (plan.texts) out.texts = texts;
  texts = [];
  // Begin anew: everything is as it was before the first passage.
  State.reset();
  for (const name of Object.keys(State.variables)) delete State.variables[name];
  window.jQuery.wiki ? window.jQuery.wiki(SugarCube.Story.get("StoryInit").processText()) : new SugarCube.Wikifier(null, SugarCube.Story.get("StoryInit").processText());
  const turn = State.turns;
  Engine.play(plan.start);
  await settle(turn);
}
process.stdout.write(JSON.stringify(list), () => process.exit(0));
