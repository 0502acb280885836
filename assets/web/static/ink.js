// The ink is set before the first paint, so that a dark room sees no white flash.
try {
	const ink = localStorage.getItem("ink");
	if (ink === "light" || ink === "dark") document.documentElement.dataset.ink = ink;
} catch (_) { /* no storage: the system's ink */ }
