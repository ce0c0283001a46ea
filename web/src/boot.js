// Runs first, inside index.html, where tools/finish_build.mjs puts it with the names of the build's files: asks for what
// this screen and this language need while the app itself is still on its way. On a slow line that saves three round
// trips. Nothing depends on it: without it, or with a wrong guess, the app asks for the same things later.
(function (files) {
	var root = document.documentElement;
	function add(path) {
		var link = document.createElement('link');
		link.rel = /\.css$/.test(path) ? 'stylesheet' : /\.svg$/.test(path) ? 'icon' : 'modulepreload';
		link.href = path;
		document.head.append(link);
	}
	var stored = {};
	try {
		stored = localStorage;
	} catch (e) {}
	var theme = stored['panoh-theme'];
	if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
	var language = [stored['panoh-language']].concat(navigator.languages || []).map(function (tag) {
		return String(tag).split('-')[0];
	}).find(function (code) {
		return files.languages[code];
	});
	root.lang = language || 'en';

	var screen = files.screens.find(function (one) {
		return new RegExp(one.path).test(location.pathname);
	});

	window.panohVersion = files.version;
	var early = (window.panohEarly = {});
	function ask(path) {
		early[path] = fetch(path, { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' });
		early[path].catch(function () {});
	}
	ask('/api/node');
	ask('/api/session');
	if (stored['panoh-signed-in'] && screen && !location.search)
		screen.asks.forEach(function (path) {
			ask(path.replace('*', location.pathname.split('/')[2]));
		});

	// After the questions: making the links takes an old phone a while.
	files.languages[root.lang].first.forEach(add);
	if (screen) screen.files.forEach(add);
	if (!screen || !screen.firstWords) add(files.languages[root.lang].later);
	addEventListener('load', function () {
		add('/mark.svg');
	});
})(/* files */);
