// A desk of a journey's own: the real program on a fresh file and a free port.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const passphrase = "count the papers twice";
export const clerk = "returning-officer-clerk";

const demoPack = fileURLToPath(new URL("../cmd/desk/demo/pack", import.meta.url));

// startDemo runs `desk demo` and returns when its card is there.
export function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), "desk-e2e-"));
  return started({ folder, args: (addr) => ["demo", "-addr", addr, "-db", join(folder, "desk.db")], ready: /Watch\s+(http:\S+?)\/contests[\s\S]*The database is/ });
}

// startDesk imports a pack, lets two officers, a clerk and those in `also` (name, role
// and, where not all, contests) sign in, and runs `desk serve`. Without a pack of its own a journey gets the
// demo's election, with a poll that closed yesterday: a quiet desk on which nothing
// happens by itself.
// localhost gives it a name for which browsers make passkeys.
export async function startDesk({ pack = closedPack, also = [], localhost = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "desk-e2e-"));
  const db = join(folder, "desk.db");
  pack(join(folder, "pack"));
  run("import", "-db", db, join(folder, "pack"));
  for (const [name, role, contests] of [["officer-1", "count-officer"], ["officer-2", "count-officer"], [clerk, "returning-officer"], ...also]) {
    execFileSync(program(), ["officer", "add", "-db", db, "-role", role, ...(contests ? ["-contests", contests] : []), "-stdin", name], { input: passphrase });
  }
  const port = localhost ? await freePort() : 0;
  const args = (addr) => ["serve", "-db", db, ...(localhost ? ["-addr", `127.0.0.1:${port}`, "-origin", `http://localhost:${port}`] : ["-addr", addr])];
  return started({ folder, args, ready: /msg=serving .*?\b(?:desk|addr)=(\S+)/, name: localhost && `http://localhost:${port}` });
}

// closedPack writes the demo's election with a poll that closed yesterday, openPack
// with one that closes tomorrow.
export const closedPack = (folder) => packOf(folder, dayFromNow(-1));
export const openPack = (folder) => packOf(folder, dayFromNow(1));

// packOf copies the demo's pack, moved to another day, with what else changes in
// election.json.
export function packOf(folder, date, election = {}) {
  cpSync(demoPack, folder, { recursive: true });
  const file = join(folder, "election.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file)), date, ...election }));
}

export const dayFromNow = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// started runs the program with arguments and gives the desk when it says that it is ready.
export async function started({ folder, args, ready, name }) {
  let child, gone;
  const desk = {
    folder,

    // factors are the second factors that people have set up, by name.
    factors: {},

    // card is what the program has printed so far.
    card: "",
    url: "",

    // start returns when the desk answers; after the first time on the same port.
    start() {
      const addr = desk.url ? new URL(desk.url).host : "127.0.0.1:0";
      desk.card = "";
      child = spawn(program(), args(addr), { stdio: ["ignore", "pipe", "pipe"] });
      gone = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
      return new Promise((resolve, reject) => {
        const read = (text) => {
          desk.card += text;
          const found = desk.card.match(ready);
          if (!found) return;
          desk.url = name || (found[1].startsWith("http") ? found[1] : `http://${found[1]}`);
          resolve(desk);
        };
        child.stdout.setEncoding("utf8").on("data", read);
        child.stderr.setEncoding("utf8").on("data", read);
        gone.then((why) => reject(new Error(`the desk ended with ${why}:\n${desk.card}`)));
      });
    },

    // invite makes an invitation and gives its address.
    invite: (name) => run("officer", "invite", "-db", join(folder, "desk.db"), "-url", desk.url, name).match(/http:\S+/)[0],

    // later moves a time of all open sessions back, as if so many minutes had passed.
    later: (minutes, column = "used_at") => execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(folder, "desk.db"), `UPDATE session SET ${column} = ${column} - ${minutes * 60_000}`]),

    // kill ends the desk as a power cut would.
    kill() {
      child.kill("SIGKILL");
      return gone;
    },

    // stop ends the desk as its owner would and takes its files away.
    async stop() {
      child.kill("SIGTERM");
      const why = await gone;
      rmSync(folder, { recursive: true });
      if (why !== 0 && why !== "SIGKILL") throw new Error(`the desk ended with ${why}:\n${desk.card}`);
    },
  };
  return desk.start();
}

function run(...args) {
  return execFileSync(program(), args, { encoding: "utf8" });
}

// program is the desk's binary: the one that e2e/run built, or one built now.
export function program() {
  if (!process.env.DESK) {
    const folder = mkdtempSync(join(tmpdir(), "desk-e2e-"));
    process.on("exit", () => rmSync(folder, { recursive: true }));
    execFileSync("go", ["build", "-o", join(folder, "desk"), "./cmd/desk"], { cwd: new URL("..", import.meta.url) });
    process.env.DESK = join(folder, "desk");
  }
  return process.env.DESK;
}
