// A network between browser and desk: what DevTools emulate begins when a connection is
// there, but a first visit pays for its connections too.
import { connect, createServer } from "node:net";

// slowly gives { url, stop }: the desk at an address behind a line with a round trip of
// `latency` ms and `throughput` bytes a second for all connections together. Each
// connection costs one round trip more before its first byte, as TCP's does; `rounds`
// says how many where TLS comes with it.
export async function slowly(url, { latency, throughput, rounds = 1 }) {
  let free = 0; // when the line has sent all that it was given
  const open = new Set();
  const server = createServer((near) => {
    const far = connect(new URL(url).port, "127.0.0.1");
    const begins = performance.now() + rounds * latency;
    for (const socket of [near, far]) {
      open.add(socket.setNoDelay());
      socket.on("error", () => {}).on("close", () => { open.delete(socket); near.destroy(); far.destroy(); });
    }
    near.on("data", (bytes) => later(Math.max(begins, performance.now()) + latency / 2, () => far.write(bytes)));
    far.on("data", (bytes) => {
      free = Math.max(free, performance.now()) + 1_000 * bytes.length / throughput;
      later(free + latency / 2, () => near.write(bytes));
    });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => { server.close(); for (const socket of open) socket.destroy(); },
  };
}

const later = (at, act) => setTimeout(act, at - performance.now());
