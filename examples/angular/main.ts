import "@angular/compiler";
import "dateline-reader/define";
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <h1>The Harbour Gazette</h1>
      <dateline-reader id="main" src="https://paper.example/stories.json" (dateline-open)="opened.set($any($event).detail.headline)">
        <a href="https://paper.example/">All our stories</a>
      </dateline-reader>
      <output id="opened">{{ opened() }}</output>
    </main>
  `,
})
class App {
  readonly opened = signal("nothing yet");
}

bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
