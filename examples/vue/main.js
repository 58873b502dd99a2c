import "dateline-reader/define";
import { createApp, h, ref } from "vue";

// In templates, tell Vue's compiler: isCustomElement: (tag) => tag === "dateline-reader".
const App = {
  setup() {
    const opened = ref("nothing yet");
    const onOpen = (event) => (opened.value = event.detail.headline);
    return () =>
      h("main", [
        h("h1", "The Harbour Gazette"),
        h("dateline-reader", { id: "main", src: "https://paper.example/stories.json", "onDateline-open": onOpen }, [
          h("a", { href: "https://paper.example/" }, "All our stories"),
        ]),
        h("output", { id: "opened" }, opened.value),
      ]);
  },
};

createApp(App).mount("#app");
