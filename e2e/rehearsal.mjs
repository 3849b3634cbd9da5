// A rehearsal of the night of 2024, on the map: the real program on a file of its own,
// and what it published.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { program, started } from "./desk.mjs";

// startRehearsal prepares the night from the data's folder, all of it or some contests by
// id, and serves it.
export async function startRehearsal(data, only) {
  const folder = mkdtempSync(join(tmpdir(), "desk-e2e-"));
  const db = join(folder, "rehearsal.db");
  await promisify(execFile)(program(), ["rehearse", "prepare", "-db", db, "-results", join(data, "uk-ge2024"),
    "-map", join(data, "uk-hexmap", "uk-constituencies-2023.hexjson"), ...(only ? ["-only", only.join(), "-crew", "4", "-publish", "running"] : [])]);
  const desk = await started({
    folder, ready: /msg=serving .*?\b(?:desk|addr)=(\S+)/,
    args: (addr) => ["serve", "-db", db, "-addr", addr, "-election-clock", "2024-07-04T21:59:58+01:00", "-speed", "60"],
  });

  // play plays it as fast as the desk accepts and gives the report; it fails with the
  // report where the rehearsal did.
  desk.play = async (viewers) => {
    const { stdout } = await promisify(execFile)(program(),
      ["rehearse", "play", "-desk", desk.url, "-people", `${db}.people.json`, "-speed", "max", "-viewers", String(viewers), "-published", db], { maxBuffer: 1 << 24 });
    return stdout.slice(stdout.indexOf("REHEARSAL:"));
  };

  // published gives every bulletin of a topic by its revision.
  desk.published = async (topic) => {
    const all = new Map();
    const rows = spawn("sqlite3", ["-readonly", "-cmd", ".timeout 5000", db, `SELECT CAST(bytes AS TEXT) FROM bulletin WHERE topic = '${topic}'`]);
    for await (const line of createInterface({ input: rows.stdout })) {
      const bulletin = JSON.parse(line);
      all.set(bulletin.revision, bulletin);
    }
    return all;
  };
  return desk;
}
