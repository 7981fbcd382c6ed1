module.exports = globalThis.sharedN8n.core;
