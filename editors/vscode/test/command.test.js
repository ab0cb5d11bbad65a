"use strict";

const assert = require("node:assert");
const path = require("node:path");
const test = require("node:test");
const { serverCommand } = require("../command");

const nothing = () => false;

test("the setting comes first", () => {
  assert.deepStrictEqual(serverCommand(["uvx", "planlint", "lsp"], ["/plan"], () => true, "linux"), {
    command: "uvx",
    args: ["planlint", "lsp"],
  });
});

test("then the environment of a folder", () => {
  const file = path.join("/b", ".venv", "bin", "planlint");
  assert.deepStrictEqual(serverCommand([], ["/a", "/b"], (name) => name === file, "linux"), {
    command: file,
    args: ["lsp"],
  });
});

test("on Windows it has another name", () => {
  assert.ok(serverCommand([], ["C:/a"], () => true, "win32").command.endsWith("planlint.exe"));
});

test("then the PATH", () => {
  assert.deepStrictEqual(serverCommand([], ["/a"], nothing, "linux"), { command: "planlint", args: ["lsp"] });
});
