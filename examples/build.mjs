// Bundles the examples that are made with a framework, each into `out/NAME`. What the reader loads lies beside the bundle,
// because esbuild leaves `new URL("…", import.meta.url)` as it is.
import { cp, readdir, readFile } from "node:fs/promises";
import { build } from "esbuild";
import { compile, compileModule } from "svelte/compiler";

const EXAMPLES = { react: "main.jsx", vue: "main.js", svelte: "main.js", angular: "main.ts" };
const READER = "node_modules/dateline-reader";

const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    const compiled = (make) => async ({ path }) => {
      const { js } = make(await readFile(path, "utf8"), { filename: path, generate: "client", dev: false });
      return { contents: js.code };
    };
    onLoad({ filter: /\.svelte$/ }, compiled(compile));
    onLoad({ filter: /\.svelte\.js$/ }, compiled(compileModule));
  },
};

for (const [name, entry] of Object.entries(EXAMPLES)) {
  await build({
    entryPoints: [`${name}/${entry}`],
    outdir: `out/${name}`,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    conditions: name === "svelte" ? ["svelte", "browser"] : ["browser"],
    define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    plugins: [svelte],
    logLevel: "warning",
  });
  await cp(`${name}/index.html`, `out/${name}/index.html`);
  for (const file of await readdir(READER)) {
    if (file.endsWith(".wasm") || file === "words") await cp(`${READER}/${file}`, `out/${name}/${file}`, { recursive: true });
  }
}
