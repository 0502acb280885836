Config.passages.nobr = true;
Config.history.maxStates = 100;
State.prng.init();

// next gives the passage to go to: the scene itself, or first an inject whose
// time has come. Each inject comes in at most once; its "#return" goes on to the
// scene that waits longest last.
setup.next = function (to) {
  const v = State.variables;
  if (to === "#return") {
    to = v[setup.due].length > 0 ? v[setup.due].pop() : State.passage;
  }
  const inject = setup.injects.find((i) => i.scene !== to && !v[setup.fired].includes(i.scene) && i.when(v));
  if (inject === undefined) {
    return to;
  }
  v[setup.fired].push(inject.scene);
  v[setup.due].push(to);
  return inject.scene;
};

// roll is the dice of a chance, from 1 to 100.
setup.roll = function () {
  return random(1, 100);
};

// count says how many of its arguments hold.
setup.count = function (...list) {
  return list.filter(Boolean).length;
};

// digits writes a whole number with commas between thousands.
setup.digits = function (n) {
  return String(Number(n)).replace(/\B(?=(\d{3})+$)/g, ",");
};

// word is a value as the reader calls it.
setup.word = function (name, value) {
  return setup.words[name][value];
};

// note opens a page above the scene.
setup.note = function (passage, title) {
  Dialog.setup(title, "note");
  Dialog.wiki(Story.get(passage).text.replace(/\n+/g, " "));
  Dialog.open();
};

// Choices stand in an order of their own in each play.
$(document).on(":passagerender", function (event) {
  $(event.content).find(".shuffled").each(function () {
    const items = $(this).children().toArray();
    for (let i = items.length - 1; i > 0; i--) {
      const j = Math.floor(State.random() * (i + 1));
      [items[i], items[j]] = [items[j], items[i]];
    }
    $(this).append(items);
  });
});
