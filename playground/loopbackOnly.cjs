// Preloaded into n8n: refuses every look-up and connection that would leave this machine, and notes it in a file, so that a test can
// tell that there was none. Ends n8n when whoever started it has ended.
const dns = require('node:dns');
const net = require('node:net');
const { appendFileSync } = require('node:fs');

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|0\.0\.0\.0)$/;

function refusal(host) {
	const file = process.env.PLAYGROUND_REFUSED_HOSTS;
	if (file) appendFileSync(file, `${host}\n`);
	return Object.assign(new Error(`The playground does not leave this machine: ${host}`), { code: 'ENOTFOUND' });
}

const lookup = dns.lookup;
dns.lookup = function (host, options, callback) {
	const done = callback ?? options;
	if (LOOPBACK.test(host)) return lookup.call(dns, host, options, callback);
	return process.nextTick(() => done(refusal(host)));
};

const promised = dns.promises.lookup;
dns.promises.lookup = async (host, options) => {
	if (!LOOPBACK.test(host)) throw refusal(host);
	return await promised.call(dns.promises, host, options);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
	// Node.js hands its own normalized arguments on as one array.
	const [first] = Array.isArray(args[0]) ? args[0] : args;
	const host =
		typeof first === 'object' && first !== null ? first.host : typeof args[1] === 'string' ? args[1] : undefined;
	if (host && net.isIP(host) && !LOOPBACK.test(host)) {
		process.nextTick(() => this.destroy(refusal(host)));
		return this;
	}
	return connect.apply(this, args);
};

if (process.env.PLAYGROUND_LIFELINE === 'stdin') {
	// n8n's own children have other standard inputs.
	delete process.env.PLAYGROUND_LIFELINE;
	process.stdin.once('end', () => process.kill(process.pid, 'SIGKILL')).resume();
}
