const { dest, src } = require('gulp');

/** Copies what TypeScript leaves out into dist: the icons and the codex files. */
function copyAssets() {
	return src(['nodes/**/*.svg', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.build = copyAssets;
exports.default = copyAssets;
