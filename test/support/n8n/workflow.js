module.exports = globalThis.sharedN8n.workflow;
