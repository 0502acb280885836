// Keeps a page up to date: the part in #view comes anew with each event. The page
// is complete without this; with it nobody has to load it again.
(() => {
	"use strict";
	const root = document.documentElement;
	const view = document.getElementById("view");
	const line = document.getElementById("line");
	const news = document.getElementById("news");
	const silence = 25000; // the server beats every ten seconds
	const longest = 4000; // between two tries
	let source = null, again = 0, tries = 0, heard = 0, painted = performance.now();

	// The line to the server.
	function open() {
		clearTimeout(again);
		again = 0;
		heard = performance.now();
		source = new EventSource(view.dataset.events);
		source.addEventListener(view.dataset.event, (e) => { alive(); paint(e.data); });
		source.addEventListener("beat", alive);
		source.addEventListener("bye", lost);
		source.addEventListener("error", lost);
	}

	function alive() {
		heard = performance.now();
		tries = 0;
		line.textContent = line.dataset.live;
		line.dataset.state = "live";
	}

	function lost() {
		if (again) return;
		source.close();
		line.textContent = line.dataset.away;
		line.dataset.state = "away";
		const wait = Math.min(longest, 250 * 2 ** tries) * (0.75 + Math.random() / 2);
		tries++;
		again = setTimeout(open, wait);
	}

	setInterval(() => { if (!again && performance.now() - heard > silence) lost(); }, 5000);
	addEventListener("online", () => { if (again) open(); });
	addEventListener("pagehide", () => { clearTimeout(again); again = 1; source.close(); });
	addEventListener("pageshow", (e) => { if (e.persisted) open(); });

	// A server with other pages than this one was loaded from: take those, but not
	// over and over where two servers differ.
	function renew() {
		try {
			if (Date.now() - Number(sessionStorage.getItem("renewed") || 0) < 30000) return;
			sessionStorage.setItem("renewed", String(Date.now()));
		} catch (_) { return; }
		location.reload();
	}

	function paint(html) {
		const box = document.createElement("template");
		box.innerHTML = html;
		const next = box.content.firstElementChild;
		if (next.dataset.build !== root.dataset.build) renew();
		const focus = view.contains(document.activeElement) && document.activeElement.id;
		const scroll = document.getElementById("scroll");
		const left = scroll ? scroll.scrollLeft : 0;
		view.replaceChildren(box.content);
		painted = performance.now();
		if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
		if (left) document.getElementById("scroll")?.scrollTo(left, 0);
		tell();
		turn(0);
		renewForms();
	}

	// What can be done changes with the room. The forms are taken anew as soon as
	// nobody is filling one in.
	let asking = false;
	async function renewForms() {
		const forms = document.getElementById("actions"), now = view.firstElementChild?.dataset.forms;
		if (!forms || !now || now === forms.dataset.forms || asking) return;
		const typing = [...forms.querySelectorAll("input, textarea, select")].some((e) =>
			e === document.activeElement || (e.type === "checkbox" ? e.checked : e.tagName !== "SELECT" && e.value !== e.defaultValue));
		if (typing) return;
		asking = true;
		try {
			const page = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
			const next = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("actions");
			if (!next) { location.reload(); return; }
			const focus = forms.contains(document.activeElement) && document.activeElement.value;
			forms.replaceWith(next);
			if (focus) [...next.querySelectorAll("button")].find((b) => b.value === focus)?.focus();
			once();
		} catch (_) { /* the line is down: with the next event */ }
		asking = false;
	}
	setInterval(renewForms, 3000);

	function tell() {
		const said = view.firstElementChild?.dataset.news;
		if (news && said && news.textContent !== said) news.textContent = said;
	}

	// Clocks.
	function written(ms) {
		const s = Math.floor(Math.max(ms, 0) / 1000), two = (n) => String(n).padStart(2, "0");
		return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
	}

	function tick() {
		const since = performance.now() - painted;
		for (const e of view.querySelectorAll("[data-ticking=true]")) {
			const ms = e.dataset.left ? Number(e.dataset.left) - since : Number(e.dataset.ran) + since;
			const text = written(ms);
			if (e.textContent !== text) e.textContent = text;
		}
	}
	setInterval(tick, 250);

	// Lists that are longer than the wall is high are shown in turn.
	let at = 0, held = false;
	const lengths = { pages: 45, takes: 16 };
	function turn(by) {
		for (const list of view.querySelectorAll("[data-page]")) {
			const most = matchMedia("(max-width: 50rem)").matches ? Infinity : lengths[list.dataset.page] || Infinity;
			const pages = Math.max(1, Math.ceil(list.children.length / most));
			at = ((at + by) % pages + pages) % pages;
			[...list.children].forEach((e, i) => { e.hidden = most !== Infinity && Math.floor(i / most) !== at; });
			const pager = list.closest("section")?.querySelector(".pager");
			if (pager) pager.textContent = pages > 1 ? `${at + 1}/${pages}${held ? " =" : ""}` : "";
		}
	}
	setInterval(() => { if (!held) turn(1); }, 12000);

	// Keys and buttons.
	function ink() {
		const dark = root.dataset.ink ? root.dataset.ink === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
		root.dataset.ink = dark ? "light" : "dark";
		try { localStorage.setItem("ink", root.dataset.ink); } catch (_) { /* for this page only */ }
	}
	function full() {
		if (document.fullscreenElement) document.exitFullscreen();
		else root.requestFullscreen?.().catch(() => {});
	}
	const buttons = { ink, full };
	for (const [id, act] of Object.entries(buttons)) {
		const b = document.getElementById(id);
		if (!b || id === "full" && !document.fullscreenEnabled) continue;
		b.hidden = false;
		b.addEventListener("click", act);
	}
	const keys = {
		l: () => document.getElementById("lang").click(), d: ink, f: full,
		ArrowRight: () => { held = true; turn(1); }, ArrowLeft: () => { held = true; turn(-1); },
		p: () => { held = !held; turn(0); },
	};
	addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.closest?.("input, textarea, select, .scroll")) return;
		const act = keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
		if (!act) return;
		e.preventDefault();
		act();
	});

	// A form is sent once, however often its button is pressed.
	function once() {
		for (const form of document.querySelectorAll("form:not([data-once])")) {
			form.dataset.once = "yes";
			form.addEventListener("submit", (e) => {
				if (form.dataset.sent) e.preventDefault();
				form.dataset.sent = "yes";
			});
		}
	}
	once();
	addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form")) delete form.dataset.sent; });

	tell();
	turn(0);
	open();
})();
