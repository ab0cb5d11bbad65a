// How the server is started: the setting, the environment of the folder, or the PATH.
"use strict";

const path = require("node:path");

/**
 * Return the command that starts the server.
 *
 * @param {string[]} setting what `planlint.command` says; empty for nothing
 * @param {string[]} folders the folders of the workspace
 * @param {(file: string) => boolean} isFile
 * @param {string} platform as `process.platform` has it
 * @returns {{command: string, args: string[]}}
 */
function serverCommand(setting, folders, isFile, platform) {
  if (setting.length > 0) {
    return { command: setting[0], args: setting.slice(1) };
  }
  const inside = platform === "win32" ? ["Scripts", "planlint.exe"] : ["bin", "planlint"];
  for (const folder of folders) {
    const file = path.join(folder, ".venv", ...inside);
    if (isFile(file)) {
      return { command: file, args: ["lsp"] };
    }
  }
  return { command: "planlint", args: ["lsp"] };
}

module.exports = { serverCommand };
