// The night of 2024 on the public side alone, whose results come when a journey says
// so: what web/pushed_test.go serves.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// without is why there is no such night on this machine; false where there is one.
export const data = process.env.DESK_TESTDATA ?? fileURLToPath(new URL("../../shared/data", import.meta.url));
export const without = !existsSync(data) && `the real data is not at ${data}`;

// startPushed gives { url, push, stop }; push takes the query of the address /pushed
// and gives the seat that changed last.
export async function startPushed() {
  const folder = mkdtempSync(join(tmpdir(), "desk-e2e-")), program = join(folder, "web.test");
  const web = fileURLToPath(new URL("../web", import.meta.url));
  execFileSync("go", ["test", "-c", "-o", program, "."], { cwd: web });
  const child = spawn(program, ["-test.run", "^TestPushedNight$", "-test.timeout", "30m"],
    { cwd: web, env: { ...process.env, DESK_PUSHED: "1" }, stdio: ["pipe", "pipe", "inherit"] });
  let said = "";
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      const at = said.match(/pushed at (http:\S+)/);
      if (at) resolve(at[1]);
    });
    child.once("exit", () => reject(new Error(`no night to push: ${said}`)));
  });
  return {
    url,
    push: async (query) => (await fetch(`${url}/pushed?${query}`, { method: "POST" })).text(),
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}
