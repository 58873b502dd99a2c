import "dateline-reader/define";
import { useState } from "react";
import { createRoot } from "react-dom/client";

/** React 19 sets properties of custom elements and listens to their events. */
function App() {
  const [opened, setOpened] = useState("nothing yet");
  return (
    <main>
      <h1>The Harbour Gazette</h1>
      <dateline-reader
        id="main"
        src="https://paper.example/stories.json"
        pageSize={12}
        ondateline-open={(event) => setOpened(event.detail.headline)}
      >
        <a href="https://paper.example/">All our stories</a>
      </dateline-reader>
      <output id="opened">{opened}</output>
    </main>
  );
}

createRoot(document.getElementById("app")).render(<App />);
